"""Sentences of the refusals of money at a counter: wares, orders, bills, the drawer, closings."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COUNTER_SENTENCES: Mapping[str, Promise] = {
    "ChangedMeanwhile": _("这一件刚被改过，没有记上，请看清现在的样子，要做的再做一次。"),
    "CounterUnknown": _("没有这个服务站，请刷新，或请县办公室核对。"),
    "ForNobody": _("不知道是给谁办的：姓名、农户，至少填一样。"),
    # wares
    "WareWordsMissing": _("%(field)s没有填，或超过 %(signs_max)s 个字，请改好。"),
    "WarePriceOutOfRange": _(
        "%(field)s不对：价格要大于 0，手续费要比价格小，最多 %(max_fen)s，请核对。"
    ),
    "WareCodeTaken": _("编号 %(value)s 已经是另一样商品，请换一个编号。"),
    "WareHasEnded": _("这样商品 %(to_on)s 起不卖了，不能再改，要卖请另加一样。"),
    "WarePriceTooEarly": _("新价格要晚于 %(from_on)s 的价格，也不能从过去开始，请改日期。"),
    "WareEndsTooEarly": _("停卖的日期要晚于 %(from_on)s，请改日期。"),
    # orders for villagers
    "NothingOrdered": _("一张单要有商品，最多 %(lines_max)s 样，多的请分两张。"),
    "WareTwice": _("同一样商品写了两行，请合成一行。"),
    "UnitsOutOfRange": _("数量 %(value)s 不对，应在 1 到 %(units_max)s 之间，请核对。"),
    "WareNotOnOffer": _("商品 %(value)s 那天没有在卖，或没有定价，请从目录里重选。"),
    "WarePriceChanged": _(
        "%(name)s那天的价格是 %(price_fen)s，和收的不一样，没有记上，请按新价格和本人说清楚再下单。"
    ),
    "BuyForUnknown": _("这个站没有这张代买单，请刷新再看。"),
    "BuyForMovedOn": _("这张代买单现在是“%(buy_for_state)s”，这一步做不了，请刷新再看。"),
    # bills
    "AccountNumberMalformed": _("户号不对：4 到 30 位字母和数字，请照缴费单核对。"),
    "BillFeeTooHigh": _("手续费 %(value_fen)s 不对，可以不收，最多收 %(max_fen)s，请改。"),
    "BillSlipMissing": _("缴费流水号没有填，或超过 %(signs_max)s 位，请照手机上的回执填。"),
    "BillUnknown": _("这个站没有收过这笔代缴，请刷新再看。"),
    "BillMovedOn": _("这笔代缴现在是“%(bill_state)s”，不能再改，请刷新再看。"),
    # the drawer
    "CashNotByHand": _("这样的现金不能手工记，只能记放入零钱、上交和取出手续费。"),
    "CashOutOfRange": _("金额 %(value_fen)s 不对，要大于 0，最多 %(max_fen)s，请核对。"),
    "FeesNotThere": _("钱箱里本站的手续费只有 %(left_fen)s，取不了 %(value_fen)s，请改少。"),
    # closings
    "DayNotOver": _("%(on)s 还没有到，今天是 %(today)s，请到那天再日结。"),
    "DayClosedAlready": _("%(on)s 已经日结，最后一次日结的是 %(closed_on)s，请看日结单。"),
    "EarlierDayOpen": _("%(open_on)s 还没有日结，请先结那一天，再结 %(on)s。"),
    "DayFiguresChanged": _(
        "别的设备刚传来新的，现在应有现金 %(expected_fen)s、包裹 %(parcels_expected)s 件，"
        "请按新的数再点一次。"
    ),
    "CashDiffers": _(
        "应有现金 %(expected_fen)s，点到 %(counted_fen)s，差 %(difference_fen)s，"
        "请再点一次，还是这样就勾“差额属实”。"
    ),
    "ParcelsNotFound": _(
        "应有包裹 %(parcels_expected)s 件，点到 %(parcels_counted)s 件，"
        "勾了没找到的 %(parcels_missing)s 件，请找一找，没找到的都勾上。"
    ),
    "MissingParcelUnknown": _(
        "勾了没找到的包裹里，有 %(parcels_unknown)s 件现在不在站里，请刷新再点。"
    ),
}
