"""What is written down of a parcel, and what may become of it."""

from __future__ import annotations

import pytest

from moli.counter.rules.parcels import (
    FEE_FEN_MAX,
    MAY_BECOME,
    WEIGHT_GRAMS_MAX,
    ParcelCodeMalformed,
    ParcelCodeMissing,
    ParcelFacts,
    ParcelFeeOutOfRange,
    ParcelForNobody,
    ParcelMovedOn,
    ParcelWeightOutOfRange,
    ParcelWordsTooLong,
    PhoneTailMalformed,
    judge_move,
    judge_sending,
    judged_parcel,
    normal_code,
)
from moli.counter.rules.states import LYING, ParcelState
from moli.households.rules.free_words import NumberInWords


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("sf 1234 5678", "SF12345678"), ("ＳＦ１２", "SF12"), (" yt-9\n", "YT-9")],
)
def test_a_code_is_kept_as_the_carrier_prints_it(typed: str, kept: str) -> None:
    assert normal_code(typed) == kept
    assert judged_parcel(ParcelFacts(typed, phone_tail="4410"), has_household=False).code == kept


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        (ParcelFacts("  ", phone_tail="4410"), ParcelCodeMissing, "code"),
        (ParcelFacts("快递", phone_tail="4410"), ParcelCodeMalformed, "code"),
        (ParcelFacts("-1", phone_tail="4410"), ParcelCodeMalformed, "code"),
        (ParcelFacts("9" * 41, phone_tail="4410"), ParcelCodeMalformed, "code"),
        (ParcelFacts("SF1"), ParcelForNobody, "person_name"),
        (ParcelFacts("SF1", phone_tail="441"), PhoneTailMalformed, "phone_tail"),
        (ParcelFacts("SF1", phone_tail="13877714410"), PhoneTailMalformed, "phone_tail"),
        (ParcelFacts("SF1", phone_tail="44１0"), PhoneTailMalformed, "phone_tail"),
        (ParcelFacts("SF1", person_name="韦" * 41), ParcelWordsTooLong, "person_name"),
        (ParcelFacts("SF1", person_name="韦13877714410"), NumberInWords, "person_name"),
        (ParcelFacts("SF1", person_name="韦", carrier="顺" * 21), ParcelWordsTooLong, "carrier"),
        (ParcelFacts("SF1", person_name="韦", shelf="A" * 11), ParcelWordsTooLong, "shelf"),
    ],
)
def test_what_cannot_be_a_parcel_is_refused(
    facts: ParcelFacts, refusal: type[Exception], field: str
) -> None:
    with pytest.raises(refusal) as caught:
        judged_parcel(facts, has_household=False)
    assert type(caught.value) is refusal
    assert getattr(caught.value, "field", "") == field


def test_a_household_is_name_enough() -> None:
    assert judged_parcel(ParcelFacts("SF1"), has_household=True).person_name == ""


@pytest.mark.parametrize("grams", [None, 0, -1, WEIGHT_GRAMS_MAX + 1])
def test_a_parcel_to_send_weighs_something_and_no_more_than_a_carrier_takes(
    grams: int | None,
) -> None:
    with pytest.raises(ParcelWeightOutOfRange):
        judge_sending(ParcelFacts("SF1", weight_grams=grams))


@pytest.mark.parametrize("fee_fen", [-1, FEE_FEN_MAX + 1])
def test_a_fee_is_nothing_or_more(fee_fen: int) -> None:
    with pytest.raises(ParcelFeeOutOfRange):
        judge_sending(ParcelFacts("SF1", weight_grams=1, fee_fen=fee_fen))
    judge_sending(ParcelFacts("SF1", weight_grams=WEIGHT_GRAMS_MAX, fee_fen=FEE_FEN_MAX))


def test_what_has_left_stays_away_and_what_is_missing_is_found_first() -> None:
    assert {state for state, next_ones in MAY_BECOME.items() if not next_ones} == {
        ParcelState.HANDED,
        ParcelState.GIVEN_BACK,
        ParcelState.COLLECTED,
    }
    assert MAY_BECOME[ParcelState.MISSING] == LYING
    with pytest.raises(ParcelMovedOn) as caught:
        judge_move(ParcelState.MISSING, to=ParcelState.HANDED)
    assert caught.value.facts == {"parcel_state": ParcelState.MISSING}
