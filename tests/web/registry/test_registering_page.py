"""Registering a household: its head first, the others on its page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moli.households.models import FamilyMember, Household
from moli.households.rules.people import Relation, Sex
from tests.factories import HEGUI, YAOBU, Story, household, id_number, town_office
from tests.scanning import answer_text, numbers_in
from tests.unchanged import unchanged

PAGE = "/registry/new/"
NUMBER = id_number(born_on=date(1964, 4, 2), sex=Sex.FEMALE, sequence=301)


def typed(**changes: str) -> dict[str, str]:
    """The form as somebody fills it who has the card in hand."""
    fields = {
        "request_key": str(uuid4()),
        "village": YAOBU,
        "id_kind": "RESIDENT",
        "id_number": NUMBER,
        "name": "韦桂花",
        "group_name": "三组",
        "phone": "13799884410",
        "main_cause": "ILLNESS",
        "second_cause": "NO_SKILL",
        "third_cause": "",
        "work_months": "3",
        "monthly_wage_fen": "2,800.50",
        "has_medical_insurance": "yes",
        "has_pension_insurance": "no",
        "has_illness_insurance": "",
        "is_minimum_living": "on",
    }
    return {**fields, **changes}


@pytest.fixture
def own(client: Client, personas: Story) -> Client:
    """The browser of Yaobu's first secretary."""
    client.force_login(personas.first_secretary)
    return client


def test_a_household_is_registered_with_its_head(own: Client) -> None:
    answer = own.post(PAGE, typed())

    row = Household.objects.get()
    head = FamilyMember.objects.get()
    assert answer["Location"] == f"/registry/{row.uid}/"
    assert (row.village.code, row.group_name, row.phone) == (YAOBU, "三组", "13799884410")
    assert (row.main_cause, row.second_cause) == ("ILLNESS", "NO_SKILL")
    assert (head.name, head.relation, head.id_number) == ("韦桂花", Relation.HEAD, NUMBER)
    assert (head.work_months, head.monthly_wage_fen) == (3, 280_050)
    assert head.is_minimum_living
    assert (head.has_medical_insurance, head.has_pension_insurance) == (True, False)
    assert head.has_illness_insurance is None


def test_birthday_and_sex_are_taken_from_the_number(own: Client) -> None:
    own.post(PAGE, typed())

    head = FamilyMember.objects.get()
    assert (head.born_on, head.sex) == (date(1964, 4, 2), Sex.FEMALE)


def test_without_a_number_both_are_asked(own: Client) -> None:
    with unchanged():
        form = own.post(PAGE, typed(id_number="")).context["form"]

    assert set(form.errors) == {"born_on", "sex"}


def test_the_same_form_sent_twice_registers_once(own: Client) -> None:
    sent = typed()

    first, second = own.post(PAGE, sent), own.post(PAGE, sent)

    assert first["Location"] == second["Location"]
    assert Household.objects.count() == 1


def test_a_form_without_a_key_stores_nothing_and_gets_one(own: Client) -> None:
    with unchanged():
        form = own.post(PAGE, typed(request_key="x")).context["form"]

    assert form.non_field_errors()
    assert own.post(PAGE, typed(request_key=form["request_key"].value())).status_code == 302


@pytest.mark.parametrize(
    ("box", "value", "said"),
    [
        ("id_number", "450111111111111111", "证件号码不对"),
        ("born_on", "1964-04-03", "和证件号码对不上"),
        ("sex", "MALE", "性别和证件号码对不上"),
        ("name", "", "写一下姓名"),
        ("phone", "12345", "联系电话应是 11 位手机号"),
        ("work_months", "13", "写 0 到 12 之间的整数"),
        ("monthly_wage_fen", "很多", "看不懂"),
        ("monthly_wage_fen", "99,999,999", "太大"),
        ("village", HEGUI, "选一下村"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_stores_nothing(
    box: str, value: str, said: str, own: Client
) -> None:
    with unchanged():
        answer = own.post(PAGE, typed(**{box: value}))

    form: Any = answer.context["form"]
    assert said in form.errors[box][0]
    assert numbers_in(answer_text(answer)) == []


def test_causes_that_repeat_stand_beside_the_main_one(own: Client) -> None:
    form = own.post(PAGE, typed(second_cause="ILLNESS")).context["form"]

    assert "重复" in form.errors["main_cause"][0]


def test_somebody_who_is_registered_is_refused(own: Client) -> None:
    household()
    taken = FamilyMember.objects.order_by("pk")[0].id_number

    with unchanged():
        answer = own.post(PAGE, typed(id_number=taken))

    assert "已经登记在一户里" in answer.context["form"].errors["id_number"][0]
    assert numbers_in(answer_text(answer)) == []


def test_numbers_that_were_typed_are_kept_sealed_when_something_else_is_wrong(
    own: Client,
) -> None:
    refused = own.post(PAGE, typed(name=""))
    form = refused.context["form"]
    again = typed(
        id_number="",
        phone="",
        held_id_number=form["held_id_number"].value(),
        held_phone=form["held_phone"].value(),
    )

    assert numbers_in(answer_text(refused)) == []
    assert "13799884410" not in refused.content.decode()
    assert own.post(PAGE, again).status_code == 302
    assert FamilyMember.objects.get().id_number == NUMBER
    assert Household.objects.get().phone == "13799884410"


def test_a_town_chooses_among_its_villages_only(client: Client, personas: Story) -> None:
    client.force_login(town_office())

    assert client.get(PAGE, {"village": HEGUI}).status_code == 404
    assert client.post(PAGE, typed(village=HEGUI)).status_code == 200
    assert client.post(PAGE, typed()).status_code == 302
