"""Sentences of the refusals of parcels, of weighing at a counter, of acting for a household."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARCEL_SENTENCES: Mapping[str, Promise] = {
    # parcels
    "ParcelCodeMissing": _("快递单号没有填，请扫一下或照面单输入。"),
    "ParcelCodeMalformed": _(
        "快递单号不对：只有字母、数字和短横，最多 %(signs_max)s 位，请照面单核对。"
    ),
    "ParcelForNobody": _("不知道是谁的包裹：姓名、手机尾号、农户，至少填一样。"),
    "PhoneTailMalformed": _("手机尾号是最后 4 位数字，请核对，不知道就不填。"),
    "ParcelWordsTooLong": _("%(field)s太长，最多 %(signs_max)s 个字，请写短些。"),
    "ParcelWeightOutOfRange": _("包裹重量要大于 0，最多 %(max_grams)s，请再称一次。"),
    "ParcelFeeOutOfRange": _("寄件费不能是负数，最多 %(max_fen)s，请核对。"),
    "ParcelUnknown": _("这个站没有收过这件包裹，请刷新再看。"),
    "ParcelLiesAlready": _("这个单号的包裹 %(came_on)s 收过，还放在站里，请先核对面单。"),
    "ParcelMovedOn": _("这件包裹现在是“%(parcel_state)s”，这一步做不了，请刷新再看。"),
    # weighing
    "WeighInUnknown": _("这个站没有收过这笔货，请刷新再看。"),
    "QuotaOfOthers": _("这个配额不是这户的，请重新选，或不用配额直接收。"),
    "GradeUnknown": _("没有这个品种，或这个品种没有这一级，请刷新后重新选。"),
    "TooManyPhotos": _("一笔收货最多留 %(photos_max)s 张照片，这一张没有存，不影响收货。"),
    # forgetting
    "CounterStillKept": _("这户还在册，柜台里的姓名和号码等删除个人信息时一起抹，请先办删除。"),
    # acting for a household
    "HouseholdNotHere": _("这个乡镇没有登记这一户，请核对户编号，或请村里先登记。"),
    "NotReadBack": _("还没有念给本人听，请念一遍、本人点头，再打勾。"),
    "ReceiptMissing": _("小票号没有，或超过 %(signs_max)s 位，请重新出一张小票。"),
    "DeputyConsentMissing": _("这户没有给过代办授权（或已收回），请先念授权书、本人同意，再来办。"),
}
