"""Who sees which pairings: every address, every role; a household's pairing for its own alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.pairing.rules.kinds import PairingKind
from tests.architecture.test_access import pages
from tests.factories import (
    JIAOYI,
    PANTANG_NAYANG,
    SHITANG,
    YAOBU,
    Story,
    buyer,
    enterprise,
    first_secretary,
    office,
    station,
    station_operator,
    stranger,
    town_office,
    village_committee,
)
from tests.factories.pairings import in_force, partner_pair, practitioner, practitioner_pair
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.pairings.things import addresses_of, full_pairing, pairing_things, plan_of

METHODS = ("get", "post")
# Addresses without a thing: they open for whoever may, and tell nothing of others' pairings.
OWN = {"pairings", "pair_plans"}
ANSWER = {"answer": "yes", "side": "HELPED", "request_key": str(uuid4())}


def _names() -> set[str]:
    return {each.name.removeprefix("web:") for each in pages() if each.url.startswith("/pairings/")}


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _must_find_nothing(user: User, things: Mapping[str, Sequence[object]]) -> None:
    client = _client(user)
    with unchanged():
        for name, ids in things.items():
            url = reverse(f"web:{name}", args=ids)
            for method in METHODS:
                sent = {"data": ANSWER} if method == "post" else {}
                answer = getattr(client, method)(url, **sent)
                assert answer.status_code in {404, 405}, (user.name, method, name)


@pytest.fixture
def things(personas: Story) -> Mapping[str, Sequence[object]]:
    return pairing_things()


def test_every_address_is_walked(things: Mapping[str, Sequence[object]]) -> None:
    assert _names() == set(things) | OWN


def test_nobody_opens_anything_without_a_log_in(
    client: Client, things: Mapping[str, Sequence[object]]
) -> None:
    for name, ids in things.items():
        answer = client.get(reverse(f"web:{name}", args=ids))
        assert answer.status_code == 302, name
        assert "/login/" in answer["Location"], name


def _outsiders() -> Iterator[User]:
    yield stranger()
    yield buyer(enterprise=enterprise(place=9, name="桂林果业有限公司", short_name="桂林果业"))
    yield first_secretary(village_code=PANTANG_NAYANG)
    yield village_committee(village_code=PANTANG_NAYANG)
    yield station_operator(station=station(village_code=PANTANG_NAYANG, name="那阳站"))
    yield town_office(area_code=JIAOYI)
    yield practitioner(village_code=YAOBU, name="别的从业者")
    yield office(area_code=PANTANG_NAYANG[:9])


def test_whoever_is_elsewhere_finds_nothing_whatever_the_method(
    things: Mapping[str, Sequence[object]],
) -> None:
    about_pairings = {name: ids for name, ids in things.items() if name != "pair_plan"}
    for outsider in _outsiders():
        _must_find_nothing(outsider, about_pairings)


def test_a_list_tells_nothing_of_what_lies_elsewhere(
    things: Mapping[str, Sequence[object]],
) -> None:
    keys = {str(ids[0]) for name, ids in things.items() if name != "pair_plan"}
    for outsider in _outsiders():
        for kind in PairingKind:
            text = answer_text(_client(outsider).get(reverse("web:pairings"), {"kind": kind}))
            assert not [each for each in keys if each in text], (outsider.name, kind)


def test_a_practitioners_pairing_is_seen_by_its_own_alone(personas: Story) -> None:
    """Organisers, leaders and auditors count them; the enterprise and another helper see none."""
    paired = full_pairing(practitioner_pair())
    things = addresses_of(paired)
    things = {**things, "household_word": (paired.row.uid, paired.pair.helped_key)}
    for role in ("organiser", "leader", "auditor", "buyer", "station_operator"):
        _must_find_nothing(personas.people[role], things)
    _must_find_nothing(practitioner(village_code=YAOBU, name="别的从业者"), things)
    own = (paired.pair.helper, paired.pair.helped, town_office(area_code=SHITANG), office())
    for user in own:
        answer = _client(user).get(reverse("web:pairing", args=[paired.row.uid]))
        assert answer.status_code == 200, user.name


def test_counts_are_all_that_a_leader_gets_of_practitioners(personas: Story) -> None:
    paired = full_pairing(practitioner_pair())
    page = _client(personas.people["leader"]).get(
        reverse("web:pairings"), {"kind": PairingKind.PRACTITIONER}
    )

    text = answer_text(page)
    assert "只看总数" in text
    assert paired.pair.helper.name not in text
    assert str(paired.row.uid) not in text
    assert "韦*生" not in text


def test_only_the_office_opens_a_plan_of_practitioners(personas: Story) -> None:
    practitioner_pair()
    plan = plan_of(PairingKind.PRACTITIONER)
    things = {"pair_plan": (plan.uid,)}
    for role in ("organiser", "leader", "auditor", "buyer", "first_secretary"):
        _must_find_nothing(personas.people[role], things)
    assert _client(office()).get(reverse("web:pair_plan", args=[plan.uid])).status_code == 200


def test_whoever_only_sees_a_pairing_does_nothing_in_it(personas: Story) -> None:
    paired = full_pairing(partner_pair())
    acts = {name: ids for name, ids in addresses_of(paired).items() if name != "pairing"}
    for role in ("leader", "auditor"):
        _must_find_nothing(personas.people[role], acts)
    # The committee sees its village's secretary's pairing, and writes for households alone.
    own = {name: ids for name, ids in acts.items() if name != "household_words"}
    _must_find_nothing(personas.people["village_committee"], own)


def test_phones_are_for_the_two_sides_while_it_is_in_force(personas: Story) -> None:
    pair = partner_pair()
    row = in_force(pair)
    url = reverse("web:pairing", args=[row.uid])

    assert pair.helper.phone in answer_text(_client(pair.helped).get(url))
    assert pair.helped.phone in answer_text(_client(pair.helper).get(url))
    for role in ("leader", "auditor", "organiser", "office"):
        text = answer_text(_client(personas.people[role]).get(url))
        assert pair.helper.phone not in text, role
        assert pair.helped.phone not in text, role
