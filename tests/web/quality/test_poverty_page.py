"""Poverty in many dimensions on a page: figures, how they are reckoned, and never a name."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moli.households.models import Standard
from moli.households.rules.people import Education
from moli.households.rules.yearly import IncomeFacts
from moli.households.services.yearly import set_income
from moli.interfaces.web.quality.poverty import permille, thousandths
from tests.factories import (
    COUNTY,
    HEGUI,
    JIAOYI,
    NOW,
    SHITANG,
    TESTER,
    Story,
    household,
    person_facts,
    reference,
    stranger,
    town_office,
)

pytestmark = pytest.mark.django_db
NAME = "卢隐姓"


def poor(village_code: str, *, yuan: int, **facts: Any) -> None:
    """Somebody alone, with so many yuan in 2015."""
    row = household(
        village_code=village_code,
        people=[person_facts(name=NAME, education=Education.ILLITERATE, **facts)],
    )
    income = IncomeFacts(
        wage_fen=yuan * 100,
        business_fen=0,
        property_fen=0,
        transfer_fen=0,
        cost_fen=0,
        people=1,
        source="入户",
    )
    set_income(household_id=row.pk, year=2015, facts=income, by=TESTER, at=NOW)


@pytest.fixture
def county(personas: Story) -> Story:
    """One poor person in Hegui (30 + 10 + 15 of 120), one who is not in Yaobu (15)."""
    reference()
    poor(HEGUI, yuan=2_000, has_medical_insurance=False)
    poor("450181110206", yuan=9_000)
    return personas


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("leader", 200),
        ("first_secretary", 404),
        ("village_committee", 404),
        ("auditor", 404),
        ("organiser", 404),
        ("buyer", 404),
        ("station_operator", 404),
    ],
)
def test_who_answers_for_an_area_sees_its_figures(
    who: str, status: int, client: Client, county: Story
) -> None:
    client.force_login(county.people[who])

    assert client.get(reverse("web:poverty")).status_code == status


def test_a_stranger_finds_nothing(client: Client, county: Story) -> None:
    client.force_login(stranger())

    assert client.get(reverse("web:poverty")).status_code == 404


def test_the_figures_of_the_county_and_how_they_are_reckoned(client: Client, county: Story) -> None:
    client.force_login(county.office)

    answer = client.get(reverse("web:poverty"))
    html = answer.content.decode()

    assert answer.context["headcount"] == "50.0%"
    # 55 of 120, by one person: A is 45.8%, and M0 half of that.
    assert answer.context["intensity"] == "45.8%"
    assert answer.context["adjusted"] == "0.229"
    assert [bar.text for bar in answer.context["bars"]] == ["54.5%", "27.3%", "18.2%"]
    assert "收入 30 分、健康 30 分、教育 30 分、生活条件 30 分" in html
    assert html.count("怎么算") >= 5
    for anchor in ("headcount", "intensity", "adjusted"):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html


def test_the_county_is_split_by_town_and_the_town_by_village(client: Client, county: Story) -> None:
    client.force_login(county.office)

    towns = client.get(reverse("web:poverty")).context["parts"]
    village = client.get(reverse("web:poverty"), {"area": JIAOYI})

    assert [(part.people, part.poor, part.share) for part in towns] == [
        (1, 1, "100.0%"),
        (1, 0, "0.0%"),
    ]
    assert towns[0].url == f"?area={JIAOYI}"
    (part,) = village.context["parts"]
    assert (part.url, part.headcount) == ("", "100.0%")
    assert f'href="?area={COUNTY}"' in village.content.decode()


def test_a_town_sees_itself_and_nothing_else(client: Client, county: Story) -> None:
    client.force_login(town_office(area_code=JIAOYI))

    own = client.get(reverse("web:poverty"))

    assert own.context["whole"].people == 1
    assert "?area=" not in own.content.decode()
    for code in (SHITANG, COUNTY, HEGUI, "45", "4501811130", "x", "450181999"):
        assert client.get(reverse("web:poverty"), {"area": code}).status_code == 404


def test_no_name_is_on_the_page(client: Client, county: Story) -> None:
    client.force_login(county.leader)

    for query in ({}, {"area": JIAOYI}):
        html = client.get(reverse("web:poverty"), query).content.decode()
        assert NAME not in html
        assert "卢*姓" not in html
        assert not re.search(r"999999\d{11}", html)


def test_what_was_not_asked_is_said(client: Client, county: Story) -> None:
    client.force_login(county.office)

    html = client.get(reverse("web:poverty")).content.decode()

    assert "没问到的当作不缺" in html
    assert "饮水不安全 2 人" in html


def test_without_households_or_indicators_the_page_says_so(client: Client, personas: Story) -> None:
    client.force_login(personas.office)
    assert "还没有定指标" in client.get(reverse("web:poverty")).content.decode()

    reference()
    assert "还没有登记的农户" in client.get(reverse("web:poverty")).content.decode()


def test_nobody_poor_has_no_bars(client: Client, personas: Story) -> None:
    reference()
    household()
    client.force_login(personas.office)

    answer = client.get(reverse("web:poverty"))

    assert answer.context["bars"] == []
    assert "没有多维贫困的人" in answer.content.decode()


def test_the_weights_shown_are_those_of_the_standard(client: Client, county: Story) -> None:
    row = Standard.objects.get(kind="DEPRIVATION")
    content = dict(row.content)
    content["cut"] = 60
    Standard.objects.filter(pk=row.pk).update(content=content)
    client.force_login(county.office)

    answer = client.get(reverse("web:poverty"))

    assert "正好 60 分也算" in answer.content.decode()
    assert answer.context["whole"].poor == 0


def test_the_page_takes_as_many_queries_for_many_households_as_for_few(
    client: Client, county: Story
) -> None:
    client.force_login(county.office)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("web:poverty"))
        return len(queries)

    few = asked()
    for _ in range(3):
        household()

    assert asked() == few


@pytest.mark.parametrize(
    ("share", "percent", "figure"),
    [
        (Fraction(0), "0.0%", "0.000"),
        (Fraction(1), "100.0%", "1.000"),
        (Fraction(1, 3), "33.3%", "0.333"),
        (Fraction(2, 3), "66.7%", "0.667"),
        (Fraction(1, 2000), "0.1%", "0.001"),
        (Fraction(23, 150), "15.3%", "0.153"),
    ],
)
def test_fractions_are_rounded_once_for_the_eye(share: Fraction, percent: str, figure: str) -> None:
    assert permille(share) == percent
    assert thousandths(share) == figure
