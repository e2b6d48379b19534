"""What the trail tells of stations, what they offer, and their teams, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.stations.rules.offering import EquipmentKind, PauseReason, Service
from moli.stations.rules.team import TeamRole

STATION_ACTS: Final[Mapping[str, Promise]] = {
    "stations.call_off_pause": _("撤回了一段还没开始的停业"),
    "stations.close_station": _("关了服务站"),
    "stations.close_venue": _("停用了活动场所"),
    "stations.drop_task": _("放下了服务站的一项任务"),
    "stations.end_hosting": _("记下服务站迁出活动场所"),
    "stations.end_service": _("服务站不再办一项服务"),
    "stations.end_shares": _("服务站的提成不再分到人"),
    "stations.finish_task": _("做好了服务站的一项任务"),
    "stations.forget_own_household": _("不再标明服务站队员自己家的户"),
    "stations.host_station": _("让服务站进驻活动场所"),
    "stations.join_team": _("服务站的队伍里来了人"),
    "stations.leave_team": _("服务站的队伍里有人离开"),
    "stations.name_own_household": _("标明了服务站队员自己家的户"),
    "stations.offer_service": _("服务站办起一项服务"),
    "stations.open_station": _("开了服务站"),
    "stations.open_venue": _("登记了一个活动场所"),
    "stations.pause": _("记下服务站停业"),
    "stations.reopen": _("服务站重新开门"),
    "stations.set_shares": _("定了服务站的提成分配"),
    "stations.set_task": _("派了服务站的一项任务"),
    "stations.set_up_equipment": _("记下服务站添了设备"),
    "stations.take_away_equipment": _("记下服务站的设备搬走了"),
}
STATION_SUBJECTS: Final[Mapping[str, Promise]] = {
    "station": _("服务站"),
    "venue": pgettext_lazy("stations", "活动场所"),
}
# Facts of these acts that are codes of a table of words.
STATION_KINDS: Final[Mapping[str, type[StrEnum]]] = {
    "equipment_kind": EquipmentKind,
    "pause_reason": PauseReason,
    "service": Service,
    "team_role": TeamRole,
}
STATION_COUNTS: Final[Mapping[str, Promise]] = {
    "sharers": _("%(count)s 个人分"),
    "things": pgettext_lazy("stations", "%(count)s 件"),
}
