"""Pages ask the database as often for three households as for twelve."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import Story
from tests.factories.bulk import (
    KG,
    TONNE,
    accepted,
    called_off,
    contract,
    first_part,
    sent,
    weighed_for,
)
from tests.web.bulk.loads import desk


def _count(personas: Story, households: int) -> dict[str, int]:
    """Queries of each page about a load of so many households."""
    part = first_part(called_off(contract(grams=TONNE), grams=households * 50 * KG))
    delivery = accepted(
        sent(part=part, mosts=[50 * KG] * households, freight_fen=0, packaging_fen=0)
    )
    quota = part.quotas.order_by("pk")[0]
    quota.brought_grams -= KG  # something is left to weigh
    quota.save()
    part.refresh_from_db()
    part.brought_grams, part.sent_grams = part.brought_grams - KG, part.sent_grams - KG
    part.save()
    slip = weighed_for(quota)
    found = {}
    for name, uid in (
        *((name, part.uid) for name in ("bulk_part", "part_list", "weigh_part", "send_delivery")),
        ("bulk_order", part.bulk_order.uid),
        ("delivery", delivery.uid),
        ("weigh_slip", slip.uid),
    ):
        client = desk(personas.first_secretary)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"web:{name}", args=[uid])).status_code == 200
        found[name] = len(queries)
    return found


@pytest.mark.django_db
def test_pages_ask_as_often_however_many_households_there_are(personas: Story) -> None:
    few = _count(personas, 3)
    many = _count(personas, 12)
    assert many == few
    assert max(few.values()) <= 40


@pytest.mark.django_db
def test_the_list_asks_as_often_however_many_orders_there_are(personas: Story) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            called_off(contract(grams=TONNE), grams=600 * KG)
        for person in (personas.first_secretary, personas.buyer, personas.office):
            client = desk(person)
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("web:bulk_orders"))
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
