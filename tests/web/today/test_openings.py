"""The page of openings: auditors and the office of the area see who looked and why."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from moli.households.models import FamilyMember
from moli.households.services.opening import open_number
from tests.factories import HEGUI, NOW, Story, auditor, household

REASON = "核对银行开户信息"


@pytest.fixture
def opened(personas: Story) -> str:
    """Somebody of Yaobu looked at one number."""
    member = FamilyMember.objects.filter(household=household()).first()
    assert member is not None
    return open_number(
        member_id=member.pk, reason=REASON, by=personas.first_secretary.actor, at=NOW
    )


@pytest.mark.parametrize("who", ["auditor", "office"])
def test_who_looked_and_why_is_shown_without_the_number(
    who: str, opened: str, client: Client, personas: Story
) -> None:
    client.force_login(personas.people[who])

    text = client.get(reverse("web:openings")).content.decode()

    assert REASON in text
    assert personas.first_secretary.name in text
    assert opened not in text


def test_an_auditor_of_another_place_sees_nothing_of_it(
    opened: str, client: Client, personas: Story
) -> None:
    household(village_code=HEGUI)
    client.force_login(auditor(area_code=HEGUI[:9]))

    assert REASON not in client.get(reverse("web:openings")).content.decode()


@pytest.mark.parametrize("who", ["first_secretary", "leader", "buyer", "stranger"])
def test_the_page_is_closed_to_everybody_else(who: str, client: Client, personas: Story) -> None:
    client.force_login(personas.people[who])

    assert client.get(reverse("web:openings")).status_code == 404
