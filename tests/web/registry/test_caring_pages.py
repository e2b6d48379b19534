"""Who looks after a household, what it agreed to, and its right to a copy."""

from __future__ import annotations

import pytest
from django.test import Client

from moli.audit.models import Event
from moli.households.models import Consent, Household, Responsible
from moli.households.rules.care import ConsentPurpose
from moli.households.services.opening import open_number
from moli.interfaces.web.registry.consent_texts import CONSENT_TEXTS, TEXTS_VERSION
from tests.factories import NOW, Story, household
from tests.scanning import answer_text, numbers_in
from tests.unchanged import unchanged
from tests.web.registry.records import PHONE, full_household


@pytest.fixture
def own(client: Client, personas: Story) -> Client:
    """The browser of the village's first secretary."""
    client.force_login(personas.first_secretary)
    return client


@pytest.fixture
def row(personas: Story) -> Household:
    """A household that nobody looks after yet."""
    return household()


RESPONSIBLE = {
    "responsible_name": "梁志刚",
    "phone": "13977112233",
    "unit": "横县供销社",
    "unit_level": "COUNTY",
    "from_on": "2016-03-02",
}


def test_somebody_is_named_and_ends(own: Client, row: Household) -> None:
    address = f"/registry/{row.uid}/responsible/"

    own.post(address, RESPONSIBLE)
    named = Responsible.objects.get()
    own.post(address, {"act": "end", "row": str(named.uid)})

    named.refresh_from_db()
    assert (named.name, named.unit_level, named.phone) == ("梁志刚", "COUNTY", "13977112233")
    assert str(named.to_on) == "2016-09-12"


@pytest.mark.parametrize("box", ["responsible_name", "unit", "unit_level", "from_on"])
def test_a_responsible_person_is_named_whole(box: str, own: Client, row: Household) -> None:
    with unchanged():
        answer = own.post(f"/registry/{row.uid}/responsible/", {**RESPONSIBLE, box: ""})

    assert answer.context["form"].errors[box]


def test_a_row_of_another_household_is_not_there(own: Client, row: Household) -> None:
    other = full_household()
    for what, act, found in (
        ("responsible", "end", other.responsibles.get()),
        ("consent", "withdraw", other.consents.get()),
    ):
        with unchanged():
            sent = {"act": act, "row": str(found.uid)}
            assert own.post(f"/registry/{row.uid}/{what}/", sent).status_code == 404


def test_a_consent_names_the_text_that_was_read_out_and_is_taken_back(
    own: Client, row: Household
) -> None:
    address = f"/registry/{row.uid}/consent/"
    page = own.get(address).content.decode()
    adult = row.members.order_by("pk")[1]

    own.post(address, {"purpose": "STORY", "member": str(adult.uid), "is_read_out": "on"})
    given = Consent.objects.get()
    own.post(address, {"act": "withdraw", "row": str(given.uid)})

    assert all(str(text) in page for text in CONSENT_TEXTS.values())
    assert (given.purpose, given.notice_version) == (ConsentPurpose.STORY, TEXTS_VERSION)
    given.refresh_from_db()
    assert given.to_on is not None


def test_every_purpose_has_a_text() -> None:
    assert set(CONSENT_TEXTS) == set(ConsentPurpose)


def test_nobody_agrees_before_the_text_was_read_out(own: Client, row: Household) -> None:
    adult = row.members.order_by("pk")[0]

    with unchanged():
        answer = own.post(
            f"/registry/{row.uid}/consent/", {"purpose": "STORY", "member": str(adult.uid)}
        )

    assert answer.context["form"].errors["is_read_out"]


def test_a_child_is_not_asked(own: Client, personas: Story) -> None:
    row = full_household()

    form = own.get(f"/registry/{row.uid}/consent/").context["form"]

    assert "韦*满" not in [name for _, name in form.fields["member"].choices]


def test_a_copy_is_made_for_the_household_and_kept_in_the_trail(
    own: Client, personas: Story
) -> None:
    row = full_household()
    mother = row.members.order_by("pk")[4]
    open_number(member_id=mother.pk, reason="核对残疾人证", by=personas.office.actor, at=NOW)

    asked = own.get(f"/registry/{row.uid}/print/")
    assert not Event.objects.filter(verb="households.print").exists()
    copy = own.post(f"/registry/{row.uid}/print/")

    assert asked.status_code == 200
    text = answer_text(copy)
    assert numbers_in(text) == []
    assert PHONE not in text
    for shown in ("韦*生家的记录", "患有大病，残疾", "2,400 元", "核对残疾人证", "梁志刚", "耕地"):
        assert shown in text
    event = Event.objects.get(verb="households.print")
    assert (event.subject_key, event.actor_name) == (row.key, personas.first_secretary.name)


def test_nobody_is_responsible_from_a_day_to_come(own: Client, row: Household) -> None:
    address = f"/registry/{row.uid}/responsible/"

    with unchanged():
        answer = own.post(address, {**RESPONSIBLE, "from_on": "9999-12-31"})

    assert "不能从以后的日子起" in answer.content.decode()
