"""Both sides answer on the page of a pairing; a household's word is read out and has a giver."""

from __future__ import annotations

import pytest

from moli.pairing.models import Pairing
from moli.pairing.rules.kinds import PairingState, PairSide
from tests.factories import Story
from tests.factories.pairings import Pair, agreed_by, partner_pair, practitioner_pair, proposed
from tests.unchanged import unchanged
from tests.web.pairings.sending import client_of, page_text, send
from tests.web.today.reading import words_of


@pytest.fixture
def pair(personas: Story) -> Pair:
    return partner_pair()


def _state(row: Pairing) -> PairingState:
    row.refresh_from_db()
    return PairingState(row.state)


def _answers(pair: Pair, row: Pairing, side: PairSide, answer: str, **more: str) -> int:
    browser = client_of(pair.speaker(side))
    said = {"side": str(side), "answer": answer, **more}
    return send(browser, "answer_pairing", row.uid, **said).status_code


def test_with_both_yeses_the_pairing_begins(pair: Pair) -> None:
    row = proposed(pair)
    words = words_of(page_text(client_of(pair.helped), "pairing", row.uid))
    assert "同意结对" in words
    assert pair.helper.phone not in words

    assert _answers(pair, row, PairSide.HELPED, "yes") == 302
    assert _state(row) is PairingState.PROPOSED
    words = words_of(page_text(client_of(pair.helped), "pairing", row.uid))
    assert "同意结对" not in words
    assert _answers(pair, row, PairSide.HELPER, "yes") == 302
    assert _state(row) is PairingState.IN_FORCE


def test_a_second_tap_is_one_answer(pair: Pair) -> None:
    row = proposed(pair)
    browser = client_of(pair.helped)
    said = {"side": "HELPED", "answer": "yes"}
    assert send(browser, "answer_pairing", row.uid, **said).status_code == 302
    with unchanged():
        assert send(browser, "answer_pairing", row.uid, **said).status_code == 302


def test_a_no_without_a_reason_comes_back_with_the_box_open(pair: Pair) -> None:
    row = proposed(pair)
    browser = client_of(pair.helper)
    with unchanged():
        answer = send(browser, "answer_pairing", row.uid, side="HELPER", answer="no")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "helper_words" in page
    assert '<details class="drawer" open>' in page

    assert _answers(pair, row, PairSide.HELPER, "no", words="站里人手不够") == 302
    assert _state(row) is PairingState.DECLINED
    assert "站里人手不够" in page_text(client_of(pair.helped), "pairing", row.uid)


def test_nobody_answers_for_the_other_side(pair: Pair) -> None:
    row = proposed(pair)
    browser = client_of(pair.helper)
    with unchanged():
        answer = send(browser, "answer_pairing", row.uid, side="HELPED", answer="yes")
        assert answer.status_code == 404
        assert send(browser, "answer_pairing", row.uid, side="HELPER").status_code == 404


def test_a_household_answers_by_one_of_its_people(personas: Story) -> None:
    pair = practitioner_pair()
    row = proposed(pair)
    agreed_by(row, pair, PairSide.HELPER)
    words = words_of(page_text(client_of(pair.helped), "pairing", row.uid))
    assert "先念给他听" in words
    assert "韦*生（户主）" in words
    assert "韦永生" not in words

    browser = client_of(pair.helped)
    with unchanged():
        answer = send(browser, "answer_pairing", row.uid, side="HELPED", answer="yes")
    assert answer.status_code == 422
    assert "选一下家里谁说的" in words_of(answer.content.decode())
    assert _answers(pair, row, PairSide.HELPED, "yes", given_by=pair.given_by_key) == 302
    assert _state(row) is PairingState.IN_FORCE


def test_somebody_of_another_household_gives_no_word(personas: Story) -> None:
    pair, other = practitioner_pair(), practitioner_pair()
    row = proposed(pair)
    browser = client_of(pair.helped)
    with unchanged():
        answer = send(
            browser,
            "answer_pairing",
            row.uid,
            side="HELPED",
            answer="yes",
            given_by=other.given_by_key,
        )
    assert answer.status_code == 422
