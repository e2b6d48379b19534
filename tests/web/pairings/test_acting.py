"""The short forms of a pairing: what they store, once; what they refuse, losing nothing."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from moli.pairing.models import Measure, Pairing, Promise, Result, Review, Visit
from moli.pairing.rules.kinds import (
    EndKind,
    MeasureKind,
    PairingState,
    PairSide,
    PromiseKind,
    Rating,
    ResultKind,
    VisitResult,
    Voice,
)
from tests.factories import Story, household
from tests.factories.pairings import (
    SPRING,
    Pair,
    ended,
    head_key,
    in_force,
    measured,
    partner_pair,
    practitioner_pair,
    reported,
)
from tests.unchanged import unchanged
from tests.web.pairings.sending import client_of, page_text, send
from tests.web.today.reading import words_of

PROMISE = {
    "promise_kind": "SALES",
    "amount": "8万",
    "unit": "斤",
    "product": "",
    "from_on": "2016-09-12",
    "by_on": "2016-12-31",
    "words": "包销",
}
VISIT = {
    "visit_reason": "HARVEST",
    "visit_result": "AGREED",
    "words": "看了果园",
    "on": "2016-09-10",
    "next_on": "2016-09-30",
    "met": "韦队长",
    "latitude": "22.6789",
    "longitude": "109.2712",
}


@pytest.fixture
def pair(personas: Story) -> Pair:
    return partner_pair()


@pytest.fixture
def row(pair: Pair) -> Pairing:
    return in_force(pair, at=SPRING)


def test_a_promise_of_sales_is_stored_in_grams_once(pair: Pair, row: Pairing) -> None:
    browser, key = client_of(pair.helper), str(uuid4())
    for _ in range(2):
        answer = send(browser, "promise_pairing", row.uid, **PROMISE, request_key=key)
        assert answer.status_code == 302

    promise = Promise.objects.get()
    assert (promise.promise_kind, promise.amount) == (PromiseKind.SALES, 40_000_000)
    assert promise.by_on == date(2016, 12, 31)
    words = words_of(page_text(browser, "pairing", row.uid))
    assert "做到 0 斤 ，答应 80,000 斤" in words
    assert "还差 80,000 斤" in words
    assert "怎么算" in words


def test_a_promise_of_people_counts_heads_and_has_no_product(pair: Pair, row: Pairing) -> None:
    said = {**PROMISE, "promise_kind": "JOBS", "amount": "12"}
    send(client_of(pair.helper), "promise_pairing", row.uid, **said)

    promise = Promise.objects.get()
    assert (promise.amount, promise.product_id) == (12, None)


@pytest.mark.parametrize(
    ("changed", "box"),
    [
        ({"amount": "很多"}, "amount"),
        ({"promise_kind": "JOBS", "amount": "1.5"}, "amount"),
        ({"promise_kind": "JOBS", "amount": "0"}, "amount"),
        ({"by_on": "2016-09-12"}, "by_on"),
        ({"by_on": "31/12"}, "by_on"),
        ({"promise_kind": ""}, "promise_kind"),
    ],
)
def test_a_promise_that_cannot_be_kept_in_mind_comes_back_as_typed(
    changed: dict[str, str], box: str, pair: Pair, row: Pairing
) -> None:
    browser = client_of(pair.helper)
    with unchanged():
        answer = send(browser, "promise_pairing", row.uid, **{**PROMISE, **changed})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [box]
    assert form["words"].value() == "包销"
    assert form["request_key"].value()


def test_a_visit_keeps_a_rounded_point_and_no_more(pair: Pair, row: Pairing) -> None:
    browser = client_of(pair.helper)
    assert send(browser, "log_visit", row.uid, **VISIT).status_code == 302

    visit = Visit.objects.get()
    assert (visit.latitude_centi, visit.longitude_centi) == (2268, 10927)
    assert visit.visit_result == VisitResult.AGREED
    words = words_of(page_text(browser, "pairing", row.uid))
    assert "看收成：说好了谁办" in words
    assert "约在北纬 22.68、东经 109.27" in words
    assert "22.6789" not in words
    assert "9 月 30 日前 下次走访" in words


def test_a_visit_needs_no_place_but_both_its_numbers(pair: Pair, row: Pairing) -> None:
    browser = client_of(pair.helper)
    page = page_text(browser, "log_visit", row.uid)
    assert "只存约一公里的大致位置" in words_of(page)
    with unchanged():
        half = send(browser, "log_visit", row.uid, **{**VISIT, "latitude": ""})
        far = send(browser, "log_visit", row.uid, **{**VISIT, "latitude": "122"})
        early = send(browser, "log_visit", row.uid, **{**VISIT, "next_on": "2016-09-09"})
    assert "latitude" in half.context["form"].errors
    assert "latitude" in far.context["form"].errors
    assert "next_on" in early.context["form"].errors
    assert early.context["form"]["words"].value() == "看了果园"
    plain = {name: text for name, text in VISIT.items() if name not in {"latitude", "longitude"}}
    assert send(browser, "log_visit", row.uid, **plain, next_on_="").status_code == 302
    assert Visit.objects.get().longitude_centi is None


def test_a_measure_is_set_and_closed_with_words(pair: Pair, row: Pairing) -> None:
    browser = client_of(pair.helped)
    said = {"measure_kind": "GROWING", "words": "教套袋", "due_on": "2016-09-30"}
    assert send(browser, "set_measure", row.uid, **said).status_code == 302
    measure = Measure.objects.get()
    assert measure.measure_kind == MeasureKind.GROWING

    done = {"is_done": "yes", "on": "2016-09-12", "words": "教会了两户"}
    with unchanged():
        answer = send(browser, "close_measure", row.uid, measure.uid, **{**done, "words": ""})
    assert answer.status_code == 422
    assert send(browser, "close_measure", row.uid, measure.uid, **done).status_code == 302
    measure.refresh_from_db()
    assert measure.is_done
    assert "教会了两户" in page_text(browser, "pairing", row.uid)


def test_what_belongs_to_another_pairing_is_not_found(pair: Pair, row: Pairing) -> None:
    other = practitioner_pair()
    elsewhere = in_force(other, at=SPRING)
    measure, result = measured(elsewhere), reported(elsewhere, other)
    browser = client_of(pair.helped)
    done = {"is_done": "yes", "on": "2016-09-12", "words": "做完了"}
    with unchanged():
        answer = send(browser, "close_measure", row.uid, measure.uid, **done)
        assert answer.status_code == 404
        answer = send(browser, "answer_result", row.uid, result.uid, is_confirmed="yes")
        assert answer.status_code == 404


def test_a_result_counts_once_the_other_side_confirms(pair: Pair, row: Pairing) -> None:
    said = {"result_kind": "JOB", "people": "3", "on": "2016-09-01", "words": "包装车间"}
    helper, helped = client_of(pair.helper), client_of(pair.helped)
    assert send(helper, "report_result", row.uid, **said).status_code == 302
    result = Result.objects.get()
    assert (result.result_kind, result.pair_side) == (ResultKind.JOB, PairSide.HELPER)
    assert "最近没成效" in words_of(page_text(helper, "pairing", row.uid))

    with unchanged():
        own = send(helper, "answer_result", row.uid, result.uid, is_confirmed="yes")
        assert own.status_code == 404
        mute = send(helped, "answer_result", row.uid, result.uid, is_confirmed="no")
        assert mute.status_code == 422
    assert send(helped, "answer_result", row.uid, result.uid, is_confirmed="yes").status_code == 302
    words = words_of(page_text(helped, "pairing", row.uid))
    assert "有活干 3 人" in words
    assert "最近有成效" in words


def test_each_side_reviews_the_half_year_that_is_over(pair: Pair, row: Pairing) -> None:
    browser = client_of(pair.helper)
    form = browser.get(f"/pairings/{row.uid}/review/").context["form"]
    assert form["period_on"].value() == date(2016, 1, 1)
    said = {"period_on": "2016-01-01", "rating": "SOME", "words": "货要分级"}
    assert send(browser, "review_pairing", row.uid, **said).status_code == 302

    review = Review.objects.get()
    assert (review.voice, review.rating) == (Voice.HELPER, Rating.SOME)
    with unchanged():
        assert send(browser, "review_pairing", row.uid, **said).status_code == 422
    assert "“货要分级”" in words_of(page_text(client_of(pair.helped), "pairing", row.uid))


def test_a_new_pairing_has_nothing_to_review(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair)
    browser = client_of(pair.helper)
    with unchanged():
        assert send(browser, "review_pairing", row.uid).status_code == 404


def test_a_household_is_picked_and_speaks_by_its_own_people(pair: Pair, row: Pairing) -> None:
    speaking = household()
    browser = client_of(pair.helped)
    words = words_of(page_text(browser, "household_words", row.uid))
    assert "韦*生" in words
    assert "韦永生" not in words
    said = {"period_on": "2016-01-01", "rating": "LITTLE", "words": "只来过一次"}
    with unchanged():
        answer = send(browser, "household_word", row.uid, speaking.uid, **said)
    assert "given_by" in answer.context["form"].errors
    said["given_by"] = head_key(speaking)
    assert send(browser, "household_word", row.uid, speaking.uid, **said).status_code == 302

    review = Review.objects.get()
    assert (review.voice, review.household_id) == (Voice.HOUSEHOLD, speaking.pk)
    # The helper reads what was said, and not who said it.
    words = words_of(page_text(client_of(pair.helper), "pairing", row.uid))
    assert "“只来过一次”" in words
    assert "韦*生" not in words
    assert "韦*生家" in words_of(page_text(browser, "pairing", row.uid))


def test_of_a_practitioners_pairing_the_helped_household_speaks(personas: Story) -> None:
    pair = practitioner_pair()
    row = in_force(pair, at=SPRING)
    other = household()
    browser = client_of(pair.helped)
    answer = browser.get(f"/pairings/{row.uid}/household-words/")
    assert answer["Location"].endswith(f"/household-words/{pair.helped_key}/")
    with unchanged():
        assert send(browser, "household_word", row.uid, other.uid).status_code == 404
        assert send(browser, "review_pairing", row.uid).status_code == 404


def test_a_pairing_ends_with_a_kind_and_words(pair: Pair, row: Pairing) -> None:
    browser = client_of(pair.helped)
    said = {"end_kind": "LITTLE_CAME", "on": "2016-09-12", "words": "没卖出去"}
    with unchanged():
        answer = send(browser, "end_pairing", row.uid, **{**said, "words": ""})
        assert list(answer.context["form"].errors) == ["words"]
        reached = send(browser, "end_pairing", row.uid, **{**said, "end_kind": "REACHED"})
        assert list(reached.context["form"].errors) == ["end_kind"]
        replaced = send(browser, "end_pairing", row.uid, **{**said, "end_kind": "REPLACED"})
        assert replaced.status_code == 422
    for _ in range(2):
        assert send(browser, "end_pairing", row.uid, **said).status_code == 302

    row.refresh_from_db()
    assert (row.state, row.end_kind) == (PairingState.ENDED, EndKind.LITTLE_CAME)
    words = words_of(page_text(browser, "pairing", row.uid))
    assert "没带来什么" in words
    assert "没卖出去" in words
    assert pair.helper.phone not in words


def test_what_has_ended_shows_no_forms_but_takes_what_is_still_said(
    pair: Pair, row: Pairing
) -> None:
    result = reported(row, pair)
    ended(row)
    browser = client_of(pair.helped)
    for name in ("promise_pairing", "set_measure", "log_visit", "report_result", "end_pairing"):
        assert browser.get(reverse(f"web:{name}", args=[row.uid])).status_code == 404, name
    page = page_text(browser, "pairing", row.uid)
    assert f"/pairings/{row.uid}/visit/" not in page
    assert (
        send(browser, "answer_result", row.uid, result.uid, is_confirmed="yes").status_code == 302
    )
    form = browser.get(reverse("web:review_pairing", args=[row.uid])).context["form"]
    assert form["period_on"].value() == date(2016, 7, 1)
