"""Pairings as far as they go, and one break of each law of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection

from moli.audit.models import Event
from moli.pairing.models import (
    Pairing,
    PairingRule,
    PairingWord,
    PlannedPair,
    Promise,
    Result,
    Review,
    Visit,
)
from moli.pairing.models.guards import GUARDS
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide, Voice
from moli.pairing.services.planning import plan_pairings
from moli.pairing.services.proposing import propose_planned
from tests.factories import HEGUI, NOW, TESTER, enterprise, key, station
from tests.factories.pairings import (
    SPRING,
    confirmed,
    ended,
    enterprise_pair,
    in_force,
    measured,
    partner_pair,
    practitioner_pair,
    promised,
    reviewed,
    visited,
)
from tests.unguarded import unguarded, written_again

_STATION = "结对的服务站"


def kept_pairings() -> None:
    """Yaobu's partner since spring with all that he did, one replaced, one ended, one planned."""
    own = station(name=_STATION)
    pair = partner_pair(station=own)
    row = in_force(pair, at=SPRING)
    promised(row)
    measured(row)
    visited(row)
    confirmed(row, pair)
    reviewed(row, voice=Voice.HELPER, by=pair.helper)
    ended(in_force(practitioner_pair()))
    buyer = enterprise(place=77, short_name="结对企业")
    in_force(enterprise_pair(enterprise=buyer), at=SPRING)
    in_force(enterprise_pair(enterprise=enterprise(place=78, short_name="接手企业")))
    partner_pair(village_code=HEGUI, station=own)
    plan = plan_pairings(
        kind=PairingKind.PARTNER, changes_max=None, request_key=key(), by=TESTER, at=NOW
    )
    propose_planned(plan_uid=plan.uid, helped_keys=None, by=TESTER, at=NOW)


def _a_pairing() -> Pairing:
    """The partner's that is in force."""
    return Pairing.objects.get(pairing_kind=PairingKind.PARTNER, state=PairingState.IN_FORCE)


def _rule_twice() -> None:
    row = PairingRule.objects.order_by("pk")[:1].get()
    row.pk, row.to_on = None, date(2030, 1, 1)
    row.save()


def _two_helpers() -> object:
    """What was replaced goes on beside the one that took its place."""
    return Pairing.objects.filter(end_kind="REPLACED").update(to_on=NOW.date() + timedelta(days=9))


def _one_hand() -> object:
    said = PairingWord.objects.filter(pairing=_a_pairing(), pair_side=PairSide.HELPED)
    own = PairingWord.objects.get(pairing=_a_pairing(), pair_side=PairSide.HELPER)
    return said.update(by_key=own.by_key)


def _without_yes() -> object:
    return PairingWord.objects.filter(pairing=_a_pairing(), pair_side=PairSide.HELPED).delete()


def _no_place() -> None:
    rule = PairingRule.objects.get(pairing_kind=PairingKind.PARTNER)
    rule.content = {**rule.content, "capacity": 0}
    rule.save(update_fields=["content"])


_EARLY = date(2015, 1, 1)
PAIRING_BREAKS: dict[str, Callable[[], object]] = {
    "pairing.planned_once": written_again("pairing.plan"),
    "pairing.proposed_once": lambda: Event.objects.filter(verb="pairing.propose").delete(),
    "pairing.begun_once": written_again("pairing.begin"),
    "pairing.ended_once": written_again("pairing.end"),
    "pairing.promised_once": written_again("pairing.promise"),
    "pairing.measure_set_once": written_again("pairing.set_measure"),
    "pairing.visited_once": lambda: Event.objects.filter(verb="pairing.log_visit").delete(),
    "pairing.reported_once": written_again("pairing.report_result"),
    "pairing.reviewed_once": written_again("pairing.review"),
    "pairing.rule_once_at_a_time": _rule_twice,
    "pairing.one_helper_at_a_time": _two_helpers,
    "pairing.is_as_both_said": unguarded(_without_yes),
    "pairing.nobody_speaks_for_both": unguarded(_one_hand),
    "pairing.helper_has_a_place": _no_place,
    "pairing.replaced_by_another": lambda: Pairing.objects.update(instead_of=None),
    "pairing.is_as_planned": unguarded(lambda: PlannedPair.objects.update(helper_key="x")),
    "pairing.visit_within_its_time": lambda: Visit.objects.update(on=_EARLY),
    "pairing.result_within_its_time": lambda: Result.objects.update(on=_EARLY),
    "pairing.promise_after_it_began": unguarded(lambda: Promise.objects.update(from_on=_EARLY)),
    "pairing.review_of_a_period_that_was": lambda: Review.objects.update(
        period_to_on=date(2016, 8, 1)
    ),
    "pairing.guards_stand": lambda: GUARDS.take_down(connection),
}
