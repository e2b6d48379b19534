"""Sentences of the refusals of venues and of targets."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INSIGHT_SENTENCES: Mapping[str, Promise] = {
    # venues
    "VenueNeedsVillage": _("活动场所要在一个村里，%(value)s 不是村级代码，请核对。"),
    "VenueNeedsName": _("请填活动场所的名称，最多 %(signs_max)s 个字。"),
    "VenueOpensTooEarly": _("同名的活动场所到 %(to_on)s 才停用，启用日期不能更早，请改日期。"),
    "VenueClosesTooEarly": _("活动场所和里面的服务站至少用一天，停用日期要晚于 %(from_on)s。"),
    "HostedElsewhere": _(
        "这个服务站从 %(from_on)s 起已经在另一个活动场所里，先记下迁出，再进驻这里。"
    ),
    "HostedAcrossVillages": _("服务站只能进驻本村的活动场所，请另选。"),
    "HostedInNothingOpen": _("服务站或活动场所到 %(to_on)s 就关了，不能进驻，请另选。"),
    "HostingTooEarly": _("日期太早，要在 %(from_on)s 或之后，而且至少住一天，请改日期。"),
    # targets
    "TargetWithoutSource": _("请写明目标是谁定的，比如文件名和文号。"),
    "TargetOutOfRange": _("目标要大于 0，最多 100%%，请改小或改大。"),
    "TargetBeforeAnother": _("新目标要晚于现行目标的开始日期 %(from_on)s，请改日期。"),
}
