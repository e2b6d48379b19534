"""Sentences of the refusals of goods that go from one station to another."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TRANSFER_SENTENCES: Mapping[str, Promise] = {
    "TransferMovedOn": _("这笔调货已经是“%(transfer_state)s”，这一步做不了，请刷新再看。"),
    "TransferChangedSince": _("您打开以后有人动过这笔调货，这次没有办，请刷新看看再办。"),
    "TransferToItself": _("要货站和出货站是同一个站，请另选一个站。"),
    "TransferStationUnknown": _("这个站现在不营业，不能调货，请另选一个站。"),
    "TransferGramsOutOfRange": _(
        "要 %(value_grams)s 不行，应大于 0、不超过 %(max_grams)s，请改一下。"
    ),
    "SellerShareOutOfRange": _("要货站分的佣金是千分之 %(value_mille)s，应在 0 到 1000 之间。"),
    "TransferDayOver": _("要货的日子已经过了，今天是 %(today)s，请改成今天或以后。"),
    "TransferOfOtherArticle": _("这种商品不是要货站的，或品种、等级对不上，请另选商品或等级。"),
    "NothingPicked": _("至少选一笔收货，每笔大于 0，再点同意。"),
    "MoreThanAsked": _("选了 %(value_grams)s，对方只要 %(max_grams)s，请减一些。"),
    "InputOfAnotherStation": _("有别的站收的货，服务站只能用本站收的、或调货收到的，请先办调货。"),
    "MoreThanAgreed": _("交 %(value_grams)s 不行，应大于 0、不超过答应的 %(max_grams)s，请核对。"),
    "MoreThanHandedOver": _(
        "收到 %(value_grams)s 不行，不能是负数，也不能超过交出的 %(max_grams)s，请重新过秤。"
    ),
    "LossWithoutReason": _("路上少了 %(lost_grams)s：少了要选原因，没少就不用选，请核对。"),
}
