"""Pairings on lists: who with whom, since when, what came of it last, what is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.pairings.naming import Names, names_of_all
from moli.interfaces.words.amounts import number, whole_jin
from moli.interfaces.words.days import day, full_day
from moli.interfaces.words.labels import label
from moli.pairing.queries.delivered import DeliveredPromise, Results, delivered_of
from moli.pairing.queries.due import next_visits
from moli.pairing.queries.listing import Latest, latest_of
from moli.pairing.queries.sight import PairingSight
from moli.pairing.rules.kinds import PairingKind, PairingState, ResultKind

STATE_KINDS: Mapping[PairingState, Kind] = {
    PairingState.PROPOSED: Kind.WARN,
    PairingState.IN_FORCE: Kind.OK,
    PairingState.DECLINED: Kind.PLAIN,
    PairingState.ENDED: Kind.PLAIN,
}


@dataclass(frozen=True)
class PairingRow:
    """One line of a list."""

    url: str
    names: Names
    kind: str
    state: str
    state_kind: Kind
    since: str
    came: str
    is_without_result: bool
    visit: str
    is_visit_late: bool
    overdue: str
    is_mine: bool


def pairing_rows(
    pairings: Collection[Any], *, sight: PairingSight, active: Collection[int]
) -> list[PairingRow]:
    """Some pairings as lines, in the order given, in a fixed number of queries."""
    on = sight.on
    names = names_of_all(pairings, on=on)
    delivered = delivered_of(pairings, on=on)
    latest = latest_of(pairings, on=on)
    visits = {each.pairing.pk: each.due_on for each in next_visits(pairings, on=on)}
    return [
        PairingRow(
            url=reverse("web:pairing", args=[row.uid]),
            names=names[row.pk],
            kind=label(PairingKind(row.pairing_kind)),
            state=label(PairingState(row.state)),
            state_kind=STATE_KINDS[PairingState(row.state)],
            since=since_words(row),
            came=latest_words(latest[row.pk]) if row.pk in latest else "",
            is_without_result=row.state == PairingState.IN_FORCE and row.pk not in active,
            visit=day(visits[row.pk]) if row.pk in visits else "",
            is_visit_late=row.pk in visits and visits[row.pk] < on,
            overdue=_overdue(delivered[row.pk], row),
            is_mine=bool(sight.speaks_for(row)),
        )
        for row in pairings
    ]


def latest_words(latest: Latest) -> str:
    """The newest result with its day."""
    came = {
        ResultKind.SALE: Results(sold_grams=latest.amount),
        ResultKind.JOB: Results(jobs=latest.amount),
        ResultKind.TRAINING: Results(trained=latest.amount),
    }[latest.result_kind]
    return gettext("%(day)s %(what)s") % {"day": day(latest.on), "what": results_words(came)}


def results_words(came: Results) -> str:
    """What a pairing has brought, in one line; nothing for nothing."""
    parts = []
    if came.sold_grams:
        parts.append(gettext("卖出 %(weight)s") % {"weight": whole_jin(came.sold_grams)})
    if came.jobs:
        words = ngettext("%(count)s 人有活干", "%(count)s 人有活干", came.jobs)
        parts.append(words % {"count": number(came.jobs)})
    if came.trained:
        words = ngettext("%(count)s 人学过课", "%(count)s 人学过课", came.trained)
        parts.append(words % {"count": number(came.trained)})
    return gettext("，").join(parts)


def since_words(row: Any) -> str:
    if row.from_on is None:
        return gettext("%(day)s提的") % {"day": day(row.at)}
    if row.to_on is None:
        return gettext("%(day)s起") % {"day": full_day(row.from_on)}
    return gettext("%(from)s到 %(to)s") % {"from": full_day(row.from_on), "to": full_day(row.to_on)}


def _overdue(promises: Collection[DeliveredPromise], row: Any) -> str:
    count = sum(each.is_overdue for each in promises)
    if not count or row.state != PairingState.IN_FORCE:
        return ""
    words = ngettext("%(count)s 件答应的过期了", "%(count)s 件答应的过期了", count)
    return words % {"count": number(count)}
