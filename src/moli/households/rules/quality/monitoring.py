"""Judges of monitored households, and of those whose risk was removed (since 2020)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from moli.households.rules.causes import Risk
from moli.households.rules.lines import LineKind
from moli.households.rules.quality.causes import is_disabled
from moli.households.rules.quality.income import is_below
from moli.households.rules.quality.judging import Breach, Limits, each, judge, when
from moli.households.rules.quality.record import Record, Stand
from moli.households.rules.statuses import MONITORED_STATES, State, Track
from moli.households.rules.time_limits import removable_from


def monitored_times(record: Record) -> Iterator[tuple[Stand, Stand]]:
    """Each time of monitoring that ended with a removal: its first state, and the removal.

    A change from one category to another goes on with the same time.
    """
    first: Stand | None = None
    for stand in record.stands:
        if stand.track is not Track.MONITORING:
            continue
        if stand.state in MONITORED_STATES:
            first = first or stand
        elif first is not None:
            yield first, stand
            first = None


def _risks(record: Record) -> frozenset[Risk]:
    """The risks for which the household is monitored now."""
    stand = record.monitoring
    return frozenset(stand.risks) if stand is not None and record.is_monitored else frozenset()


@judge("monitoring.below_line_not_monitored")
def _below_line_not_monitored(record: Record, _: Limits) -> Iterator[Breach]:
    newest = record.income
    line_fen = record.line_fen(newest.year, LineKind.MONITORING) if newest else None
    if newest is None or line_fen is None or record.is_poor or record.is_monitored:
        return iter(())
    return when(is_below(newest, line_fen), year=newest.year, line_fen=line_fen)


@judge("monitoring.removed_house_unsafe")
def _removed_house_unsafe(record: Record, _: Limits) -> Iterator[Breach]:
    grade = record.living.house_grade if record.living else None
    return when(record.is_risk_removed and grade is not None and grade.is_dangerous)


@judge("monitoring.removed_water_unsafe")
def _removed_water_unsafe(record: Record, _: Limits) -> Iterator[Breach]:
    has_water = record.living.has_safe_water if record.living else None
    return when(record.is_risk_removed and has_water is False)


@judge("monitoring.removed_without_responsible")
def _removed_without_responsible(record: Record, _: Limits) -> Iterator[Breach]:
    return when(record.is_risk_removed and not record.responsibles)


@judge("monitoring.removed_without_labour")
def _removed_without_labour(record: Record, _: Limits) -> Iterator[Breach]:
    can_work = any(member.can_work for member in record.members)
    return when(record.is_risk_removed and bool(record.members) and not can_work)


@judge("monitoring.removed_too_early")
def _removed_too_early(record: Record, limits: Limits) -> Iterator[Breach]:
    """Days are compared as days: year and month apart would let every January to March escape.

    Removals before the rule held (`since_on`) were right then.
    """
    since_on = date.fromisoformat(limits["since_on"])
    for first, removal in monitored_times(record):
        allowed_on = removable_from(first.from_on, months_min=limits["months_min"])
        if since_on <= removal.from_on < allowed_on:
            yield Breach(
                facts={
                    "from_on": first.from_on.isoformat(),
                    "to_on": removal.from_on.isoformat(),
                    "allowed_on": allowed_on.isoformat(),
                }
            )


@judge("monitoring.without_medical_insurance")
def _without_medical_insurance(record: Record, _: Limits) -> Iterator[Breach]:
    uninsured = (m for m in record.members if m.has_medical_insurance is False)
    return each(uninsured) if record.is_monitored else iter(())


@judge("monitoring.disability_nobody_disabled")
def _disability(record: Record, _: Limits) -> Iterator[Breach]:
    nobody = not any(map(is_disabled, record.members))
    return when(Risk.DISABILITY in _risks(record) and nobody)


@judge("monitoring.illness_no_costs")
def _illness_no_costs(record: Record, _: Limits) -> Iterator[Breach]:
    newest = record.income
    is_free = newest is not None and newest.medical_fen == 0
    return when(Risk.ILLNESS in _risks(record) and is_free)


@judge("monitoring.unstable_work_nobody_works")
def _unstable_work(record: Record, _: Limits) -> Iterator[Breach]:
    nobody = not any(member.can_work for member in record.members)
    return when(Risk.UNSTABLE_WORK in _risks(record) and nobody)


@judge("monitoring.other_risk_without_words")
def _other_risk_without_words(record: Record, _: Limits) -> Iterator[Breach]:
    stand = record.monitoring
    is_silent = stand is not None and not stand.risk_words.strip()
    return when(Risk.OTHER in _risks(record) and is_silent)


@judge("monitoring.unstable_was_not_exited")
def _unstable_was_not_exited(record: Record, _: Limits) -> Iterator[Breach]:
    """脱贫不稳定户 is what an exited household becomes; another has another category."""
    stand = record.monitoring
    is_unstable = stand is not None and stand.state is State.UNSTABLE
    return when(is_unstable and not record.is_exited)
