"""The trail: a line for each act, in the act's own transaction."""

from __future__ import annotations

import pytest
from django.db import transaction

from moli.audit.models import Event
from moli.audit.queries import trail_in_areas, trail_of
from moli.audit.services.recording import Subject, record, record_each
from tests.factories import NOW, PANTANG_LUANCHENG, PANTANG_NAYANG, TESTER, YAOBU

pytestmark = pytest.mark.django_db


def test_a_line_says_who_did_what_to_which_thing_when_and_where() -> None:
    record(
        verb="market.post_lot",
        on=Subject("lot", "lot-1", YAOBU),
        by=TESTER,
        at=NOW,
        grams=40_000_000,
        sides=("SELLER", "BUYER"),
    )

    row = Event.objects.get()
    assert (row.verb, row.subject_kind, row.subject_key) == ("market.post_lot", "lot", "lot-1")
    assert (row.actor_key, row.actor_name, row.at) == ("system:test", "测试", NOW)
    assert row.area_code == YAOBU
    assert row.facts == {"grams": 40_000_000, "sides": ["SELLER", "BUYER"]}


def test_an_act_that_is_undone_leaves_no_line() -> None:
    with transaction.atomic():
        record(verb="market.post_lot", on=Subject("lot", "lot-1"), by=TESTER, at=NOW)
        transaction.set_rollback(True)

    assert not Event.objects.exists()


def test_one_act_on_many_things_leaves_a_line_for_each() -> None:
    lines = [(Subject("division", code, code), {"source": "survey"}) for code in ("1", "2", "3")]

    record_each(verb="places.survey", lines=lines, by=TESTER, at=NOW)

    rows = Event.objects.order_by("pk")
    assert [row.subject_key for row in rows] == ["1", "2", "3"]
    assert [row.facts for row in rows] == [{"source": "survey"}] * 3


def test_the_trail_of_a_thing_reads_from_the_beginning() -> None:
    for verb in ("market.post_lot", "market.amend_lot"):
        record(verb=verb, on=Subject("lot", "lot-1"), by=TESTER, at=NOW)
    record(verb="market.post_lot", on=Subject("lot", "lot-2"), by=TESTER, at=NOW)
    record(verb="market.post_demand", on=Subject("demand", "lot-1"), by=TESTER, at=NOW)

    assert [row.verb for row in trail_of(kind="lot", key="lot-1")] == [
        "market.post_lot",
        "market.amend_lot",
    ]


def test_the_trail_of_areas_reads_from_the_end_and_stays_inside_them() -> None:
    for code in (YAOBU, PANTANG_NAYANG, PANTANG_LUANCHENG, ""):
        record(
            verb="market.post_lot", on=Subject("lot", code or "nowhere", code), by=TESTER, at=NOW
        )

    county = trail_in_areas(area_codes=["450181"])
    # What concerns no single place, such as a round, is the county's.
    assert [row.area_code for row in county] == ["", PANTANG_LUANCHENG, PANTANG_NAYANG, YAOBU]
    towns = trail_in_areas(area_codes=[YAOBU[:9], PANTANG_NAYANG])
    assert [row.area_code for row in towns] == [PANTANG_NAYANG, YAOBU]
    assert list(trail_in_areas(area_codes=[])) == []
