"""The trail tells of loads in words: what was lost on the way, what a claim holds."""

from __future__ import annotations

import pytest

from moli.audit.models import Event
from moli.interfaces.web.today.acts import trail_rows
from tests.factories.bulk import KG, accepted, brought, called_off, first_part, sent

pytestmark = pytest.mark.django_db


def test_a_load_that_lost_something_and_was_claimed() -> None:
    delivery = sent(brought(first_part(called_off(grams=1_000 * KG)), mosts=[1_000 * KG]))
    accepted(delivery, received_grams=990 * KG, claimed_grams=20 * KG)

    rows = {
        row.act: row
        for row in trail_rows(Event.objects.filter(subject_kind__in=("delivery", "claim")))
    }

    assert rows["验收了一车货"].facts == "1,980 斤，路上少了 20 斤"
    assert rows["提了质量异议"].facts == "40 斤，压伤碰伤，扣住 128 元"
    assert (rows["验收了一车货"].subject, rows["提了质量异议"].subject) == ("一车货", "质量异议")
    assert rows["发出了一车货"].where == "石塘镇 瑶埠村"


def test_a_load_that_arrived_whole_lost_nothing() -> None:
    accepted(sent(brought(first_part(called_off(grams=100 * KG)), mosts=[100 * KG])))

    (row,) = trail_rows(Event.objects.filter(verb="orders.accept_delivery"))
    assert row.facts == "200 斤"
