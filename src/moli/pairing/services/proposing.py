"""Proposing pairings to their two sides: those of a plan, or one that somebody thought of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record_each
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing, PairingRule, PairPlan, PlannedPair
from moli.pairing.queries.helped import villages_that_may_be_helped
from moli.pairing.queries.helping import keys_that_may_help
from moli.pairing.queries.rules_in_force import terms_on
from moli.pairing.queries.standing import footings_on, standing_on
from moli.pairing.rules.content import PairingTerms
from moli.pairing.rules.footing import Able, Footing, footings
from moli.pairing.rules.kinds import PairingKind, PairingState
from moli.pairing.rules.planning import Pair

WORDS_MAX = 200


class HelperMayNotHelp(Refusal):
    """The helper may not help today: closed, not checked, or without an appointment."""


class HelpedMayNotBeHelped(Refusal):
    """Who is to be helped is no poor village or poor household today, or lacks its secretary."""


class PairedAlready(Refusal):
    """The two are paired, and nothing has to be proposed."""


class AnotherProposalWaits(Refusal):
    """A proposal waits for the answers of both sides; only one can wait at a time."""


class HelperHasNoPlace(Refusal):
    """The helper looks after as many as the terms allow."""


class PairingWordsTooLong(Refusal):
    """What is said of a pairing has its greatest length."""


@transaction.atomic
def propose_planned(
    *, plan_uid: UUID, helped_keys: Collection[str] | None, by: Actor, at: datetime
) -> list[Pairing]:
    """Propose the pairs of a plan to both sides, or those of some of the helped.

    What stands already, waits for answers, was declined lately, whose helper or helped is not
    there any more, and what the helper has no place for is left out. A pair that takes a helper's
    place says so in `instead_of`; until both agree the old pairing holds. Returns what was
    proposed of these, in the order of the plan: the same call again the same, whatever became of
    it. Refuses a day without terms.
    """
    plan = PairPlan.objects.get(uid=plan_uid)
    kind, on = PairingKind(plan.pairing_kind), timezone.localdate(at)
    _one_at_a_time(kind)
    rows = plan.planned.select_related("village").order_by("pk")
    if helped_keys is not None:
        rows = rows.filter(helped_key__in=helped_keys)
    planned = {_key_of(row): row for row in rows}
    made = set(
        Pairing.objects.filter(request_key__in=planned).values_list("request_key", flat=True)
    )
    todo = {pair_of(row): row for key, row in planned.items() if key not in made}
    found = footings_on(kind, todo, terms_on(kind, on=on), on=on)
    _propose([row for pair, row in todo.items() if found[pair] is Footing.FREE], by=by, at=at)
    proposed = Pairing.objects.filter(request_key__in=planned).select_related("village")
    return list(proposed.order_by("planned", "pk"))


@transaction.atomic
def propose_pairing(  # noqa: PLR0913 - what a form of a pair asks
    *,
    kind: PairingKind,
    helper_key: str,
    helped_key: str,
    words: str,
    request_key: UUID,
    by: Actor,
    at: datetime,
) -> Pairing:
    """Propose a pair that no plan names. What was declined may be proposed again by hand.

    The same key again returns the pairing that it proposed. Refuses a helper that may not help
    today or has no place, a helped that may not be helped or has a proposal to answer, and two
    who are paired.
    """
    made = Pairing.objects.filter(request_key=request_key).first()
    if made is not None:
        return made
    if len(words) > WORDS_MAX:
        raise PairingWordsTooLong(field="words", length_max=WORDS_MAX)
    _one_at_a_time(kind)
    made = Pairing.objects.filter(request_key=request_key).first()
    if made is not None:
        return made
    on, pair = timezone.localdate(at), Pair(helper_key, helped_key)
    villages = villages_that_may_be_helped(kind, [helped_key], on=on)
    _must_be_free(kind, pair, terms_on(kind, on=on), is_helped=bool(villages), on=on)
    row = Pairing(
        request_key=request_key,
        pairing_kind=kind,
        helper_key=helper_key,
        helped_key=helped_key,
        village=villages[helped_key],
        words=words.strip(),
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
    _store([row], by=by, at=at)
    return row


def pair_of(row: PlannedPair) -> Pair:
    """The keys of a planned pair."""
    return Pair(row.helper_key, row.helped_key)


def _one_at_a_time(kind: PairingKind) -> None:
    """Whoever proposes pairs of a kind waits for the other: places are counted over all rows."""
    rules = PairingRule.objects.select_for_update(of=("self",)).filter(pairing_kind=kind)
    list(rules.order_by("pk").values_list("pk"))


def _key_of(row: PlannedPair) -> UUID:
    """One request key for each pair of a plan, so that a pair of a plan is proposed once."""
    return uuid5(row.plan.uid, row.helped_key)


def _must_be_free(
    kind: PairingKind, pair: Pair, terms: PairingTerms, *, is_helped: bool, on: date
) -> None:
    standing = standing_on(kind, terms, on=on)
    able = Able(
        helpers=keys_that_may_help(kind, [pair.helper_key], on=on),
        helped=[pair.helped_key] if is_helped else [],
    )
    if pair.helper_key not in able.helpers:
        raise HelperMayNotHelp(field="helper_key")
    if not is_helped:
        raise HelpedMayNotBeHelped(field="helped_key")
    footing = footings([pair], standing, able, capacity=terms.capacity)[pair]
    if footing is Footing.KEPT:
        raise PairedAlready(field="helper_key")
    if footing in {Footing.WAITS, Footing.OTHER_WAITS}:
        raise AnotherProposalWaits(field="helped_key")
    # A no of lately is for people to talk over; places are not.
    if standing.held[pair.helper_key] >= terms.capacity:
        raise HelperHasNoPlace(field="helper_key", capacity=terms.capacity)


def _propose(rows: Sequence[PlannedPair], *, by: Actor, at: datetime) -> None:
    _store(
        [
            Pairing(
                request_key=_key_of(row),
                pairing_kind=row.plan.pairing_kind,
                helper_key=row.helper_key,
                helped_key=row.helped_key,
                village=row.village,
                planned=row,
                by_key=by.key,
                by_name=by.name,
                at=at,
            )
            for row in rows
        ],
        by=by,
        at=at,
    )


def _store(rows: Sequence[Pairing], *, by: Actor, at: datetime) -> None:
    """Store proposals of one kind, each in the place of what its helped has in force."""
    before = _in_force(rows)
    for row in rows:
        row.instead_of = before.get(row.helped_key)
    Pairing.objects.bulk_create(rows, batch_size=500)
    record_each(
        verb="pairing.propose",
        lines=(
            (
                Subject("pairing", row.key, row.village.code),
                {
                    "pairing_kind": row.pairing_kind,
                    "is_planned": int(row.planned is not None),
                    "replaces": int(row.instead_of is not None),
                },
            )
            for row in rows
        ),
        by=by,
        at=at,
    )


def _in_force(rows: Sequence[Pairing]) -> Mapping[str, Pairing]:
    found = Pairing.objects.filter(
        pairing_kind__in={row.pairing_kind for row in rows},
        helped_key__in=[row.helped_key for row in rows],
        state=PairingState.IN_FORCE,
    )
    return {row.helped_key: row for row in found}
