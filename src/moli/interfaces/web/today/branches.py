"""The branch's part of today: villages to pair, what it brought together, what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from moli.accounts.rules import Role
from moli.insights.queries.brokering import brokering
from moli.insights.queries.facts import Facts
from moli.insights.queries.indicators import counted_from
from moli.insights.queries.next_steps import next_steps
from moli.insights.rules.plans import Indicator
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.plans.links import Links
from moli.interfaces.web.plans.own import OwnBranch, own_branches
from moli.interfaces.web.plans.quarters import quarters
from moli.interfaces.web.today.lines import Day
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.pairing.queries.gaps import Gap, gaps_of
from moli.pairing.queries.sight import pairing_sight


@dataclass(frozen=True)
class HomeBranches:
    """The part of an organiser: the poor villages that its branches lead, and its branches."""

    gaps: list[Thing]
    branches: list[OwnBranch]


def branches_of(today: Day) -> HomeBranches | None:
    """How far pairings are, and each branch with its next steps; nothing for other roles.

    What to do next asks the whole county's rows: fifty queries, however many there are.
    """
    if not today.standing.holds(Role.ORGANISER):
        return None
    return HomeBranches(
        gaps=[_gap_line(gap) for gap in gaps_of(pairing_sight(today.standing, on=today.on))],
        branches=_branches(today),
    )


def _gap_line(gap: Gap) -> Thing:
    """Where somebody is missing, a tap leads to planning; else to the list of the kind."""
    counts = {
        "villages": number(gap.villages),
        "paired": number(gap.in_force),
        "asked": number(gap.proposed),
        "alone": number(gap.alone),
    }
    what = (
        gettext("%(kind)s：还有 %(alone)s 个贫困村没结对")
        if gap.alone
        else gettext("%(kind)s：贫困村都有了着落")
    )
    name = "pair_plans" if gap.alone else "pairings"
    return Thing(
        url=f"{reverse(f'web:{name}')}?{urlencode({'kind': gap.pairing_kind})}",
        icon="link" if gap.alone else "ok",
        kind=Kind.WARN if gap.alone else Kind.OK,
        what=what % {"kind": label(gap.pairing_kind), **counts},
        why=(
            gettext("%(villages)s 个贫困村：结着对 %(paired)s，等答复 %(asked)s")
            if gap.alone or gap.proposed
            else gettext("%(villages)s 个贫困村都结着对")
        )
        % counts,
    )


def _branches(today: Day) -> list[OwnBranch]:
    quarter = quarters(today.on)[0]
    facts = Facts(settings.MOLI_COUNTY_CODE, quarter.period, today.on)
    return own_branches(
        today.standing,
        counted_from(facts, Indicator.BRANCHES_WITH_PROJECT),
        brokered=brokering(facts),
        steps=next_steps(facts),
        links=Links(today.standing, today.on),
        quarter=quarter,
    )
