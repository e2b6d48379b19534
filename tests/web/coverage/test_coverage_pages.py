"""Pages of the stations' coverage: figures as a hand counts them, for those who lead, no names."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from moli.households.rules.statuses import State
from moli.households.services.backfilling import set_initial_status
from moli.stations.models import Station
from tests.factories import HEGUI, NOW, TESTER, Story, household, station, stranger, town_office
from tests.factories.orders import weighed_tea
from tests.factories.places import VILLAGES
from tests.scanning import answer_text

PAGES = ("station_coverage", "villages_to_reach", "quiet_stations", "next_stations")


@pytest.fixture
def county(personas: Story) -> Story:
    """Yaobu's station weighs in; Hegui's does nothing; four poor people live in each."""
    weighed_tea(at_station=Station.objects.get().key)
    station(village_code=HEGUI, name="贺桂村服务站")
    for code in (None, HEGUI):
        set_initial_status(
            household=household(**({"village_code": code} if code else {})),
            state=State.REGISTERED,
            from_on=date(2014, 1, 1),
            reason="花名册",
            by=TESTER,
            at=NOW,
        )
    return personas


@pytest.mark.parametrize("name", PAGES)
def test_only_those_who_lead_read_it(client: Client, county: Story, name: str) -> None:
    url = reverse(f"web:{name}")
    for reader in (county.leader, county.office, county.auditor, county.organiser, town_office()):
        client.force_login(reader)
        assert client.get(url).status_code == 200
    for other in (county.buyer, county.station_operator, county.village_committee, stranger()):
        client.force_login(other)
        assert client.get(url).status_code == 404


def test_coverage_is_of_villages_and_says_so(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    page = client.get(reverse("web:station_coverage"))

    reach = page.context["reach"]
    assert (reach.covered, reach.villages, reach.stations) == (1, len(VILLAGES), 2)
    assert (reach.poor_covered, reach.poor) == (4, 8)
    assert "不是站数除以村数" in answer_text(page)
    assert [row.gap for row in page.context["towns"]] == [1, 1, 1, 1, 0]


def test_villages_left_out_are_listed_with_their_quiet_stations(
    client: Client, county: Story
) -> None:
    client.force_login(county.leader)

    page = client.get(reverse("web:villages_to_reach"))
    of_town = client.get(reverse("web:villages_to_reach"), {"town": HEGUI[:9]})

    [first, *others] = page.context["rows"]
    assert (first[1].code, first[1].stations, first[1].poor) == (HEGUI, 1, 4)
    assert len(others) == len(VILLAGES) - 2
    assert [row.code for _, row in of_town.context["rows"]] == [HEGUI]


def test_quiet_stations_are_named_and_counted(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    page = client.get(reverse("web:quiet_stations"))
    sells = client.get(reverse("web:quiet_stations"), {"kind": "SELLS_TOO"})

    assert [row.name for row in page.context["rows"]] == ["贺桂村服务站"]
    assert (page.context["bought"], page.context["sold"], page.context["ratio"]) == (
        0,
        1,
        "0.0 : 1",
    )
    assert len(sells.context["rows"]) == 1


def test_the_next_station_opens_where_most_are_reached(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    page = client.get(reverse("web:next_stations"), {"count": "1", "reach_km": "0"})

    [row] = page.context["rows"]
    assert row.place.village.code == HEGUI
    assert (row.place.reason.people, row.place.reason.poor) == (4, 4)
    assert "已经证明" in answer_text(page)


@pytest.mark.parametrize(("box", "value"), [("count", "很多"), ("count", "0"), ("reach_km", "远")])
def test_what_cannot_be_planned_says_what_to_write(
    client: Client, county: Story, box: str, value: str
) -> None:
    client.force_login(county.leader)

    page = client.get(reverse("web:next_stations"), {"count": "2", "reach_km": "3", box: value})

    assert page.context["plan"] is None
    assert page.context["form"].errors[box]
    assert f'value="{value}"' in page.content.decode()
