"""Targets: every reader sees every version, the office alone sets one, nobody sets a figure."""

from __future__ import annotations

import pytest
from django.test import Client

from moli.audit.models import Event
from moli.insights.models import Target
from moli.insights.services.setting_targets import load_targets
from tests.factories import NOW, TESTER, Story
from tests.unchanged import unchanged

URL, NEW = "/plans/targets/", "/plans/targets/new/"
SAID = {
    "indicator": "CADRES_ACTIVE",
    "percent": "62.5",
    "source": "横办发〔2016〕12 号",
    "from_on": "2016-09-12",
}


@pytest.fixture
def county(personas: Story) -> Story:
    """The targets that the package brings."""
    load_targets(by=TESTER, at=NOW)
    return personas


@pytest.mark.parametrize("who", ["leader", "office", "auditor", "organiser", "first_secretary"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_readers_see_every_target_with_its_source(
    who: str, language: str, client: Client, county: Story
) -> None:
    client.force_login(county.people[who])

    answer = client.get(f"{URL}?lang={language}")

    assert answer.content.decode().count("本系统建议，县里未定") == 6
    assert (NEW in answer.content.decode()) == (who == "office")


@pytest.mark.parametrize("who", ["leader", "auditor", "organiser", "first_secretary", "stranger"])
def test_nobody_else_sets_one(who: str, client: Client, county: Story) -> None:
    client.force_login(county.people[who])

    assert client.get(NEW).status_code == 404
    with unchanged():
        assert client.post(NEW, SAID).status_code == 404


def test_the_office_sets_one_and_the_old_one_stays(client: Client, county: Story) -> None:
    client.force_login(county.office)

    answer = client.post(NEW, SAID, follow=True)

    versions = Target.objects.filter(indicator="CADRES_ACTIVE").order_by("from_on")
    assert [(row.target_per_mille, row.source) for row in versions] == [
        (500, "本系统建议，县里未定"),
        (625, "横办发〔2016〕12 号"),
    ]
    text = answer.content.decode()
    assert "62.5%" in text
    assert "50%" in text
    assert client.get("/plans/cadres-active/").context["figure"].target_source == SAID["source"]


def test_a_second_tap_sets_nothing_more(client: Client, county: Story) -> None:
    client.force_login(county.office)
    client.post(NEW, SAID)
    lines = Event.objects.count()

    client.post(NEW, SAID)

    assert Target.objects.filter(indicator="CADRES_ACTIVE").count() == 2
    assert Event.objects.count() == lines


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"percent": ""}, "percent"),
        ({"percent": "0"}, "percent"),
        ({"percent": "100.1"}, "percent"),
        ({"percent": "50.25"}, "percent"),
        ({"percent": "NaN"}, "percent"),
        ({"source": "  "}, "source"),
        ({"from_on": ""}, "from_on"),
        ({"from_on": "2015-12-31"}, "from_on"),
        ({"indicator": "HAPPINESS"}, "indicator"),
    ],
)
def test_a_wrong_form_says_where_and_loses_nothing(
    changes: dict[str, str], box: str, client: Client, county: Story
) -> None:
    client.force_login(county.office)

    with unchanged():
        answer = client.post(NEW, {**SAID, **changes})

    assert list(answer.context["form"].errors) == [box]
    if box != "source":
        assert SAID["source"] in answer.content.decode()
