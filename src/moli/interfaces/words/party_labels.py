"""Words of the Party organisation."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.party.rules.branches import BranchKind, LedKind
from moli.party.rules.organisation import (
    ActivityKind,
    ActivityState,
    AttendanceKind,
    BelongingKind,
    Form,
    MemberKind,
    PositionKind,
    PostKind,
    PostState,
    RuleKind,
)

PARTY_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    BranchKind: {
        BranchKind.COUNTY: _("县级支部"),
        BranchKind.ASSOCIATION: _("协会支部"),
        BranchKind.STATIONS: _("服务站支部"),
    },
    LedKind: {
        LedKind.AREA: _("乡镇"),
        LedKind.ENTERPRISE: _("企业"),
        LedKind.STATION: _("服务站"),
    },
    Form: {
        Form.COMMITTEE: pgettext_lazy("party", "党委"),
        Form.GENERAL_BRANCH: pgettext_lazy("party", "党总支"),
        Form.BRANCH: pgettext_lazy("party", "党支部"),
        Form.JOINT_BRANCH: pgettext_lazy("party", "联合党支部"),
        Form.GROUP: pgettext_lazy("party", "党小组"),
    },
    MemberKind: {
        MemberKind.FULL: pgettext_lazy("party", "正式党员"),
        MemberKind.PROBATIONARY: pgettext_lazy("party", "预备党员"),
    },
    BelongingKind: {
        BelongingKind.HOME: pgettext_lazy("party", "组织关系"),
        BelongingKind.ECOMMERCE: pgettext_lazy("party", "电商支部"),
    },
    PositionKind: {
        PositionKind.SECRETARY: pgettext_lazy("party", "书记"),
        PositionKind.DEPUTY: pgettext_lazy("party", "副书记"),
        PositionKind.ORGANISATION: pgettext_lazy("party", "组织委员"),
        PositionKind.PUBLICITY: pgettext_lazy("party", "宣传委员"),
        PositionKind.DISCIPLINE: pgettext_lazy("party", "纪检委员"),
        PositionKind.COMMITTEE_MEMBER: pgettext_lazy("party", "支部委员"),
        PositionKind.GROUP_LEADER: pgettext_lazy("party", "党小组长"),
    },
    ActivityKind: {
        ActivityKind.ASSEMBLY: pgettext_lazy("party", "党员大会"),
        ActivityKind.COMMITTEE: pgettext_lazy("party", "支委会"),
        ActivityKind.GROUP: pgettext_lazy("party", "党小组会"),
        ActivityKind.LECTURE: pgettext_lazy("party", "党课"),
        ActivityKind.PARTY_DAY: pgettext_lazy("party", "主题党日"),
        ActivityKind.LIFE: pgettext_lazy("party", "组织生活会"),
        ActivityKind.REVIEW: pgettext_lazy("party", "民主评议党员"),
    },
    ActivityState: {
        ActivityState.PLANNED: pgettext_lazy("party", "已安排"),
        ActivityState.HELD: pgettext_lazy("party", "开过了"),
        ActivityState.CALLED_OFF: pgettext_lazy("party", "取消了"),
    },
    AttendanceKind: {
        AttendanceKind.PRESENT: pgettext_lazy("party", "到会"),
        AttendanceKind.EXCUSED: pgettext_lazy("party", "请假"),
        AttendanceKind.ABSENT: pgettext_lazy("party", "缺席"),
    },
    PostKind: {
        PostKind.POST: pgettext_lazy("party", "党员示范岗"),
        PostKind.SHOP: pgettext_lazy("party", "党员电商示范店"),
    },
    PostState: {
        PostState.APPLIED: pgettext_lazy("party", "已申报"),
        PostState.CHECKED: pgettext_lazy("party", "已核查"),
        PostState.GRANTED: pgettext_lazy("party", "已授牌"),
        PostState.DECLINED: pgettext_lazy("party", "没通过"),
        PostState.WITHDRAWN: pgettext_lazy("party", "已摘牌"),
    },
    RuleKind: {
        RuleKind.SIZES: pgettext_lazy("party", "人数"),
        RuleKind.TERMS: pgettext_lazy("party", "届期"),
        RuleKind.FREQUENCIES: pgettext_lazy("party", "活动次数"),
        RuleKind.QUORUM: pgettext_lazy("party", "到会人数"),
    },
}

PARTY_FIELDS: Mapping[str, Promise] = {
    "place": pgettext_lazy("party", "地点"),
    "title": pgettext_lazy("party", "主题"),
    "minutes": pgettext_lazy("party", "会议记录"),
    "attendance": pgettext_lazy("party", "到会名单"),
    "host_units": pgettext_lazy("party", "所在单位"),
    "parent": pgettext_lazy("party", "上级支部"),
    "elected": pgettext_lazy("party", "当选名单"),
}
