"""Changing a household and its people; whoever saw an older version is told so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from moli.households.models import FamilyMember, Household
from moli.households.rules.people import Relation
from tests.factories import Story, id_number
from tests.scanning import answer_text, numbers_in
from tests.unchanged import unchanged
from tests.web.registry.records import PHONE, full_household


@pytest.fixture
def found(personas: Story) -> Household:
    """A household of five."""
    return full_household()


@pytest.fixture
def own(client: Client, personas: Story) -> Client:
    """The browser of the village's committee."""
    client.force_login(personas.village_committee)
    return client


def sent_as_shown(browser: Client, page: str, /, **changes: str) -> dict[str, str]:
    """What a browser sends when somebody opens a form and changes a few boxes."""
    form = browser.get(page).context["form"]
    shown = {bound.html_name: bound.value() for bound in form}
    said = {
        name: "on" if value is True else str(value)
        for name, value in shown.items()
        if value not in (None, False)
    }
    for name in form.fields:
        if name in {"id_number", "phone"}:
            said[name] = ""
    return {**said, **changes}


def member_of(found: Household, place: int) -> FamilyMember:
    """A member by the order in which they came in."""
    return FamilyMember.objects.filter(household=found).order_by("pk")[place]


def test_a_form_sent_as_it_was_shown_changes_nothing(own: Client, found: Household) -> None:
    addresses = [
        f"/registry/{found.uid}/change/",
        *(f"/registry/members/{member_of(found, n).uid}/change/" for n in range(5)),
    ]
    for address in addresses:
        sent = sent_as_shown(own, address)
        with unchanged():
            assert own.post(address, sent).status_code == 302, address


def test_a_household_is_changed_and_its_phone_stays(own: Client, found: Household) -> None:
    address = f"/registry/{found.uid}/change/"

    answer = own.post(
        address, sent_as_shown(own, address, group_name="第四组", main_cause="NO_LAND")
    )

    found.refresh_from_db()
    assert answer["Location"] == f"/registry/{found.uid}/"
    assert (found.group_name, found.main_cause, found.phone) == ("第四组", "NO_LAND", PHONE)


def test_a_change_made_on_an_older_version_is_refused_once(own: Client, found: Household) -> None:
    address = f"/registry/{found.uid}/change/"
    sent = sent_as_shown(own, address, address="新屋场")
    own.post(address, sent_as_shown(own, address, group_name="第四组"))

    with unchanged():
        refused = own.post(address, sent)
    again = own.post(
        address, {**sent, "base_version": refused.context["form"]["base_version"].value()}
    )

    assert "刚被别人改过" in refused.content.decode()
    assert again.status_code == 302
    found.refresh_from_db()
    assert found.address == "新屋场"


def test_somebody_joins_with_a_reason_and_a_day(own: Client, found: Household) -> None:
    address = f"/registry/{found.uid}/members/new/"
    number = id_number(sequence=302)
    sent = sent_as_shown(
        own, address, id_number=number, name="韦外甥", relation="OTHER", join_reason="MOVED"
    )

    assert own.post(address, sent).status_code == 302
    joined = FamilyMember.objects.order_by("-pk")[0]
    assert (joined.name, joined.join_reason, joined.id_number) == ("韦外甥", "MOVED", number)
    # A second tap answers with the same person.
    assert own.post(address, sent).status_code == 302
    assert found.members.count() == 6


def test_a_second_head_cannot_join(own: Client, found: Household) -> None:
    address = f"/registry/{found.uid}/members/new/"
    sent = sent_as_shown(own, address, id_number=id_number(), name="韦二", relation="HEAD")

    with unchanged():
        form = own.post(address, sent).context["form"]

    assert form.errors["relation"]


def test_a_member_is_written_down_anew_and_keeps_the_number(own: Client, found: Household) -> None:
    son = member_of(found, 2)
    address = f"/registry/members/{son.uid}/change/"
    number = son.id_number

    own.post(address, sent_as_shown(own, address, work_months="9", monthly_wage_fen="3000.5"))

    son.refresh_from_db()
    assert (son.work_months, son.monthly_wage_fen, son.id_number) == (9, 300_050, number)


def test_a_wrong_new_number_is_refused_and_not_repeated(own: Client, found: Household) -> None:
    address = f"/registry/members/{member_of(found, 2).uid}/change/"
    taken = member_of(found, 1).id_number

    with unchanged():
        answer = own.post(address, sent_as_shown(own, address, id_number=taken, sex="", born_on=""))

    assert answer.context["form"].errors
    assert numbers_in(answer_text(answer)) == []


def test_somebody_leaves_and_stays_as_history(own: Client, found: Household) -> None:
    mother = member_of(found, 4)
    address = f"/registry/members/{mother.uid}/leave/"

    own.post(address, sent_as_shown(own, address, leave_reason="DIED", left_on="2016-09-12"))

    mother.refresh_from_db()
    assert str(mother.left_on) == "2016-09-12"
    assert own.get(address).status_code == 404
    assert "以前的人 1 个" in own.get(f"/registry/{found.uid}/").content.decode()


@pytest.mark.parametrize(
    ("change", "box"),
    [
        ({"leave_reason": ""}, "leave_reason"),
        ({"left_on": "2016-09-13"}, "left_on"),
        ({"left_on": "昨天"}, "left_on"),
    ],
)
def test_a_departure_that_cannot_be_is_refused(
    change: dict[str, str], box: str, own: Client, found: Household
) -> None:
    address = f"/registry/members/{member_of(found, 4).uid}/leave/"
    sent = sent_as_shown(own, address, leave_reason="DIED") | change

    with unchanged():
        form: Any = own.post(address, sent).context["form"]

    assert form.errors[box]


def test_the_head_leaves_only_after_another_is_head(own: Client, found: Household) -> None:
    head, wife = member_of(found, 0), member_of(found, 1)
    address = f"/registry/members/{head.uid}/leave/"
    with unchanged():
        refused = own.post(address, sent_as_shown(own, address, leave_reason="MOVED"))
    passing = f"/registry/{found.uid}/head/"
    own.post(
        passing,
        sent_as_shown(own, passing, member=str(wife.uid), old_head_relation="SPOUSE"),
    )

    assert "户主要先换人" in refused.content.decode()
    assert member_of(found, 0).relation == Relation.SPOUSE
    assert member_of(found, 1).relation == Relation.HEAD
    assert own.post(address, sent_as_shown(own, address, leave_reason="MOVED")).status_code == 302


def test_a_form_without_a_version_stores_nothing(own: Client, found: Household) -> None:
    address = f"/registry/{found.uid}/change/"
    sent = sent_as_shown(own, address, group_name="第四组")
    del sent["base_version"]

    with unchanged():
        answer = own.post(address, sent)

    assert "这张表不完整" in answer.content.decode()


def test_another_mistake_does_not_hide_that_somebody_changed_it_meanwhile(
    own: Client, found: Household
) -> None:
    address = f"/registry/{found.uid}/change/"
    sent = sent_as_shown(own, address, address="新屋场", phone="123")
    own.post(address, sent_as_shown(own, address, group_name="第四组"))

    mistaken = own.post(address, sent)
    again = {
        **sent,
        "phone": "",
        "held_phone": "",
        "base_version": mistaken.context["form"].data["base_version"],
    }
    with unchanged():
        refused = own.post(address, again)

    assert "刚被别人改过" in refused.content.decode()


@pytest.mark.parametrize("box", ["address", "group_name", "household_code"])
def test_no_identity_number_is_written_where_it_would_lie_open(
    box: str, own: Client, found: Household
) -> None:
    number = id_number()
    address = f"/registry/{found.uid}/change/"

    with unchanged():
        answer = own.post(
            address, sent_as_shown(own, address, **{box: f"找{number[:6]} {number[6:]}"})
        )

    assert "这里不能写证件号码" in answer.content.decode()


def test_a_number_whose_key_went_is_asked_for_again(own: Client, found: Household) -> None:
    address = f"/registry/{found.uid}/members/new/"
    newcomer = {
        "name": "韦新来",
        "relation": "SON",
        "sex": "MALE",
        "born_on": "2016-01-02",
        "held_id_number": "k9:AAAA",
    }

    with unchanged():
        answer = own.post(address, sent_as_shown(own, address, **newcomer))

    assert "号码没有带过来，请再写一遍" in answer.content.decode()
