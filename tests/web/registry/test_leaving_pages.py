"""Pages on which a household leaves the registry and its people become nameless."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.households.models import FamilyMember, Household
from moli.households.rules.retention import ERASED_NAME
from tests.factories import Story, household, office, reference, town_office
from tests.unchanged import unchanged
from tests.web.registry.things import procedure_of, withdrawn_in

YAOBU = "450181110206"


def _withdraw(client: Client, row: Household, reason: str) -> str:
    url = reverse("web:withdraw_household", args=[row.uid])
    return client.post(url, {"leave_reason": reason}, follow=True).content.decode()


def test_a_town_withdraws_a_household_and_nobody_finds_it_any_more(
    client: Client, personas: Story
) -> None:
    row = household()
    client.force_login(town_office())

    assert "已撤出" in _withdraw(client, row, "MOVED")

    for user in (town_office(), personas.first_secretary, personas.office):
        client.force_login(user)
        assert client.get(reverse("web:household", args=[row.uid])).status_code == 404


@pytest.mark.parametrize(("reason", "told"), [("", "选一个"), ("MARRIED_OUT", "选一个")])
def test_a_reason_is_asked_for(reason: str, told: str, client: Client, personas: Story) -> None:
    row = household()
    client.force_login(town_office())

    with unchanged():
        assert told in _withdraw(client, row, reason)


def test_a_household_with_an_open_procedure_stays(client: Client, personas: Story) -> None:
    reference()
    row = household()
    procedure_of(row)
    client.force_login(town_office())

    with unchanged():
        assert "撤出" in _withdraw(client, row, "MOVED")


def test_the_village_does_not_withdraw(client: Client, personas: Story) -> None:
    row = household()
    client.force_login(personas.first_secretary)

    with unchanged():
        url = reverse("web:withdraw_household", args=[row.uid])
        assert client.post(url, {"leave_reason": "MOVED"}).status_code == 404


def test_another_person_of_the_county_erases_on_request(client: Client, personas: Story) -> None:
    row = withdrawn_in(YAOBU)
    client.force_login(personas.office)
    assert (
        reverse("web:erase_household", args=[row.uid])
        in client.get(reverse("web:withdrawn")).content.decode()
    )

    url = reverse("web:erase_household", args=[row.uid])
    client.post(url, {"erasure_reason": "REQUEST"})

    names = set(FamilyMember.objects.filter(household=row).values_list("name", flat=True))
    assert names == {ERASED_NAME}
    assert client.get(url).status_code == 404


def test_before_its_time_is_over_a_household_is_kept(client: Client, personas: Story) -> None:
    row = withdrawn_in(YAOBU)
    client.force_login(personas.office)

    with unchanged():
        answer = client.post(
            reverse("web:erase_household", args=[row.uid]), {"erasure_reason": "RETENTION"}
        )

    assert "2019" in answer.content.decode()


def test_whoever_withdrew_it_does_not_erase_it(client: Client, personas: Story) -> None:
    row = household()
    client.force_login(personas.office)
    _withdraw(client, row, "MOVED")

    with unchanged():
        url = reverse("web:erase_household", args=[row.uid])
        client.post(url, {"erasure_reason": "REQUEST"})

    client.force_login(office(name="陆办事"))
    client.post(url, {"erasure_reason": "REQUEST"})
    row.refresh_from_db()
    assert row.erased_at is not None
