"""Pairings on the page of today: who helps us, what was promised, and who needs a visit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Role
from moli.households.queries.heads import heads_of
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.pairings.amounts import amount_words, promise_words
from moli.interfaces.web.pairings.naming import Names, names_of_all
from moli.interfaces.web.today.lines import Day
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.interfaces.words.days import day, until
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.pairing.queries.delivered import DeliveredPromise, delivered_of
from moli.pairing.queries.due import DueVisit, next_visits
from moli.pairing.queries.gaps import households_alone
from moli.pairing.queries.listing import own_pairings
from moli.pairing.queries.sight import PairingSight, pairing_sight
from moli.pairing.rules.kinds import (
    TYING_STATES,
    PairingKind,
    PairingState,
    PairSide,
    PromiseKind,
)

VILLAGE_ROLES = (Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE)
HELPER_ROLES = (Role.STATION_OPERATOR, Role.PRACTITIONER, Role.BUYER)
CARDS_SHOWN = 6
VISITS_SHOWN = 5
ALONE_SHOWN = 3
# Visits of the coming week stand on the page; those that are late stand first.
WITHIN_DAYS = 7


@dataclass(frozen=True)
class PairingCard:
    """One pairing in few lines, and where the next visit is written down."""

    url: str
    title: str
    kind: str
    badge: str
    badge_kind: Kind
    promised: str
    visit: str
    is_visit_late: bool
    visit_url: str


@dataclass(frozen=True)
class HomePairings:
    """The part of somebody who speaks for a side of pairings.

    `visits` are a village's households to visit, late ones first; `alone` counts its poor
    households that nobody looks after, `first_alone` names the first of them. A helper has cards.
    """

    title: str
    cards: list[PairingCard]
    others: int
    is_village: bool
    visits: list[Thing]
    alone: int
    first_alone: list[Thing]


def pairings_of(today: Day) -> HomePairings | None:
    """What a village or a helper sees of its pairings: at most 22 queries, none for others."""
    is_village = today.standing.holds(*VILLAGE_ROLES)
    if not is_village and not today.standing.holds(*HELPER_ROLES):
        return None
    sight = pairing_sight(today.standing, on=today.on)
    rows = list(own_pairings(sight).filter(state__in=TYING_STATES))
    visits = next_visits(rows, on=today.on) if rows else []
    due = {one.pairing.pk: one for one in visits}
    homes = [row for row in rows if is_village and row.pairing_kind == PairingKind.PRACTITIONER]
    visited = _to_visit(homes, due, on=today.on)
    carded = [row for row in rows if row not in homes]
    names = names_of_all([*carded[:CARDS_SHOWN], *visited], on=today.on)
    return HomePairings(
        title=gettext("谁在帮我们村") if is_village else gettext("我的结对"),
        cards=_cards(carded[:CARDS_SHOWN], names, due, sight),
        others=max(0, len(carded) - CARDS_SHOWN),
        is_village=is_village,
        visits=[_visit_line(due[row.pk], names[row.pk], on=today.on) for row in visited],
        **_alone(sight),
    )


def _to_visit(rows: Sequence[Any], due: Mapping[int, DueVisit], *, on: date) -> list[Any]:
    """The pairings whose visit is late or due within a week, the longest overdue first."""
    soon = [row for row in rows if row.pk in due and (due[row.pk].due_on - on).days <= WITHIN_DAYS]
    return sorted(soon, key=lambda row: (due[row.pk].due_on, row.pk))[:VISITS_SHOWN]


def _cards(
    rows: Sequence[Any],
    names: Mapping[int, Names],
    due: Mapping[int, DueVisit],
    sight: PairingSight,
) -> list[PairingCard]:
    delivered = delivered_of(rows, on=sight.on) if rows else {}
    return [
        _card(row, names[row.pk], due.get(row.pk), delivered[row.pk], sight=sight) for row in rows
    ]


def _card(
    row: Any,
    names: Names,
    due: DueVisit | None,
    promises: Sequence[DeliveredPromise],
    *,
    sight: PairingSight,
) -> PairingCard:
    badge, badge_kind = _badge(row, promises)
    is_late = due is not None and due.due_on < sight.on
    return PairingCard(
        url=reverse("web:pairing", args=[row.uid]),
        title=_other_side(row, names, sight),
        kind=label(PairingKind(row.pairing_kind)),
        badge=badge,
        badge_kind=badge_kind,
        promised=_promised(promises),
        visit=_next_visit(due, is_late=is_late),
        is_visit_late=is_late,
        visit_url=reverse("web:log_visit", args=[row.uid]) if due else "",
    )


def _other_side(row: Any, names: Names, sight: PairingSight) -> str:
    """Whom the person is paired with: the helper for a village, the helped for a helper."""
    is_helped = PairSide.HELPED in sight.speaks_for(row)
    name, person = (
        (names.helper, names.helper_person) if is_helped else (names.helped, names.helped_person)
    )
    if name != names.village and not is_helped:
        person = names.village
    return gettext("%(name)s · %(person)s") % {"name": name, "person": person} if person else name


def _badge(row: Any, promises: Sequence[DeliveredPromise]) -> tuple[str, Kind]:
    if row.state == PairingState.PROPOSED:
        return label(PairingState.PROPOSED), Kind.WARN
    overdue = sum(one.is_overdue for one in promises)
    if overdue:
        words = ngettext("%(count)s 件答应的过期了", "%(count)s 件答应的过期了", overdue)
        return words % {"count": number(overdue)}, Kind.ALERT
    return label(PairingState.IN_FORCE), Kind.OK


def _promised(promises: Sequence[DeliveredPromise]) -> str:
    """What was promised beside what is there, in one line: the first that is not kept yet."""
    if not promises:
        return ""
    open_ones = [one for one in promises if not one.is_kept]
    first = (open_ones or list(promises))[0]
    kind = PromiseKind(first.promise.promise_kind)
    words = gettext("答应%(what)s %(amount)s，做到 %(done)s") % {
        "what": promise_words(first.promise),
        "amount": amount_words(kind, first.promise.amount),
        "done": amount_words(kind, first.amount),
    }
    others = len(promises) - 1
    if not others:
        return words
    more = ngettext("另有 %(count)s 件", "另有 %(count)s 件", others) % {"count": number(others)}
    return gettext("%(words)s；%(more)s") % {"words": words, "more": more}


def _next_visit(due: DueVisit | None, *, is_late: bool) -> str:
    if due is None:
        return ""
    if is_late:
        return gettext("%(day)s就该走访了") % {"day": day(due.due_on)}
    return gettext("下次走访 %(until)s") % {"until": until(due.due_on)}


def _visit_line(due: DueVisit, names: Names, *, on: date) -> Thing:
    is_late = due.due_on < on
    last = (
        gettext("上次 %(day)s") % {"day": day(due.last_on)} if due.last_on else gettext("还没去过")
    )
    return Thing(
        url=reverse("web:log_visit", args=[due.pairing.uid]),
        icon="clock" if is_late else "home",
        kind=Kind.WARN if is_late else Kind.PLAIN,
        what=gettext("%(household)s，%(helper)s带着")
        % {"household": names.helped, "helper": names.helper},
        why=gettext("%(last)s · %(next)s")
        % {"last": last, "next": _next_visit(due, is_late=is_late)},
    )


def _alone(sight: PairingSight) -> dict[str, Any]:
    found = households_alone(sight, at_most=ALONE_SHOWN)
    heads = heads_of([row.key for row in found.first]) if found.first else {}
    lines = [
        Thing(
            url=reverse("web:household", args=[row.uid]),
            icon="users",
            kind=Kind.PLAIN,
            what=gettext("%(name)s家") % {"name": masked_name(heads[row.key].head_name)},
            why=row.group_name or gettext("贫困户"),
        )
        for row in found.first
    ]
    return {"alone": found.count, "first_alone": lines}
