"""A leader's page of today: the four plans' headlines in one row, each a tap from its rows."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import HEGUI, Story, introduced, lot, village_committee
from tests.factories.venues import venue


def test_each_plan_has_its_figure_and_opens(client: Client, personas: Story) -> None:
    introduced(personas.proposal)
    client.force_login(personas.leader)

    page = client.get("/today/")

    plans = page.context["leader"].plans
    shown = client.get("/plans/").context["cards"]
    assert [figure.share for figure in plans] == [card.headline.share for card in shown]
    assert plans[0].share.startswith("1 / ")
    assert all(figure.url in page.content.decode() for figure in plans)
    assert all(client.get(figure.url).status_code == 200 for figure in plans)


def test_more_rows_ask_no_more_queries(client: Client, personas: Story) -> None:
    client.force_login(personas.leader)
    client.get("/today/")
    with CaptureQueriesContext(connection) as few:
        client.get("/today/")
    lot(village_code=HEGUI)
    village_committee(village_code=HEGUI)
    venue(village_code=HEGUI)

    with CaptureQueriesContext(connection) as many:
        client.get("/today/")

    # What four plans count together is read once; the rest is the market's and the frame's.
    assert len(few) == len(many) <= 53
