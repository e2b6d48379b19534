"""Whoever works for one town sees nothing of another: every address, search and export.

The walk takes its addresses from the URLconf. A new address of the registry fails the first test
until it is written down here: either with the thing of Yaobu that it must refuse, or as a page
without a thing, which then must not tell anything of Yaobu.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from moli.accounts.models import User
from moli.households.models import FamilyMember
from moli.households.rules.people import Relation
from moli.kernel.identifiers import masked_name
from tests.architecture.test_access import pages
from tests.factories import (
    HEGUI,
    JIAOYI,
    YAOBU,
    Story,
    first_secretary,
    household,
    office,
    person_facts,
    reference,
    town_office,
    village_committee,
)
from tests.scanning import answer_text
from tests.web.registry.things import batch_of, notice_of, procedure_of, withdrawn_in

HEAD = "卢隐姓"
METHODS = ("get", "head", "post", "put", "patch", "delete")

# Addresses about one thing: which thing of Yaobu they are asked for.
ABOUT: Mapping[str, str] = {
    "household": "household",
    "household_print": "household",
    "change_household": "household",
    "open_phone": "household",
    "join_member": "household",
    "pass_headship": "household",
    "set_income": "household",
    "set_living": "household",
    "set_responsible": "household",
    "set_consent": "household",
    "change_member": "member",
    "leave_member": "member",
    "open_number": "member",
    "withdraw_household": "household",
    "erase_household": "withdrawn",
    "household_waive": "household",
    "household_end_waiver": "household",
    "start_procedure": "household",
    "procedure": "procedure",
    "notice": "notice",
    "batch": "batch",
    "merge_batch": "batch",
    "undo_batch": "batch",
}
# Addresses without a thing: they open, and tell nothing of Yaobu.
OWN: frozenset[str] = frozenset(
    {
        *(
            "registry",
            "withdrawn",
            "register_household",
            "glass",
            "procedures",
            "standards",
            "enter_line",
        ),
        *("import_roster", "roster_template", "export_roster", "batches", "registry_figures"),
        *("quality", "quality_rule", "poverty"),
    }
)


@dataclass(frozen=True)
class Yaobu:
    """What there is in Yaobu, and the words by which it would be recognised."""

    things: Mapping[str, object]
    head: FamilyMember

    @property
    def names(self) -> tuple[str, ...]:
        """Words that no answer to another town may hold."""
        return (HEAD, masked_name(HEAD), "瑶埠")

    @property
    def words(self) -> tuple[str, ...]:
        """The same, and the keys of all things; an answer repeats the key it was asked with."""
        return (*self.names, *(str(uid) for uid in self.things.values()))


@pytest.fixture
def yaobu(personas: Story) -> Yaobu:
    """A household of Yaobu with everything that an address of the registry can be about."""
    reference()
    row = household(people=[person_facts(name=HEAD)])
    head = FamilyMember.objects.get(household=row, relation=Relation.HEAD)
    procedure = procedure_of(row)
    things = {
        "household": row.uid,
        "member": head.uid,
        "procedure": procedure.uid,
        "notice": notice_of(household()).uid,
        "batch": batch_of(YAOBU).uid,
        "withdrawn": withdrawn_in(YAOBU).uid,
    }
    return Yaobu(things=things, head=head)


def _outsiders() -> Iterator[User]:
    yield town_office(area_code=JIAOYI)
    yield first_secretary(village_code=HEGUI)
    yield village_committee(village_code=HEGUI)
    yield office(area_code=JIAOYI)


def _registry_pages() -> list[tuple[str, str, bool]]:
    """Name, address and whether it is about a thing, of every page of the registry."""
    found = []
    for each in pages():
        name = each.name.removeprefix("web:")
        if each.url.startswith("/registry/"):
            found.append((name, each.url, name in ABOUT))
    return found


def _url(name: str, thing: object) -> str:
    """The address of a page about a thing; years and codes get a value that fits."""
    for more in ({}, {"year": 2015}, {"code": "blanks.ethnicity"}):
        try:
            return reverse(f"web:{name}", kwargs={"uid": thing, **more})
        except NoReverseMatch:
            continue
    raise AssertionError(f"web:{name} takes other values than this walk knows")


def _searches(yaobu: Yaobu) -> list[dict[str, str]]:
    """What somebody would type to find the household: the number, or the name and the village."""
    return [
        {"act": "number", "number-id_number": yaobu.head.id_number},
        {"act": "name", "name-name": HEAD, "name-village": YAOBU},
    ]


def test_every_address_of_the_registry_is_walked() -> None:
    names = {name for name, _, _ in _registry_pages()}

    assert names == set(ABOUT) | OWN


@pytest.mark.django_db
def test_nothing_of_another_town_opens(client: Client, yaobu: Yaobu) -> None:
    for user in _outsiders():
        client.force_login(user)
        for name, _, is_about_a_thing in _registry_pages():
            if not is_about_a_thing:
                continue
            url = _url(name, yaobu.things[ABOUT[name]])
            for method in METHODS:
                answer = getattr(client, method)(url)
                assert answer.status_code in {404, 405}, f"{user} {method} {name}"
                for word in yaobu.names:
                    assert word not in answer_text(answer), f"{user} {method} {name}: {word}"


@pytest.mark.django_db
def test_pages_of_ones_own_tell_nothing_of_another_town(client: Client, yaobu: Yaobu) -> None:
    for user in _outsiders():
        client.force_login(user)
        for _, url, is_about_a_thing in _registry_pages():
            if is_about_a_thing:
                continue
            for address in (url, f"{url}?village={YAOBU}", f"{url}?town={YAOBU[:9]}"):
                text = answer_text(client.get(address))
                for word in yaobu.words:
                    assert word not in text, f"{user} {address}: {word}"


@pytest.mark.django_db
def test_no_search_finds_a_household_of_another_town(client: Client, yaobu: Yaobu) -> None:
    for user in _outsiders():
        client.force_login(user)
        for data in _searches(yaobu):
            text = answer_text(client.post(reverse("web:registry"), data))
            assert str(yaobu.things["household"]) not in text
            assert masked_name(HEAD) not in text


@pytest.mark.django_db
def test_no_export_holds_a_household_of_another_town(client: Client, yaobu: Yaobu) -> None:
    for user in _outsiders():
        client.force_login(user)
        for area in (YAOBU, YAOBU[:9], YAOBU[:6], "", HEGUI):
            text = answer_text(client.post(reverse("web:export_roster"), {"area": area}))
            for word in yaobu.names:
                assert word not in text, f"{user} {area}"


@pytest.mark.django_db
def test_whoever_is_in_charge_finds_and_opens_it(
    client: Client, yaobu: Yaobu, personas: Story
) -> None:
    for user in (personas.first_secretary, town_office(), personas.office):
        client.force_login(user)
        page = client.get(reverse("web:household", args=[yaobu.things["household"]]))
        assert page.status_code == 200
        for data in _searches(yaobu):
            found = client.post(reverse("web:registry"), data)
            assert str(yaobu.things["household"]) in answer_text(found)
