"""What the trail tells of the Party's branches and members, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PARTY_ACTS: Final[Mapping[str, Promise]] = {
    "party.apply_for_post": _("申报了示范岗"),
    "party.by_elect": _("补选了支部班子"),
    "party.call_off_activity": _("取消了组织生活"),
    "party.check_post": _("核查了示范岗"),
    "party.decline_post": _("没通过示范岗"),
    "party.disband_branch": _("撤销了支部"),
    "party.elect": _("选出了新一届"),
    "party.end_lead": _("收回了支部的任务"),
    "party.end_position": _("记下一名党员不再任职"),
    "party.forget_members": _("抹掉离开满年限的党员"),
    "party.found_branch": _("成立了支部"),
    "party.give_lead": _("给支部交了任务"),
    "party.grant_post": _("授了示范岗的牌"),
    "party.hold_activity": _("记下了一次组织生活"),
    "party.join_branch": _("转入了一名党员"),
    "party.leave": _("记下一名党员离开"),
    "party.leave_branch": _("转出了一名党员"),
    "party.make_full": _("记下一名党员转正"),
    "party.name_group_leader": _("定了党小组长"),
    "party.plan_activity": _("安排了组织生活"),
    "party.register_member": _("登记了一名党员"),
    "party.seat_branch": _("定了支部的形式和所在"),
    "party.set_rule": _("换了一版党内规定"),
    "party.subordinate": _("换了支部的上级"),
    "party.take_back_wish": _("不再亮身份"),
    "party.transfer": _("转移了组织关系"),
    "party.wish": _("愿意亮身份"),
    "party.withdraw_post": _("摘了示范岗的牌"),
}
PARTY_SUBJECTS: Final[Mapping[str, Promise]] = {
    "activity": pgettext_lazy("party", "组织生活"),
    "branch": _("支部"),
    "demo_post": pgettext_lazy("party", "示范岗"),
    "party_member": pgettext_lazy("party", "党员"),
    "party_rule": pgettext_lazy("party", "党内规定"),
}
