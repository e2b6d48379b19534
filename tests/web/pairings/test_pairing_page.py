"""One pairing on one page: reasons, what ended it, and no more questions for a longer story."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moli.pairing.models import Pairing
from moli.pairing.rules.kinds import PairingKind, PromiseKind, VisitResult
from moli.pairing.services.proposing import propose_planned
from tests.factories import NOW, TESTER, TODAY, Story
from tests.factories.pairings import (
    SPRING,
    confirmed,
    in_force,
    measured,
    partner_pair,
    promised,
    visited,
)
from tests.web.pairings.sending import client_of, page_text
from tests.web.pairings.things import plan_of
from tests.web.today.reading import words_of


def _queries(browser: Client, row: Pairing, counting: DjangoAssertNumQueries) -> int:
    with counting(45) as found:
        page_text(browser, "pairing", row.uid)
    return len(found)


def test_a_longer_story_asks_no_more(
    personas: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    browser = client_of(pair.helped)
    promised(row)
    visited(row)
    confirmed(row, pair)
    measured(row)
    short = _queries(browser, row, django_assert_max_num_queries)
    for days, kind in enumerate((PromiseKind.JOBS, PromiseKind.TRAINED, PromiseKind.VISITS), 1):
        promised(row, promise_kind=kind, amount=days, by_on=TODAY + timedelta(days=days))
        visited(row, on=TODAY - timedelta(days=days))
        confirmed(row, pair, on=TODAY - timedelta(days=days))
        measured(row)
    assert _queries(browser, row, django_assert_max_num_queries) == short


def test_a_planned_pair_says_why_and_whom_else_it_would_be(personas: Story) -> None:
    pair = partner_pair()
    [row] = propose_planned(
        plan_uid=plan_of(PairingKind.PARTNER).uid, helped_keys=None, by=TESTER, at=NOW
    )
    words = words_of(page_text(client_of(pair.helped), "pairing", row.uid))
    assert "结对理由" in words
    assert "在同一个村" in words
    assert "次选 没有别的合适的。" in words
    assert "2016 年 9 月 12 日算的方案" in words
    assert "每公里 20 分" in words


def test_a_pair_that_somebody_thought_of_says_so(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair)
    words = words_of(page_text(client_of(pair.helped), "pairing", row.uid))
    assert "不是算出来的" in words
    assert "次选" not in words


def test_visits_stand_in_their_order_the_oldest_behind_a_link(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    for days in range(14):
        visited(row, on=TODAY - timedelta(days=days), words=f"第 {days} 天前去的")
    visited(row, on=TODAY - timedelta(days=20), visit_result=VisitResult.NOBODY_MET)
    browser = client_of(pair.helper)
    words = words_of(page_text(browser, "pairing", row.uid))
    assert "走访 15 次" in words
    assert "还有更早的 3 次" in words
    assert words.index("第 11 天前去的") < words.index("第 0 天前去的")
    assert "第 13 天前去的" not in words
    every = words_of(page_text(browser, "pairing", row.uid, visits="all"))
    assert every.index("没见到人") < every.index("第 13 天前去的") < every.index("第 0 天前去的")


def test_both_languages_read(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair, at=SPRING)
    promised(row)
    page = page_text(client_of(pair.helped), "pairing", row.uid, lang="en")
    assert "10,000 kg" in words_of(page)
