"""Sentences of the refusals of stock and orders."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORDER_SENTENCES: Mapping[str, Promise] = {
    # weighing in and packing
    "NetWeightOutOfRange": _(
        "毛重减皮重是 %(value_grams)s，应大于 0、不超过 %(max_grams)s，请重新过秤。"
    ),
    "HarvestNotYet": _("采收日期还没到，今天是 %(today)s，请改成今天或以前。"),
    "HarvestOver": _(
        "这样存放只能放 %(shelf_days)s 天，%(first_on)s 以前采的不能收，请核对采收日期。"
    ),
    "ShelfLifeUnknown": _("这个品种在“%(storage)s”下能放多久还没登记，请先补上保质天数。"),
    "ProductionOutOfRange": _(
        "装了 %(value)s 件不行，应是 1 到 %(units_max)s 件，损耗不能是负数，请核对。"
    ),
    "InputsDoNotAddUp": _(
        "用料共 %(value_grams)s，装出来加损耗要 %(needed_grams)s，对不上，请核对。"
    ),
    "InputUnknown": _("用料有 %(value)s 笔，只找到 %(found)s 笔收货，请刷新再选。"),
    "InputUnfit": _("用料要是同一个品种、不低于“%(grade)s”，请另选收货。"),
    "NotEnoughWeighedIn": _("这笔收货只剩 %(left_grams)s，不够 %(value_grams)s，请改少一些。"),
    "NotEnoughToShrink": _(
        "能报损的只剩 %(left_units)s 件，不够 %(value)s 件，请核对；被订走的要先取消订单。"
    ),
    "WeighInUsed": _(
        "这笔收货 %(value_grams)s里有一部分已经装箱、发走或报损（还剩 %(left_grams)s），"
        "不能整笔拿回去，请和站长另算。"
    ),
    "NothingToShrink": _("报损数量 %(value)s 不行，要大于 0。"),
    # articles
    "ArticleOutOfRange": _(
        "每件 %(value_grams)s不行，应大于 0、不超过 %(max_grams)s，包装费不能是负数。"
    ),
    "ArticleCodeOfTheShop": _("编号 %(article)s 是商城自己的网址用的，请换一个编号。"),
    "ArticlePriceOutOfRange": _("单价 %(value_fen)s 不在范围内，应大于 0、不超过 %(max_fen)s。"),
    "PriceNotAfterAnother": _("新价格要从 %(from_on)s 之后开始，那天已有一个价格。"),
    "BuyerCapOutOfRange": _("每人限购 %(value)s 件不行，至少 1 件；不限购就留空。"),
    # placing
    "BasketEmpty": _("订单要有 1 到 %(lines_max)s 种商品，请改好再下单。"),
    "UnitsOutOfRange": _("数量 %(value)s 份不在范围内，应是 1 到 %(units_max)s 份。"),
    "BuyerIncomplete": _("%(field)s要填，最多 %(signs_max)s 个字。"),
    "BuyerPhoneMalformed": _("收货电话打不通，请填 11 位手机号，或带区号的座机。"),
    "ArticleUnknown": _("没有编号是 %(article)s 的商品，请回到商品页再选。"),
    "ArticleNotOnSale": _("商品 %(article)s 现在不卖，请看看别的商品。"),
    "SaleNotBegun": _("%(begins_on)s %(begins_time)s 才开抢，请到时再来。"),
    "OverBuyerCap": _(
        "每人限购 %(units_max)s 份，您已有 %(had_units)s 份，再加 %(value)s 份就超了，请减一些。"
    ),
    "NotEnoughInStock": _("只剩 %(left_units)s 份，不够 %(value)s 份，请减一些或看看别的商品。"),
    # paying and after
    "OrderUnknown": _("没有这个订单，请核对订单号。"),
    "OrderMovedOn": _("这个订单已经是“%(order_state)s”，这一步做不了，请刷新再看。"),
    "AmountDiffers": _("收到 %(value_fen)s，订单是 %(order_fen)s，对不上，请办公室核对。"),
    "PaymentReferenceTaken": _("这个付款单号已经记在另一笔付款上，请核对。"),
    "PaymentWithoutReference": _("付款没有单号，分不清是不是重复，请补上单号。"),
    "LineUnknown": _("这个订单里没有商品 %(article)s，请核对。"),
    "MoreThanSent": _("退 %(value)s 件不行，最多 %(units_max)s 件，而且要大于 0。"),
    # the shop's door
    "OrderUnreadable": _("看不懂这个订单，请回到商品页再下单。"),
    "AskedTooOften": _("点得太快了，请 %(seconds)s 秒后再试。"),
}
