"""What to do next, in words, each with the page that does it or shows what it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.insights.queries.next_steps import NextStep
from moli.insights.rules.plans import INDICATORS_OF, Indicator
from moli.insights.rules.steps import PLAN_OF, StepKind
from moli.interfaces.web.matching.naming import said
from moli.interfaces.web.plans.figures import indicator_url
from moli.interfaces.web.plans.links import Links
from moli.interfaces.web.plans.quarters import Quarter
from moli.interfaces.words.amounts import jin_and_tonnes, number
from moli.interfaces.words.days import full_day
from moli.interfaces.words.labels import label
from moli.party.rules.organisation import ActivityKind

_WHAT: Final[Mapping[StepKind, Promise]] = {
    StepKind.INTRODUCE: _("给%(name)s的货牵线"),
    StepKind.SELL: _("%(name)s有货，正好有人要"),
    StepKind.HOST: _("请一个服务站进驻%(name)s"),
    StepKind.WAKE: _("问问%(name)s怎么停了"),
    StepKind.FOLLOW_UP: _("看看%(name)s的结对"),
    StepKind.HOLD: _("%(name)s补上该办的活动"),
}
_WHY: Final[Mapping[StepKind, Promise]] = {
    StepKind.INTRODUCE: _("%(product)s %(weight)s 的方案等着，这个村本季还没有电商项目"),
    StepKind.SELL: _("%(product)s还有 %(weight)s，村干部今年还没有办成一笔"),
    StepKind.HOST: _("还没有服务站，村里登记了 %(households)s 户"),
    StepKind.WAKE: _("30 天没有一笔业务，村里登记了 %(households)s 户"),
    StepKind.FOLLOW_UP: _("%(day)s 结的对，近来没有结果"),
    StepKind.HOLD: _("%(activity)s从 %(day)s 起没有办过"),
}
_SHOWN_BY: Final[Mapping[StepKind, Indicator]] = {
    StepKind.HOLD: Indicator.BRANCHES_WITH_PROJECT,
    StepKind.HOST: Indicator.VENUES_WITH_STATION,
}


@dataclass(frozen=True)
class StepRow:
    """One act: what, about whom, why, and where it is done."""

    what: str
    why: str
    place: str
    url: str


def step_rows(steps: Iterable[NextStep], *, links: Links, quarter: Quarter) -> list[StepRow]:
    """Acts in the reader's words. What a reader may not open leads to the rows behind it."""
    shown = list(steps)
    links.learn((step.object_kind, step.object_key) for step in shown)
    return [_row(step, links, quarter) for step in shown]


def _row(step: NextStep, links: Links, quarter: Quarter) -> StepRow:
    indicator = _SHOWN_BY.get(step.kind, INDICATORS_OF[PLAN_OF[step.kind]][0])
    return StepRow(
        what=str(_WHAT[step.kind]) % {"name": said(step.names)},
        why=str(_WHY[step.kind]) % _facts(step),
        place=said(step.place) if step.place else "",
        url=links.url(step.object_kind, step.object_key)
        or indicator_url(indicator, quarter, state="unmet"),
    )


_SAID: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "product": ("product", said),
    "grams": ("weight", jin_and_tonnes),
    "households": ("households", number),
    "from_on": ("day", full_day),
    "activity_kind": ("activity", lambda kind: label(ActivityKind(kind))),
}


def _facts(step: NextStep) -> dict[str, str]:
    """The days, numbers and names of an act as its sentence says them."""
    return {
        word: say(step.facts[fact]) for fact, (word, say) in _SAID.items() if fact in step.facts
    }
