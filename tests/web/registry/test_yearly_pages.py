"""Writing down a year: yuan become fen, mu square metres, and the answer says what it means."""

from __future__ import annotations

import pytest
from django.test import Client

from moli.households.models import Household, IncomeYear, LivingYear
from tests.factories import Story, household, reference
from tests.unchanged import unchanged
from tests.web.registry.records import full_household
from tests.web.registry.test_changing_pages import sent_as_shown


@pytest.fixture
def own(client: Client, personas: Story) -> Client:
    """The browser of the village's first secretary."""
    client.force_login(personas.first_secretary)
    return client


INCOME = {
    "base_version": "1",
    "wage_fen": "12,000",
    "business_fen": "8000.00",
    "property_fen": "300",
    "transfer_fen": "1700",
    "cost_fen": "0.4万",
    "people": "4",
    "medical_fen": "",
    "schooling_fen": "1200.35",
    "source": "入户核算",
}


def test_a_year_is_stored_and_said_beside_the_line_at_once(own: Client, personas: Story) -> None:
    reference()
    row = household()

    answer = own.post(f"/registry/{row.uid}/income/2015/", INCOME, follow=True)

    stored = IncomeYear.objects.get()
    assert (stored.wage_fen, stored.cost_fen, stored.schooling_fen) == (1_200_000, 400_000, 120_035)
    assert "2015 年人均 4,500 元，贫困线 2,855 元，高出 1,645 元。" in answer.content.decode()


def test_a_year_without_a_line_says_so(own: Client, personas: Story) -> None:
    row = household()

    answer = own.post(f"/registry/{row.uid}/income/2015/", INCOME, follow=True)

    assert "这一年还没有贫困线" in answer.content.decode()


def test_forms_sent_as_they_were_shown_change_nothing(own: Client, personas: Story) -> None:
    row = full_household()
    for what in ("income", "living"):
        address = f"/registry/{row.uid}/{what}/2015/"
        sent = sent_as_shown(own, address)
        with unchanged():
            assert own.post(address, sent).status_code == 302


@pytest.mark.parametrize(
    ("box", "value"),
    [
        ("wage_fen", "-5"),
        ("wage_fen", "1.234"),
        ("business_fen", "abc"),
        ("people", "0"),
        ("people", ""),
        ("source", ""),
    ],
)
def test_what_is_no_amount_is_refused(box: str, value: str, own: Client, personas: Story) -> None:
    row = household()

    with unchanged():
        answer = own.post(f"/registry/{row.uid}/income/2015/", {**INCOME, box: value})

    assert answer.context["form"].errors[box]


def test_an_archived_year_is_not_corrected(own: Client, personas: Story) -> None:
    row = full_household()
    IncomeYear.objects.filter(household=row, year=2015).update(is_locked=True)

    with unchanged():
        answer = own.post(f"/registry/{row.uid}/income/2015/", INCOME)

    assert "2015 年已经存档" in answer.content.decode()


@pytest.mark.parametrize("year", [2009, 2017, 0])
def test_other_years_are_not_there(year: int, own: Client, personas: Story) -> None:
    row = household()

    for what in ("income", "living"):
        assert own.get(f"/registry/{row.uid}/{what}/{year}/").status_code == 404


def test_land_is_typed_in_mu_and_kept_in_square_metres(own: Client, personas: Story) -> None:
    row = household()

    own.post(
        f"/registry/{row.uid}/living/2015/",
        {
            "base_version": "1",
            "arable_square_metres": "4.5",
            "orchard_square_metres": "0.3亩",
            "house_square_metres": "96",
            "house_grade": "C",
            "has_safe_water": "no",
            "source": "入户查看",
        },
    )

    stored = LivingYear.objects.get()
    assert (stored.arable_square_metres, stored.orchard_square_metres) == (3_000, 200)
    assert (stored.house_grade, stored.has_safe_water, stored.has_power) == ("C", False, None)
    form = own.get(f"/registry/{row.uid}/living/2015/").context["form"]
    assert form["arable_square_metres"].value() == "4.5"


def test_the_people_of_the_household_are_filled_in(own: Client, personas: Story) -> None:
    row: Household = household()

    form = own.get(f"/registry/{row.uid}/income/2015/").context["form"]

    assert form["people"].value() == 4


@pytest.mark.parametrize(("what", "box"), [("income", "wage_fen"), ("living", "source")])
def test_two_who_correct_one_year_do_not_overwrite_each_other(
    what: str, box: str, own: Client, personas: Story
) -> None:
    row = full_household()
    address = f"/registry/{row.uid}/{what}/2015/"
    mine = sent_as_shown(own, address, **{box: "1"})
    own.post(address, sent_as_shown(own, address, **{box: "2"}))

    with unchanged():
        refused = own.post(address, mine)

    assert "刚被别人改过" in refused.content.decode()
    again = {**mine, "base_version": refused.context["form"].data["base_version"]}
    assert own.post(address, again).status_code == 302
