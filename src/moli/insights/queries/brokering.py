"""What branches brought together, and what followed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from moli.insights.queries.facts import Facts
from moli.insights.queries.moments import day_of, until, within
from moli.insights.rules.periods import Period
from moli.market.models import Introduction
from moli.market.queries.naming import Name
from moli.market.rules.negotiation import ProposalState
from moli.orders.models import Delivery
from moli.orders.rules.bulk import DeliveryState
from moli.party.models import Activity
from moli.party.rules.branches import LedKind
from moli.party.rules.organisation import ActivityState
from moli.settlement.models import Share
from moli.settlement.rules.shares import ShareKind

_AGREED = (ProposalState.AGREED, ProposalState.CONTRACTED)


@dataclass(frozen=True)
class Brokered:
    """What came of introductions made in a period, until a day: grams and fen are theirs alone.

    `household_fen` is what households got of their deliveries: settled shares less corrections.
    """

    introductions: int = 0
    agreed: int = 0
    received_grams: int = 0
    household_fen: int = 0

    def __add__(self, other: Brokered) -> Brokered:
        return Brokered(
            self.introductions + other.introductions,
            self.agreed + other.agreed,
            self.received_grams + other.received_grams,
            self.household_fen + other.household_fen,
        )


@dataclass(frozen=True)
class BranchBrokering:
    """One branch's work in a period. `key` is empty for introductions without a branch."""

    key: str
    names: Name
    stations_led: int
    activities_held: int
    brokered: Brokered


def brokering(facts: Facts) -> tuple[BranchBrokering, ...]:
    """Every branch there is, the county's first, and last what belongs to none, if anything.

    An introduction belongs to one branch, that in which its organiser had been longest, so that
    the sums are the county's: see `brokered_in`. Seven queries, fewer where the facts have
    answered some of them already.
    """
    brokered: dict[str, Brokered] = defaultdict(Brokered)
    for by_key, made_on, what in _introductions(facts.period, facts.county_code, on=facts.on):
        brokered[facts.organisers.first_of(by_key, on=made_on)] += what
    stations = Counter(
        branch for (kind, _), branch in facts.leads.by_key.items() if kind is LedKind.STATION
    )
    held = _held(facts.period)
    rows = [
        BranchBrokering(
            key=branch.key,
            names=Name(branch.name, branch.name_en or branch.name),
            stations_led=stations[branch.key],
            activities_held=held[branch.pk],
            brokered=brokered.pop(branch.key, Brokered()),
        )
        for branch in facts.branches
    ]
    # Without a branch, and of one that is not there any more.
    rest = sum(brokered.values(), Brokered())
    if rest.introductions:
        rows.append(BranchBrokering("", Name("", ""), 0, 0, rest))
    return tuple(rows)


def brokered_in(*, county_code: str, period: Period, on: date) -> Brokered:
    """The same of the whole county, whoever introduced: three queries."""
    rows = _introductions(period, county_code, on=on)
    return sum((what for _, _, what in rows), Brokered())


def _introductions(period: Period, county: str, *, on: date) -> list[tuple[str, date, Brokered]]:
    """Who introduced when, and what came of each by a day: three queries.

    A delivery is of one part, that of one contract, that of one introduction.
    """
    made = Introduction.objects.filter(
        within(period, "at"), proposal__lot__village__code__startswith=county
    )
    grams, fen = _grams(made, on), _fen(made, on)
    columns = ("proposal_id", "by_key", "at", "proposal__state")
    return [
        (
            by_key,
            day_of(at),
            Brokered(1, int(state in _AGREED), grams.get(proposal, 0), fen.get(proposal, 0)),
        )
        for proposal, by_key, at, state in made.order_by("pk").values_list(*columns)
    ]


def _grams(made: Any, on: date) -> dict[int, int]:
    """Grams that buyers received by a day, by the proposal they go back to."""
    rows = Delivery.objects.filter(
        until(on, "accepted_at"),
        state=DeliveryState.ACCEPTED,
        part__contract__proposal__in=made.order_by().values("proposal"),
    )
    sums = rows.order_by().values_list("part__contract__proposal")
    return dict(sums.annotate(Sum("received_grams")))


def _fen(made: Any, on: date) -> dict[int, int]:
    """What households got of those deliveries by a day, by the proposal they go back to."""
    through = "settlement__delivery__part__contract__proposal"
    rows = Share.objects.filter(
        kind=ShareKind.HOUSEHOLD,
        happened_on__lte=on,
        **{f"{through}__in": made.order_by().values("proposal")},
    )
    return dict(rows.order_by().values_list(through).annotate(Sum("fen")))


def _held(period: Period) -> Counter[int]:
    rows = Activity.objects.filter(within(period, "begins_at"), state=ActivityState.HELD)
    return Counter(rows.values_list("branch", flat=True))
