"""Laws of pairings, each a query over all rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, Manager, OuterRef, Q, QuerySet
from django.utils import timezone

from moli.audit.queries import guards_law, overlap_law, written_once_law
from moli.kernel.law import LawCheck, found_law
from moli.kernel.period import covers
from moli.pairing.models import (
    Measure,
    Pairing,
    PairingRule,
    PairingWord,
    PairPlan,
    Promise,
    Result,
    Review,
    Visit,
)
from moli.pairing.models.guards import GUARDS
from moli.pairing.rules.content import terms_of
from moli.pairing.rules.kinds import EndKind, PairingKind, PairingState, PairSide, Voice
from moli.pairing.rules.periods import period_of
from moli.pairing.rules.speaking import other_side, side_of, voices_of
from moli.pairing.rules.steps import state_after

_Spoken = tuple[int, str, str]


def pairing_laws() -> list[LawCheck]:
    """What holds of pairings, of what both sides said to them, and of what came of them."""
    return [*_told_laws(), *_pairing_laws(), *_within_laws()]


def _told_laws() -> list[LawCheck]:
    """Each act was told once, by the key of what it made."""
    begun = Pairing.objects.exclude(from_on=None)
    made: list[tuple[str, str, QuerySet[Any]]] = [
        ("planned", "plan", PairPlan.objects.all()),
        ("proposed", "propose", Pairing.objects.all()),
        ("begun", "begin", begun),
        ("ended", "end", Pairing.objects.filter(state=PairingState.ENDED)),
        ("promised", "promise", Promise.objects.all()),
        ("measure_set", "set_measure", Measure.objects.all()),
        ("visited", "log_visit", Visit.objects.all()),
        ("reported", "report_result", Result.objects.all()),
        ("reviewed", "review", Review.objects.all()),
    ]
    return [
        written_once_law(
            f"pairing.{name}_once",
            verb=f"pairing.{verb}",
            keys=map(str, rows.values_list("uid", flat=True)),
        )
        for name, verb, rows in made
    ]


def _pairing_laws() -> list[LawCheck]:
    return [
        overlap_law("pairing.rule_once_at_a_time", PairingRule.objects.all(), same=_KIND),
        overlap_law(
            "pairing.one_helper_at_a_time",
            # What never began has no days to share.
            Pairing.objects.exclude(from_on=None),
            same=(*_KIND, "helped_key"),
        ),
        _yes_law(),
        _one_side_law(),
        _capacity_law(),
        _replaced_law(),
        _planned_law(),
        guards_law("pairing.guards_stand", GUARDS),
    ]


_KIND = ("pairing_kind",)


def _yes_law() -> LawCheck:
    """A pairing stands where the words of its sides led it."""
    rows = Pairing.objects.prefetch_related("answers").order_by("pk")
    wrong = [row.key for row in rows if not _is_as_said(row)]
    return found_law("pairing.is_as_both_said", checked=len(rows), broken=wrong)


def _is_as_said(row: Pairing) -> bool:
    said = {PairSide(word.pair_side): word.is_yes for word in row.answers.all()}
    state = PairingState.IN_FORCE if row.state == PairingState.ENDED else row.state
    return state == state_after(said)


def _one_side_law() -> LawCheck:
    """Nobody spoke for both sides of a pairing: agreed, reported, answered or reviewed."""
    sides: dict[tuple[int, str], set[str]] = defaultdict(set)
    for pairing_id, side, by_key in _spoken():
        sides[pairing_id, by_key].add(side)
    wrong = sorted({pairing_id for (pairing_id, _), each in sides.items() if len(each) > 1})
    return found_law("pairing.nobody_speaks_for_both", checked=len(sides), broken=wrong)


def _spoken() -> Iterator[_Spoken]:
    yield from PairingWord.objects.values_list("pairing", "pair_side", "by_key")
    yield from Result.objects.values_list("pairing", "pair_side", "by_key")
    answered = Result.objects.exclude(answered_by_key="")
    for pk, side, by_key in answered.values_list("pairing", "pair_side", "answered_by_key"):
        yield pk, other_side(PairSide(side)), by_key
    for pk, voice, by_key in Review.objects.values_list("pairing", "voice", "by_key"):
        yield pk, side_of(Voice(voice)), by_key


def _capacity_law() -> LawCheck:
    """On the day on which a pairing began, its helper had a place by the terms of that day."""
    held: dict[tuple[str, str], list[tuple[str, date, date | None]]] = defaultdict(list)
    begun = Pairing.objects.exclude(from_on=None).order_by("pk")
    columns = ("pairing_kind", "helper_key", "uid", "from_on", "to_on")
    for kind, helper, uid, from_on, to_on in begun.values_list(*columns):
        if from_on is not None:
            held[kind, helper].append((str(uid), from_on, to_on))
    rules = list(PairingRule.objects.order_by("from_on"))
    wrong = [
        key
        for (kind, _), rows in held.items()
        for key, on, _to in rows
        if _held_on(rows, on) > _capacity(rules, kind, on)
    ]
    return found_law("pairing.helper_has_a_place", checked=begun.count(), broken=wrong)


def _held_on(rows: Iterable[tuple[str, date, date | None]], on: date) -> int:
    return sum(covers(from_on=from_on, to_on=to_on, on=on) for _, from_on, to_on in rows)


def _capacity(rules: Iterable[PairingRule], kind: str, on: date) -> int:
    """How many places there were; a day without terms has none."""
    found = 0
    for rule in rules:
        if rule.pairing_kind == kind and covers(from_on=rule.from_on, to_on=rule.to_on, on=on):
            found = terms_of(rule.content).capacity
    return found


def _replaced_law() -> LawCheck:
    """Of a pairing that was replaced another one took the place, the same day."""
    after = Pairing.objects.filter(instead_of=OuterRef("pk"), from_on=OuterRef("to_on"))
    replaced = Pairing.objects.filter(end_kind=EndKind.REPLACED)
    return _law("pairing.replaced_by_another", replaced, replaced.filter(~Exists(after)))


def _planned_law() -> LawCheck:
    """A pairing that a plan named is of those whom the plan paired."""
    rows = Pairing.objects.exclude(planned=None)
    fits = Q(
        helper_key=F("planned__helper_key"),
        helped_key=F("planned__helped_key"),
        village=F("planned__village"),
        pairing_kind=F("planned__plan__pairing_kind"),
    )
    return _law("pairing.is_as_planned", rows, rows.exclude(fits))


def _within_laws() -> list[LawCheck]:
    started = Q(on__gte=F("pairing__from_on"))
    inside = started & (Q(pairing__to_on=None) | Q(on__lte=F("pairing__to_on")))
    too_early = Promise.objects.exclude(from_on__gte=F("pairing__from_on"))
    return [
        _law("pairing.visit_within_its_time", Visit.objects, Visit.objects.exclude(inside)),
        _law("pairing.result_within_its_time", Result.objects, Result.objects.exclude(inside)),
        _law("pairing.promise_after_it_began", Promise.objects, too_early),
        _review_law(),
    ]


def _review_law() -> LawCheck:
    """A review is of a voice that is heard, of a period by the terms of its day."""
    rules = list(PairingRule.objects.order_by("from_on"))
    rows = Review.objects.select_related("pairing", "household").order_by("pk")
    wrong = [row.pk for row in rows if not _is_fit(row, rules)]
    return found_law("pairing.review_of_a_period_that_was", checked=len(rows), broken=wrong)


def _is_fit(row: Review, rules: Iterable[PairingRule]) -> bool:
    pairing, on = row.pairing, timezone.localdate(row.at)
    months = [
        terms_of(rule.content).review_months
        for rule in rules
        if rule.pairing_kind == pairing.pairing_kind
        and covers(from_on=rule.from_on, to_on=rule.to_on, on=on)
    ]
    period = (row.period_from_on, row.period_to_on)
    is_period = any(period == period_of(row.period_from_on, months=each) for each in months)
    is_of_village = row.household is None or row.household.village_id == pairing.village_id
    is_heard = Voice(row.voice) in voices_of(PairingKind(pairing.pairing_kind))
    return is_period and is_of_village and is_heard


def _law(law: str, rows: Manager[Any] | QuerySet[Any], broken: QuerySet[Any]) -> LawCheck:
    return found_law(law, checked=rows.count(), broken=broken.values_list("pk", flat=True))
