"""The list of pairings: a person's own first, narrowed, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moli.pairing.models import Pairing
from moli.pairing.rules.kinds import PairingKind, PairSide
from tests.factories import HEGUI, YAOBU, Story, office, station
from tests.factories.pairings import (
    SPRING,
    confirmed,
    ended,
    enterprise_pair,
    in_force,
    partner_pair,
    practitioner_pair,
    proposed,
)
from tests.web.pairings.sending import client_of, page_text
from tests.web.today.reading import words_of


def _words(browser: Client, **query: str) -> str:
    return words_of(page_text(browser, "pairings", **query))


def _pair_at(code: str) -> Any:
    return partner_pair(village_code=code, station=station(village_code=code, name=f"{code}站"))


def test_ones_own_stand_first_then_what_waits(personas: Story) -> None:
    own, other = _pair_at(YAOBU), _pair_at(HEGUI)
    mine = in_force(own, at=SPRING)
    proposed(other)

    words = _words(client_of(office()), kind="PARTNER")
    assert words.index("贺桂") < words.index("瑶埠")
    page = page_text(client_of(own.helper), "pairings")
    assert str(mine.uid) in page
    assert "我的结对" in page
    assert "贺桂" not in words_of(page)


def test_a_row_says_what_came_of_it_and_what_is_due(personas: Story) -> None:
    pair = _pair_at(YAOBU)
    row = in_force(pair, at=SPRING)
    browser = client_of(pair.helped)
    words = _words(browser)
    assert "2016 年 3 月 14 日起" in words
    assert "最近没成效" in words
    assert "4 月 14 日该走访，过了" in words

    confirmed(row, pair)
    assert "9 月 12 日 2 人学过课" in _words(browser)
    assert "最近没成效" not in _words(browser)


def test_it_is_narrowed_by_state_town_and_result(personas: Story) -> None:
    with_result, without = _pair_at(YAOBU), _pair_at(HEGUI)
    confirmed(in_force(with_result, at=SPRING), with_result)
    in_force(without, at=SPRING)
    browser = client_of(office())

    active = _words(browser, kind="PARTNER", result="active")
    assert "瑶埠" in active
    assert "贺桂" not in active[active.index("筛选") :]
    idle = _words(browser, kind="PARTNER", result="without")
    assert "贺桂" in idle
    assert "瑶埠村 " not in idle[idle.index("筛选") :]
    assert "没有符合的" in _words(browser, kind="PARTNER", state="DECLINED")
    ended(Pairing.objects.get(village__code=HEGUI))
    assert "贺桂" in _words(browser, kind="PARTNER", state="ENDED")
    town = Pairing.objects.get(village__code=YAOBU).village.parent
    assert town is not None
    shitang = _words(browser, kind="PARTNER", town=town.code)
    assert "瑶埠" in shitang
    # What nobody could have picked changes nothing.
    assert "瑶埠" in _words(browser, kind="PARTNER", town="x", state="x", result="x", page="99")


def test_households_are_masked_on_the_list(personas: Story) -> None:
    pair = practitioner_pair()
    in_force(pair, at=SPRING)
    words = _words(client_of(pair.helped), kind=PairingKind.PRACTITIONER)
    assert "韦*生家" in words
    assert "韦永生" not in words


def test_one_who_has_none_reads_how_there_will_be_some(personas: Story) -> None:
    words = _words(client_of(personas.people["buyer"]))
    assert "这一种还没有结对" in words
    assert "从业者和农户" not in words


def test_a_longer_list_asks_no_more(
    personas: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = client_of(office())
    in_force(enterprise_pair(), at=SPRING)
    in_force(_pair_at(YAOBU), at=SPRING)
    with_one = _queries(browser, django_assert_max_num_queries)
    in_force(enterprise_pair(village_code=HEGUI), at=SPRING)
    in_force(_pair_at(HEGUI), at=SPRING)
    assert _queries(browser, django_assert_max_num_queries) == with_one


def _queries(browser: Client, counting: DjangoAssertNumQueries) -> int:
    with counting(45) as found:
        page_text(browser, "pairings", kind="ENTERPRISE")
    return len(found)


def test_the_other_side_of_a_proposal_sees_who_has_answered(personas: Story) -> None:
    pair = partner_pair()
    row = proposed(pair)
    words = words_of(page_text(client_of(pair.helped), "pairing", row.uid))
    assert words.count("还没答复") == len(PairSide)
