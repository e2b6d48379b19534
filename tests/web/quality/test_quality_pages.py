"""Data quality on pages: one's own area alone, masked, with reasons, and what may be waived."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from moli.households.models import Household, QualityRule, Waiver
from moli.households.queries.quality_records import RECORD_QUERIES
from moli.households.rules.procedures import Tier
from moli.households.services.waiving import waive
from moli.interfaces.web.quality.rows import findings_rows
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    Story,
    household,
    person_facts,
    reference,
    stranger,
    town_office,
)
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db
WARNING = "blanks.ethnicity"
ERROR = "blanks.health"
REASON = "本人不愿意填"


@pytest.fixture
def yaobu(personas: Story) -> Household:
    """A household of Yaobu of which ethnicity and health are blank."""
    reference()
    return household(people=[person_facts(name="覃月花", ethnicity="", health=None)])


@pytest.fixture
def hegui(yaobu: Household) -> Household:
    """A household of another town with a blank ethnicity."""
    return household(village_code=HEGUI, people=[person_facts(name="黄秀英", ethnicity="")])


def rule_url(code: str = WARNING) -> str:
    """The page of a rule."""
    return reverse("web:quality_rule", args=[code])


def waive_url(row: Household, code: str = WARNING) -> str:
    """The page on which a finding of a household is waived."""
    return reverse("web:household_waive", args=[row.uid, code])


def sent(row: Household, *, reason: str = REASON) -> dict[str, str]:
    """The form about the only member, filled in."""
    return {"who": row.members.get().key, "reason": reason}


def waived(row: Household, code: str = WARNING) -> Waiver:
    """The finding about the only member, waived."""
    return waive(
        household_id=row.pk,
        member_key=row.members.get().key,
        rule_code=code,
        reason=REASON,
        by=TESTER,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("first_secretary", 200),
        ("village_committee", 200),
        ("office", 200),
        ("leader", 404),
        ("auditor", 404),
        ("organiser", 404),
        ("buyer", 404),
        ("station_operator", 404),
    ],
)
def test_who_keeps_the_registry_sees_what_is_to_mend(
    who: str, status: int, client: Client, personas: Story, yaobu: Household
) -> None:
    client.force_login(personas.people[who])

    assert client.get(reverse("web:quality")).status_code == status
    assert client.get(rule_url()).status_code == status
    assert client.get(waive_url(yaobu)).status_code == status


def test_a_stranger_finds_nothing(client: Client, yaobu: Household) -> None:
    client.force_login(stranger())

    for url in (reverse("web:quality"), rule_url(), waive_url(yaobu)):
        assert client.get(url).status_code == 404


def test_findings_are_grouped_by_rule_with_their_counts_and_who_mends_them(
    client: Client, personas: Story, yaobu: Household, hegui: Household
) -> None:
    client.force_login(personas.office)

    answer = client.get(reverse("web:quality"))

    found = {row.code: row for row in answer.context["rows"]}
    assert (found[WARNING].found, found[WARNING].mender) == (2, "村")
    assert found[ERROR].found == 1
    assert (answer.context["household_count"], answer.context["broken_households"]) == (2, 2)
    assert f'href="{rule_url()}"' in answer.content.decode()
    assert "没填民族" in answer.content.decode()


def test_an_area_sees_its_own_findings_only(
    client: Client, personas: Story, yaobu: Household, hegui: Household
) -> None:
    client.force_login(personas.people["first_secretary"])

    summary = client.get(reverse("web:quality"))
    html = client.get(rule_url()).content.decode()

    assert summary.context["household_count"] == 1
    assert f"/registry/{yaobu.uid}/" in html
    assert str(hegui.uid) not in html
    assert "覃*花家" in html
    assert "黄*英" not in html


def test_a_finding_of_another_area_is_not_there(
    client: Client, personas: Story, hegui: Household
) -> None:
    client.force_login(personas.people["first_secretary"])

    with unchanged():
        assert client.get(waive_url(hegui)).status_code == 404
        assert client.post(waive_url(hegui), sent(hegui)).status_code == 404


def test_findings_are_picked_by_severity_and_by_village(
    client: Client, personas: Story, yaobu: Household, hegui: Household
) -> None:
    client.force_login(personas.office)

    def codes(query: str) -> set[str]:
        return {row.code for row in client.get(f"/registry/quality/{query}").context["rows"]}

    assert WARNING not in codes("?severity=ERROR")
    assert ERROR in codes("?severity=ERROR")
    assert ERROR not in codes("?severity=WARNING")
    assert codes("?severity=bad&village=x'") == codes("")
    assert ERROR not in codes(f"?village={HEGUI}")
    assert ERROR in codes(f"?village={YAOBU}")
    at_hegui = client.get(f"{rule_url()}?village={HEGUI}")
    assert [row.url for row in at_hegui.context["rows"]] == [f"/registry/{hegui.uid}/"]
    assert "校椅镇" in at_hegui.content.decode()


def test_the_villages_with_most_to_mend_lead_to_their_findings(
    client: Client, personas: Story, yaobu: Household, hegui: Household
) -> None:
    client.force_login(personas.office)

    bars = client.get(reverse("web:quality")).context["village_bars"]

    assert bars[0].url == f"?village={YAOBU}"
    assert bars[0].amount > bars[1].amount


def test_names_are_masked_on_every_page(client: Client, personas: Story, yaobu: Household) -> None:
    client.force_login(personas.office)
    member = yaobu.members.get()

    for url in (reverse("web:quality"), rule_url(), waive_url(yaobu)):
        html = client.get(url).content.decode()
        assert "覃月花" not in html
        assert member.id_number not in html


def test_a_finding_is_waived_with_a_reason(
    client: Client, personas: Story, yaobu: Household
) -> None:
    client.force_login(personas.people["first_secretary"])

    answer = client.post(waive_url(yaobu), sent(yaobu), follow=True)

    assert answer.redirect_chain == [(rule_url(), 302)]
    assert "已豁免" in answer.content.decode()
    (row,) = answer.context["rows"]
    assert (row.found, row.waived) == (0, 1)
    page = client.get(waive_url(yaobu)).content.decode()
    assert REASON in page
    assert "徐世坚" in page
    summary = client.get(reverse("web:quality"))
    assert summary.context["waived"] == 1
    assert {each.code: each.found for each in summary.context["rows"]}[WARNING] == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"reason": REASON}, "选一个"),
        ({"who": "somebody", "reason": REASON}, "选一个"),
        ({"who": "own", "reason": "免"}, "请写明原因，至少 4 个字"),
        ({"who": "own", "reason": ""}, "请写明原因。"),
    ],
)
def test_a_form_that_is_not_complete_says_why_and_changes_nothing(
    data: dict[str, str], told: str, client: Client, personas: Story, yaobu: Household
) -> None:
    client.force_login(personas.office)
    filled = {k: yaobu.members.get().key if v == "own" else v for k, v in data.items()}

    with unchanged():
        answer = client.post(waive_url(yaobu), filled)

    assert answer.status_code == 200
    assert told in answer.content.decode()


def test_what_cannot_be_right_is_waived_by_the_town_and_not_by_the_village(
    client: Client, personas: Story, yaobu: Household
) -> None:
    client.force_login(personas.people["first_secretary"])
    page = client.get(waive_url(yaobu, ERROR)).content.decode()
    assert "要豁免请找乡镇或县办公室" in page
    assert "<textarea" not in page
    with unchanged():
        assert client.post(waive_url(yaobu, ERROR), sent(yaobu)).status_code == 404

    client.force_login(town_office())
    assert client.post(waive_url(yaobu, ERROR), sent(yaobu)).status_code == 302
    assert Waiver.objects.get().by_name == "石镇办"


def test_a_waiver_is_ended_and_says_from_when(
    client: Client, personas: Story, yaobu: Household, settings: Any
) -> None:
    row = waived(yaobu)
    client.force_login(personas.people["first_secretary"])
    url = reverse("web:household_end_waiver", args=[yaobu.uid, WARNING])
    settings.MOLI_DEMO_DAY = "2016-09-15"

    answer = client.post(url, {"waiver": str(row.pk)}, follow=True)

    assert "豁免已取消，又算作要改的。" in answer.content.decode()
    assert answer.context["rows"][0].found == 1
    settings.MOLI_DEMO_DAY = "2016-09-15"
    with unchanged():
        assert client.post(url, {"waiver": str(row.pk)}).status_code == 404


def test_a_waiver_of_today_ends_tomorrow_and_the_page_says_so(
    client: Client, personas: Story, yaobu: Household, settings: Any
) -> None:
    settings.MOLI_DEMO_DAY = "2016-09-12"
    row = waived(yaobu)
    client.force_login(personas.office)
    url = reverse("web:household_end_waiver", args=[yaobu.uid, WARNING])

    answer = client.post(url, {"waiver": str(row.pk)}, follow=True)

    assert "从明天起又算作要改的" in answer.content.decode()


def test_only_a_waiver_that_stands_on_the_page_is_ended(
    client: Client, personas: Story, yaobu: Household, hegui: Household
) -> None:
    other = waived(hegui)
    client.force_login(personas.office)
    url = reverse("web:household_end_waiver", args=[yaobu.uid, WARNING])

    with unchanged():
        for waiver in (str(other.pk), "x", "", "None"):
            assert client.post(url, {"waiver": waiver}).status_code == 404
        assert client.get(url).status_code == 405


def test_a_rule_or_household_that_is_not_there_is_not_found(
    client: Client, personas: Story, yaobu: Household
) -> None:
    client.force_login(personas.office)

    assert client.get(rule_url("no.such_rule")).status_code == 404
    assert client.get(waive_url(yaobu, "blanks.head")).status_code == 404
    nobody = reverse("web:household_waive", args=[UUID(int=1), WARNING])
    assert client.get(nobody).status_code == 404


def test_a_county_without_faults_and_one_without_rules_say_so(
    client: Client, personas: Story
) -> None:
    client.force_login(personas.office)
    assert "还没有装规则" in client.get(reverse("web:quality")).content.decode()

    reference()
    assert "没有要改的" in client.get(reverse("web:quality")).content.decode()
    assert "没有一户违反这条规则" in client.get(rule_url()).content.decode()


def test_long_lists_have_pages(client: Client, personas: Story, yaobu: Household) -> None:
    for _ in range(26):
        household(people=[person_facts(ethnicity="")])
    client.force_login(personas.office)

    first = client.get(f"{rule_url()}?village={YAOBU}")

    assert len(first.context["rows"]) == 25
    assert f"?village={YAOBU}&amp;page=2" in first.content.decode()
    assert len(client.get(f"{rule_url()}?page=2").context["rows"]) == 2


def test_a_page_takes_as_many_queries_for_many_households_as_for_few(
    client: Client, personas: Story, yaobu: Household
) -> None:
    client.force_login(personas.office)

    def asked() -> list[int]:
        counted = []
        for url in (reverse("web:quality"), rule_url()):
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counted.append(len(queries))
        return counted

    few = asked()
    for _ in range(4):
        household(people=[person_facts(ethnicity="")])

    assert asked() == few
    assert max(few) <= RECORD_QUERIES + 25


def test_rules_speak_the_readers_language(
    client: Client, personas: Story, yaobu: Household
) -> None:
    client.force_login(personas.office)

    html = client.get(reverse("web:quality"), {"lang": "en"}).content.decode()

    assert "Ethnicity is blank" in html
    assert "没填民族" not in html


def test_the_findings_of_one_household_are_told_by_name_masked_and_errors_first(
    yaobu: Household,
) -> None:
    waived(yaobu)

    rows = findings_rows(yaobu, on=TODAY, tiers=frozenset())

    assert [row.rule.code for row in rows][-1] == WARNING
    assert rows[0].rule.code == ERROR
    assert rows[0].who == "覃*花"
    assert rows[-1].is_waived
    assert (rows[-1].waived_by, rows[-1].waived_because) == (TESTER.name, REASON)
    assert not any(row.may_waive for row in rows)


def test_a_sound_household_has_no_rows(personas: Story) -> None:
    reference()
    QualityRule.objects.exclude(code="blanks.head").delete()

    assert findings_rows(household(), on=TODAY, tiers=frozenset()) == []


def test_the_part_for_a_households_page_tells_what_is_to_mend_and_what_was_waived(
    yaobu: Household,
) -> None:
    waived(yaobu)
    rows = findings_rows(yaobu, on=TODAY, tiers=frozenset({Tier.TOWN}))

    html = render_to_string("web/quality/findings.html", {"findings": rows})

    assert "覃*花" in html
    assert "归村改" in html
    assert f"{REASON}（{TESTER.name}" in html
    assert f'href="{waive_url(yaobu, ERROR)}"' in html
    assert render_to_string("web/quality/findings.html", {"findings": []}).strip() == ""
