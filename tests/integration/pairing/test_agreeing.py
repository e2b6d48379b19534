"""Agreeing and declining: both sides' yes begins a pairing, one no ends it before it began."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from moli.audit.models import Event
from moli.households.models import FamilyMember
from moli.pairing.models import Pairing, PairingRule, PairingWord
from moli.pairing.queries.rules_in_force import PairingRuleMissing
from moli.pairing.rules.kinds import EndKind, PairingKind, PairingState, PairSide
from moli.pairing.services.agreeing import (
    HelpedElsewhere,
    HelperFull,
    SideSpokeAlready,
    agree,
    decline,
)
from moli.pairing.services.locking import (
    OneSpeaksForBoth,
    PairingMovedOn,
    PairingWordsMissing,
    SpeakerNotOfHousehold,
)
from tests.factories import HEGUI, NOW, PANTANG_NAYANG, TODAY, YAOBU, station
from tests.factories.pairings import (
    Pair,
    agreed_by,
    in_force,
    partner_pair,
    poor_household,
    practitioner_pair,
    proposed,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
HELPER, HELPED = PairSide.HELPER, PairSide.HELPED


def _told(verb: str) -> int:
    return Event.objects.filter(verb=f"pairing.{verb}").count()


def test_the_second_yes_puts_a_pairing_in_force_from_that_day() -> None:
    pair = partner_pair()
    row = proposed(pair)

    assert agreed_by(row, pair, HELPED).state == PairingState.PROPOSED
    done = agreed_by(row, pair, HELPER)

    row.refresh_from_db()
    assert (row.state, row.from_on, row.to_on) == (PairingState.IN_FORCE, TODAY, None)
    assert done == row
    assert set(PairingWord.objects.values_list("pair_side", "is_yes")) == {
        ("HELPER", True),
        ("HELPED", True),
    }
    assert (_told("agree"), _told("begin")) == (2, 1)


def test_a_yes_that_is_said_again_changes_nothing() -> None:
    pair = partner_pair()
    row = proposed(pair)
    agreed_by(row, pair, HELPER)
    with unchanged():
        agreed_by(row, pair, HELPER)
    agreed_by(row, pair, HELPED)
    with unchanged():
        assert agreed_by(row, pair, HELPER).state == PairingState.IN_FORCE
        agreed_by(row, pair, HELPED)


def test_nobody_speaks_for_both_sides() -> None:
    pair = partner_pair()
    row = proposed(pair)
    agreed_by(row, pair, HELPER)
    own = pair.helper.actor
    with refused(OneSpeaksForBoth, field="pair_side", pair_side=HELPED):
        agree(pairing_uid=row.uid, pair_side=HELPED, by=own, at=NOW)
    with refused(OneSpeaksForBoth, field="pair_side", pair_side=HELPED):
        decline(pairing_uid=row.uid, pair_side=HELPED, words="不做", by=own, at=NOW)


def test_one_no_with_words_declines() -> None:
    pair = partner_pair()
    row = proposed(pair)
    say_no = partial(decline, pairing_uid=row.uid, pair_side=HELPED, by=pair.helped.actor, at=NOW)
    with refused(PairingWordsMissing, field="words"):
        say_no(words="  ")
    assert say_no(words=" 路太远 ").state == PairingState.DECLINED
    assert PairingWord.objects.get().words == "路太远"
    with unchanged():
        say_no(words="路太远")
    moved_on = partial(
        refused, PairingMovedOn, field="pairing", pairing_state=PairingState.DECLINED
    )
    with moved_on():
        agreed_by(row, pair, HELPER)
    with moved_on():
        agreed_by(row, pair, HELPED)
    assert _told("decline") == 1
    assert proposed(pair).pk != row.pk


def test_a_side_that_has_agreed_takes_nothing_back() -> None:
    pair = partner_pair()
    row = proposed(pair)
    agreed_by(row, pair, HELPER)
    with refused(SideSpokeAlready, field="pair_side", pair_side=HELPER):
        decline(pairing_uid=row.uid, pair_side=HELPER, words="不做", by=pair.helper.actor, at=NOW)


def test_a_household_says_yes_through_somebody_who_lives_in_it() -> None:
    pair = practitioner_pair()
    row = proposed(pair)
    say_yes = partial(agree, pairing_uid=row.uid, pair_side=HELPED, by=pair.helped.actor, at=NOW)
    elsewhere = poor_household().members.order_by("pk")[:1].get()
    for given_by_key in ("", str(elsewhere.uid), "x"):
        with refused(SpeakerNotOfHousehold, field="given_by"):
            say_yes(given_by_key=given_by_key)
    say_yes(given_by_key=pair.given_by_key)
    assert PairingWord.objects.get().given_by_key == pair.given_by_key
    with refused(SpeakerNotOfHousehold, field="given_by"):
        agree(
            pairing_uid=row.uid,
            pair_side=HELPER,
            given_by_key=pair.given_by_key,
            by=pair.helper.actor,
            at=NOW,
        )


def test_who_has_left_the_household_gives_no_word_for_it() -> None:
    pair = practitioner_pair()
    row = proposed(pair)
    FamilyMember.objects.filter(uid=pair.given_by_key).update(left_on=TODAY, leave_reason="MOVED")
    with refused(SpeakerNotOfHousehold, field="given_by"):
        decline(
            pairing_uid=row.uid,
            pair_side=HELPED,
            words="不要",
            given_by_key=pair.given_by_key,
            by=pair.helped.actor,
            at=NOW,
        )


def test_the_one_before_ends_the_same_day_as_replaced() -> None:
    first = in_force(partner_pair(), at=NOW - timedelta(days=40))
    other = partner_pair(station=station(village_code=HEGUI, name="贺桂村服务站"))
    second = in_force(other)

    first.refresh_from_db()
    assert second.instead_of == first
    assert (first.state, first.to_on) == (PairingState.ENDED, TODAY)
    assert first.end_kind == EndKind.REPLACED
    assert (second.state, second.from_on) == (PairingState.IN_FORCE, TODAY)
    assert (_told("begin"), _told("end")) == (2, 1)


def test_a_helped_whom_another_looks_after_is_not_taken_over_unseen() -> None:
    in_force()
    other = partner_pair(station=station(village_code=HEGUI, name="贺桂村服务站"))
    row = proposed(other)
    Pairing.objects.filter(pk=row.pk).update(instead_of=None)
    agreed_by(row, other, HELPER)
    with refused(HelpedElsewhere, field="helped"):
        agreed_by(row, other, HELPED)


def _capacity(places: int) -> None:
    row = PairingRule.objects.get(pairing_kind=PairingKind.PARTNER)
    PairingRule.objects.filter(pk=row.pk).update(content={**row.content, "capacity": places})


def _last_place() -> list[tuple[Pairing, Pair]]:
    """A partner with two places, one of them taken, and two villages that wait for the other."""
    own = station()
    pairs = [
        partner_pair(village_code=code, station=own) for code in (YAOBU, HEGUI, PANTANG_NAYANG)
    ]
    _capacity(3)
    rows = [proposed(pair) for pair in pairs]
    _capacity(2)
    both = list(zip(rows, pairs, strict=True))
    for side in PairSide:
        agreed_by(*both[0], side)
    return both[1:]


def test_a_helper_looks_after_no_more_than_the_terms_allow() -> None:
    second, third = _last_place()
    agreed_by(*second, HELPER)
    agreed_by(*second, HELPED)
    agreed_by(*third, HELPER)
    with refused(HelperFull, field="helper", places=2):
        agreed_by(*third, HELPED)


def test_a_day_without_terms_begins_nothing() -> None:
    pair = partner_pair()
    row = proposed(pair)
    agreed_by(row, pair, HELPER)
    PairingRule.objects.update(from_on=date(2020, 1, 1))
    with refused(
        PairingRuleMissing, field="rule", pairing_kind="PARTNER", day_on=TODAY.isoformat()
    ):
        agreed_by(row, pair, HELPED)


def test_the_database_keeps_what_was_said() -> None:
    pair = partner_pair()
    agreed_by(proposed(pair), pair, HELPER)
    with pytest.raises(DatabaseError), transaction.atomic():
        PairingWord.objects.update(by_key="x")
