"""Every page of households is closed to whoever has no business there, for reading and sending."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from moli.accounts.models import User
from moli.households.models import FamilyMember, Household
from tests.factories import (
    HEGUI,
    JIAOYI,
    Story,
    first_secretary,
    household,
    town_office,
    village_committee,
)
from tests.scanning import answer_text, numbers_in
from tests.unchanged import unchanged
from tests.web.registry.records import full_household

OF_HOUSEHOLD = (
    *("household", "household_print", "change_household", "open_phone", "join_member"),
    *("pass_headship", "set_responsible", "set_consent"),
)
OF_A_YEAR = ("set_income", "set_living")
OF_MEMBER = ("change_member", "leave_member", "open_number")
OF_NOBODY = ("registry", "register_household", "glass")


def addresses_about(found: Household) -> dict[str, str]:
    """Every page that is about one household or one of its people."""
    member = FamilyMember.objects.filter(household=found).order_by("-pk")[0]
    return {
        **{name: reverse(f"web:{name}", args=[found.uid]) for name in OF_HOUSEHOLD},
        **{name: reverse(f"web:{name}", args=[found.uid, 2015]) for name in OF_A_YEAR},
        **{name: reverse(f"web:{name}", args=[member.uid]) for name in OF_MEMBER},
    }


def all_addresses(found: Household) -> dict[str, str]:
    """Every page of this area."""
    return addresses_about(found) | {name: reverse(f"web:{name}") for name in OF_NOBODY}


@pytest.mark.parametrize(
    "who",
    [
        lambda: first_secretary(village_code=HEGUI, name="外村书记"),
        lambda: village_committee(village_code=HEGUI, name="外村委"),
        lambda: town_office(area_code=JIAOYI, name="外镇办"),
    ],
)
def test_of_another_place_there_is_nothing_to_read_and_nothing_to_send(
    who: Callable[[], User], client: Client, personas: Story
) -> None:
    found = full_household()
    client.force_login(who())

    for name, address in addresses_about(found).items():
        with unchanged():
            assert client.get(address).status_code == 404, name
            sent = client.post(address, {"reason": "核对打款账户", "base_version": found.version})
            assert sent.status_code in {404, 405}, name
            assert numbers_in(answer_text(sent)) == []


@pytest.mark.parametrize("who", ["leader", "auditor", "buyer", "organiser", "station_operator"])
def test_other_roles_find_no_registry(who: str, client: Client, personas: Story) -> None:
    found = household()
    client.force_login(personas.people[who])

    for name, address in all_addresses(found).items():
        assert client.get(address).status_code == 404, name


@pytest.mark.parametrize("who", ["first_secretary", "village_committee", "town_office", "office"])
def test_people_of_the_place_open_every_page(who: str, client: Client, personas: Story) -> None:
    found = full_household()
    client.force_login(town_office() if who == "town_office" else personas.people[who])

    for name, address in all_addresses(found).items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        assert numbers_in(answer_text(answer)) == [], name
        assert "no-store" in answer["Cache-Control"], name
        # What is sent to it stands in no error report.
        assert answer.wsgi_request.sensitive_post_parameters == "__ALL__", name


def test_a_household_that_was_withdrawn_or_is_in_review_is_not_there(
    client: Client, personas: Story
) -> None:
    found = household()
    client.force_login(personas.first_secretary)
    for change in (
        {"is_in_review": True},
        {"is_in_review": False, "withdrawn_at": found.created_at},
    ):
        Household.objects.filter(pk=found.pk).update(**change)
        for name, address in addresses_about(found).items():
            assert client.get(address).status_code == 404, name


def test_no_answer_of_the_registry_is_kept_by_a_cache(client: Client, personas: Story) -> None:
    client.force_login(personas.first_secretary)

    nothing = client.get("/registry/00000000-0000-0000-0000-000000000001/")

    assert nothing.status_code == 404
    assert "no-store" in nothing["Cache-Control"]
    assert "no-store" not in client.get("/lots/").get("Cache-Control", "")
