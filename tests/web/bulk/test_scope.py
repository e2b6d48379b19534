"""Who sees what of bulk orders: every address, every role, and no household beyond its own people.

The walk takes its addresses from the URLconf. A new address fails the first test until it is
written down here: with the thing that it is about, or as a page without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.kernel.identifiers import masked_name
from moli.orders.models import BulkOrder, BulkPart
from tests.architecture.test_access import pages
from tests.factories import (
    HEGUI,
    JIAOYI,
    PANTANG_NAYANG,
    YAOBU,
    Story,
    buyer,
    enterprise,
    first_secretary,
    key,
    office,
    station,
    station_operator,
    town_office,
    village_committee,
)
from tests.factories.bulk import KG, TONNE, called_off, contract
from tests.factories.places import COUNTY
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.bulk.loads import desk
from tests.web.bulk.things import bulk_things

METHODS = ("get", "head", "post", "put", "patch", "delete")
# Addresses without a thing: they open for whoever may, and tell nothing of others' orders.
OWN = {"bulk_orders", "call_off", "offer_quote"}
# The name of every head in the worked example.
HEAD = "韦永生"
Things = Mapping[str, Sequence[object]]


@pytest.fixture
def things(personas: Story) -> Things:
    return bulk_things()


def _names() -> set[str]:
    return {each.name.removeprefix("web:") for each in pages() if each.url.startswith("/bulk/")}


def _keys(things: Things) -> list[str]:
    return sorted({str(each) for ids in things.values() for each in ids if isinstance(each, UUID)})


def _outsiders() -> Iterator[User]:
    elsewhere = enterprise(place=9, name="桂林果业有限公司", short_name="桂林果业")
    yield buyer(enterprise=elsewhere)
    yield first_secretary(village_code=PANTANG_NAYANG)
    yield village_committee(village_code=PANTANG_NAYANG)
    yield station_operator(station=station(village_code=PANTANG_NAYANG, name="那阳站"))
    yield office(area_code=PANTANG_NAYANG[:9])
    yield town_office(area_code=JIAOYI)


def test_every_address_is_written_down(things: Things) -> None:
    assert _names() == set(things) | OWN


def test_whoever_is_elsewhere_finds_nothing_whatever_the_method(things: Things) -> None:
    keys = _keys(things)
    for outsider in _outsiders():
        client = desk(outsider)
        with unchanged():
            for name, ids in things.items():
                url = reverse(f"web:{name}", args=ids)
                for method in METHODS:
                    answer = getattr(client, method)(url)
                    assert answer.status_code in {404, 405}, (outsider.name, method, name)
        for name in OWN:
            text = answer_text(client.get(reverse(f"web:{name}")))
            assert "瑶埠" not in text, (outsider.name, name)
            assert not [key for key in keys if key in text], (outsider.name, name)


def test_nobody_opens_anything_without_a_log_in(client: Client, things: Things) -> None:
    for name, ids in things.items():
        answer = client.get(reverse(f"web:{name}", args=ids))
        assert answer.status_code in {302, 405}, name
        if answer.status_code == 302:
            assert "/login/" in answer["Location"]


# Who opens which pages about a thing; everybody else gets nothing.
PART = frozenset({"first_secretary", "village_committee", "station_operator", "office"})
SHARERS = PART - {"station_operator"}
READERS = PART | {"buyer", "organiser", "leader", "auditor"}
OFFICE, BUYER = frozenset({"office"}), frozenset({"buyer"})
OPENS: Mapping[str, frozenset[str]] = {
    "bulk_order": READERS,
    "quote": OFFICE | {"buyer", "organiser", "leader", "auditor"},
    **dict.fromkeys(("bulk_part", "part_list", "weigh_part", "weigh_supplier"), PART),
    **dict.fromkeys(("send_delivery", "weigh_slip"), PART),
    **dict.fromkeys(("name_suppliers", "share_out", "give_up"), SHARERS),
    **dict.fromkeys(("move_shortfall", "remittance"), OFFICE),
    **dict.fromkeys(("delivery", "delivery_note"), READERS),
    **dict.fromkeys(("accept_delivery", "claim_delivery"), BUYER),
    "claim": PART | BUYER,
}


def test_each_role_opens_its_pages_and_no_other(personas: Story, things: Things) -> None:
    for role, person in personas.people.items():
        client = desk(person)
        for name, roles in OPENS.items():
            answer = client.get(reverse(f"web:{name}", args=things[name]))
            assert answer.status_code == (200 if role in roles else 404), (role, name)


@pytest.mark.parametrize("role", ["buyer", "organiser", "leader", "auditor"])
def test_no_household_is_named_to_whoever_does_not_work_with_it(
    personas: Story, things: Things, role: str
) -> None:
    client = desk(personas.people[role])
    for name in [name for name, roles in OPENS.items() if role in roles]:
        text = answer_text(client.get(reverse(f"web:{name}", args=things[name])))
        assert HEAD not in text, name
        assert masked_name(HEAD) not in text, name


def test_names_are_masked_but_on_the_list_that_hangs_in_the_village(
    personas: Story, things: Things
) -> None:
    client = desk(personas.first_secretary)
    for name in [name for name, roles in OPENS.items() if "first_secretary" in roles]:
        text = answer_text(client.get(reverse(f"web:{name}", args=things[name])))
        assert (HEAD in text) == (name == "part_list"), name


def test_only_who_shares_out_sees_who_is_poor(personas: Story, things: Things) -> None:
    BulkPart.objects.get(uid=things["bulk_part"][0]).quotas.update(is_poor=True)
    seen = {}
    for role in ("first_secretary", "station_operator", "office"):
        page = desk(personas.people[role]).get(reverse("web:bulk_part", args=things["bulk_part"]))
        seen[role] = "贫困户" in page.content.decode()
    assert seen == {"first_secretary": True, "station_operator": False, "office": True}
    paper = desk(personas.first_secretary).get(reverse("web:part_list", args=things["part_list"]))
    assert "贫困" not in paper.content.decode()


def test_a_village_sees_its_own_part_of_an_order_and_no_other(
    personas: Story, things: Things
) -> None:
    other = desk(first_secretary(village_code=HEGUI))
    order = BulkOrder.objects.get(uid=things["bulk_order"][0])
    page = other.get(reverse("web:bulk_order", args=[order.uid])).content.decode()
    assert "1,200 斤百香果" in page
    assert "贺桂" in page
    assert "瑶埠" not in page
    assert "SH" not in page  # no delivery of the other village
    for name in ("bulk_part", "part_list", "delivery", "claim", "weigh_slip"):
        assert other.get(reverse(f"web:{name}", args=things[name])).status_code == 404, name


@pytest.fixture
def of_two_towns(personas: Story) -> tuple[BulkPart, BulkPart]:
    """An order of Yaobu's and Hegui's, which lie in two towns."""
    order = called_off(
        contract(grams=TONNE), contract(grams=TONNE, village_code=HEGUI), grams=600 * KG
    )
    here, there = order.parts.select_related("bulk_order").order_by("pk")
    return here, there


@pytest.mark.parametrize("act", ["cancel", "close"])
def test_an_office_of_one_town_ends_no_order_that_is_another_towns_too(
    of_two_towns: tuple[BulkPart, BulkPart], act: str
) -> None:
    client = desk(office(area_code=YAOBU[:9]))
    order = of_two_towns[0].bulk_order
    page = client.get(reverse("web:bulk_order", args=[order.uid])).content.decode()
    assert "瑶埠" in page
    assert reverse("web:end_bulk_order", args=[order.uid]) not in page
    with unchanged():
        answer = client.post(reverse("web:end_bulk_order", args=[order.uid]), {"act": act})
    assert answer.status_code == 404


@pytest.mark.parametrize("area", [YAOBU[:9], COUNTY])
def test_an_office_ends_an_order_that_is_all_its_own(personas: Story, area: str) -> None:
    order = called_off(contract(grams=TONNE), grams=600 * KG)
    page = desk(office(area_code=area)).get(reverse("web:bulk_order", args=[order.uid]))
    assert reverse("web:end_bulk_order", args=[order.uid]) in page.content.decode()


def test_an_office_of_one_town_moves_nothing_to_another_town(
    of_two_towns: tuple[BulkPart, BulkPart],
) -> None:
    here, there = of_two_towns
    client = desk(office(area_code=YAOBU[:9]))
    address = reverse("web:move_shortfall", args=[here.uid])
    assert address not in client.get(reverse("web:bulk_part", args=[here.uid])).content.decode()
    assert str(there.uid) not in client.get(address).content.decode()
    said = {"to_part": str(there.uid), "weight": "200", "seen": str(here.grams), "unit": "斤"}
    with unchanged():
        answer = client.post(address, {**said, "request_key": str(key())})
    assert "选一个村" in answer.content.decode()
    county = desk(office()).get(reverse("web:bulk_part", args=[here.uid]))
    assert address in county.content.decode()


def test_nothing_of_bulk_orders_is_kept_by_a_cache(personas: Story, things: Things) -> None:
    client = desk(personas.first_secretary)
    for name in ("bulk_orders", "bulk_part", "part_list", "weigh_slip"):
        answer = client.get(reverse(f"web:{name}", args=things.get(name, ())))
        assert "no-store" in answer["Cache-Control"], name
