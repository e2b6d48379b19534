"""What the trail tells of a station's counter, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.counter.rules.states import ActKind

COUNTER_ACTS: Final[Mapping[str, Promise]] = {
    "counter.act_for": _("替一户办了一件事"),
    "counter.add_photo": _("给一次收货留了照片"),
    "counter.collect_parcel": _("把一件包裹交给了快递"),
    "counter.find_parcel": _("找到了一件没找到的包裹"),
    "counter.forget_household": _("抹掉了柜台里已删除户的姓名和尾号"),
    "counter.forget_people": _("抹掉了柜台里到期的姓名、尾号和账号"),
    "counter.give_back_parcel": _("把没人取的包裹退给了快递"),
    "counter.hand_out_parcel": _("把一件包裹交给了人"),
    "counter.miss_parcel": _("日结时少了一件包裹"),
    "counter.take_in_parcel": _("收下了一件包裹"),
    "counter.take_parcel_to_send": _("收下了一件要寄的包裹"),
    "counter.undo_act": _("照一户的意思，撤销了替它办的事"),
}
COUNTER_SUBJECTS: Final[Mapping[str, Promise]] = {
    "deputy_act": pgettext_lazy("counter", "一次代办"),
    "station_parcel": pgettext_lazy("counter", "一件包裹"),
}
# Facts of these acts that are codes of a table of words.
COUNTER_KINDS: Final[Mapping[str, type[StrEnum]]] = {"act_kind": ActKind}
# Facts of these acts that count something.
COUNTER_COUNTS: Final[Mapping[str, Promise]] = {}
