"""The Party's rules on a page: everybody reads them, the office enters a version."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from moli.audit.models import Event
from moli.party.models import PartyRule
from moli.party.queries.rules_in_force import frequencies_on, quorum_on, sizes_on, terms_on
from moli.party.rules.organisation import ActivityKind, RuleKind
from moli.party.services.setting_party_rules import load_party_rules
from tests.factories import NOW, TESTER, leader, office, organiser
from tests.factories.party import held, roll
from tests.unchanged import unchanged
from tests.web.party.life import Desk, desk
from tests.web.today.reading import words_of

pytestmark = pytest.mark.django_db

SOURCE = {"from_on": "2020-01-01", "source": "县委〔2020〕1号", "certainty": "VERIFIED"}
SIZES = {"full_members_min": "5", "members_usual_max": "60", "joint_units_max": "4"}
SIZES |= {"committee_from": "8", "committee_min": "3", "committee_usual_max": "5"}
SIZES |= {"committee_max": "7"}
SAID = {
    "sizes": SIZES,
    "terms": {"village_years": "4", "other_years": "2"},
    "frequencies": {"ASSEMBLY": "6", "PARTY_DAY": "1"},
    "quorum": {"meeting_above": "2/3", "election_from": "4/5"},
}
IN_2020 = date(2020, 6, 1)


@pytest.fixture
def at() -> Desk:
    """The desk of the county's office, with the rules that the package brings."""
    load_party_rules(by=TESTER, at=NOW)
    return desk(office())


def test_everybody_reads_each_rule_with_its_source(
    client: Client, django_assert_max_num_queries: object
) -> None:
    load_party_rules(by=TESTER, at=NOW)

    with django_assert_max_num_queries(3):  # type: ignore[operator]
        page = client.get(reverse("web:party_rules")).content.decode()

    words = words_of(page)
    for told in (
        "支部至少有 3 名正式党员，一般不超过 50 名党员",
        "正式党员满 7 名的，选支委会",
        "村和社区的支部，一届 5 年",
        "党员大会：每季度一次",
        "开会：到会的超过有表决权的 1/2",
        "选举：到会的不少于有选举权的 4/5",
        "出处：jtcl88、cdydjh 网站转引的会议和选举程序",
        "出处较弱",
        "待核实",
        "2014 年 1 月 1 日起，2018 年 10 月 28 日换新的一版",
    ):
        assert told in words
    assert "换一版" not in words


def test_a_county_without_rules_is_told_so(client: Client) -> None:
    words = words_of(client.get(reverse("web:party_rules")).content.decode())

    assert words.count("现在没有管用的一版") == len(RuleKind)


@pytest.mark.parametrize("kind", SAID)
def test_the_office_enters_a_version_once(kind: str, at: Desk) -> None:
    before = PartyRule.objects.count()
    page = at.read("party_rules")
    assert reverse("web:set_party_rule", args=[kind]) in page

    for _ in range(2):
        answer = at.send("set_party_rule", kind, **SOURCE, **SAID[kind])
        assert answer["Location"] == reverse("web:party_rules")

    assert PartyRule.objects.count() == before + 1
    row = PartyRule.objects.get(kind=kind.upper(), to_on=None)
    assert (row.from_on, row.source) == (date(2020, 1, 1), "县委〔2020〕1号")
    assert Event.objects.filter(subject_key=str(row.pk), verb="party.set_rule").count() == 1
    assert "县委〔2020〕1号" in at.read("party_rules")


def test_what_was_entered_is_what_everything_reckons_by(at: Desk) -> None:
    for kind, said in SAID.items():
        at.send("set_party_rule", kind, **SOURCE, **said)

    assert sizes_on(IN_2020).full_members_min == 5
    assert terms_on(IN_2020).village_years == 4
    assert frequencies_on(IN_2020) == {ActivityKind.ASSEMBLY: 6, ActivityKind.PARTY_DAY: 1}
    assert quorum_on(IN_2020).meeting_above == (2, 3)


def test_the_form_begins_with_the_newest_version_and_a_day_after_it(at: Desk) -> None:
    page = at.read("set_party_rule", "sizes")
    assert 'name="members_usual_max" value="50"' in page
    assert 'value="2018-10-29"' in page
    page = at.read("set_party_rule", "quorum")
    assert 'value="2016-09-12"' in page
    assert 'value="4/5" id="id_election_from_3" checked' in page


@pytest.mark.parametrize(
    ("kind", "change", "told"),
    [
        ("sizes", {"source": " "}, "请写明出处"),
        ("sizes", {"certainty": ""}, "选一个"),
        ("sizes", {"from_on": "2018-10-28"}, "新规定要晚于现行的 2018 年 10 月 28 日"),
        ("sizes", {"committee_min": "6"}, "“人数”的数字对不上"),
        ("sizes", {"committee_max": "many"}, "写 1 到 30 之间的整数"),
        ("sizes", {"members_usual_max": ""}, "写一下人数"),
        ("terms", {"village_years": "11"}, "写 1 到 10 之间的整数"),
        ("frequencies", {"LECTURE": "5"}, "选一个"),
        ("quorum", {"meeting_above": "1/1"}, "选一个"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(
    kind: str, change: dict[str, str], told: str, at: Desk
) -> None:
    with unchanged():
        answer = at.send("set_party_rule", kind, **{**SOURCE, **SAID[kind], **change})
    assert answer.status_code == 200
    assert told in answer.content.decode()


def test_a_version_is_not_asked_of_what_was_held_by_another(at: Desk) -> None:
    held(roll())

    with unchanged():
        answer = at.send(
            "set_party_rule", "quorum", **{**SOURCE, "from_on": "2016-06-24"}, **SAID["quorum"]
        )
    assert "已经按现行的规定开过会或选举过" in answer.content.decode()


def test_the_same_version_with_another_source_is_told_as_it_is(at: Desk) -> None:
    at.send("set_party_rule", "terms", **SOURCE, **SAID["terms"])

    with unchanged():
        at.send("set_party_rule", "terms", **{**SOURCE, "source": "别处"}, **SAID["terms"])
    assert "出处没有改" in at.read("party_rules")


@pytest.mark.parametrize("who", [leader, organiser])
def test_nobody_but_the_office_enters_rules(who: object) -> None:
    at = desk(who())  # type: ignore[operator]

    at.read("set_party_rule", "sizes", status=404)
    with unchanged():
        assert at.send("set_party_rule", "sizes", **SOURCE, **SIZES).status_code == 404


def test_a_rule_that_is_none_has_no_page(at: Desk) -> None:
    for kind in ("colours", "SIZES"):
        at.read("set_party_rule", kind, status=404)


def test_pages_are_whole_in_english(at: Desk) -> None:
    page = at.read("party_rules", lang="en")
    assert "A branch has at least 3 full members, and as a rule at most 50 members" in page
    assert "Assembly: once a quarter" in page
    assert "Committee, as a rule at most" in at.read("set_party_rule", "sizes", lang="en")
