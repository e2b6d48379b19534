"""What the trail tells of pairings, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PAIRING_ACTS: Final[Mapping[str, Promise]] = {
    "pairing.agree": _("替一方同意了结对"),
    "pairing.begin": _("双方都同意，结上了对"),
    "pairing.confirm_result": _("确认了一条结对成效"),
    "pairing.decline": _("替一方没同意结对"),
    "pairing.deny_result": _("没认一条结对成效"),
    "pairing.drop_measure": _("放下了一条帮扶措施"),
    "pairing.end": _("结束了一对结对"),
    "pairing.finish_measure": _("办完了一条帮扶措施"),
    "pairing.forget_words": _("抹掉了结对里一户的话"),
    "pairing.log_visit": _("记了一次走访"),
    "pairing.plan": _("排了一遍结对"),
    "pairing.promise": _("记下了一个承诺"),
    "pairing.propose": _("提了一对结对"),
    "pairing.report_result": _("报了一条结对成效"),
    "pairing.review": _("记下了一句结对评议"),
    "pairing.set_measure": _("定了一条帮扶措施"),
    "pairing.set_rule": _("换了一版结对规则"),
}
PAIRING_SUBJECTS: Final[Mapping[str, Promise]] = {
    "measure": pgettext_lazy("pairing", "帮扶措施"),
    "pair_plan": pgettext_lazy("pairing", "结对方案"),
    "pairing": pgettext_lazy("pairing", "一对结对"),
    "pairing_rule": pgettext_lazy("pairing", "结对规则"),
    "promise": pgettext_lazy("pairing", "一个承诺"),
    "result": pgettext_lazy("pairing", "一条成效"),
    "review": pgettext_lazy("pairing", "一句评议"),
    "visit": pgettext_lazy("pairing", "一次走访"),
}
