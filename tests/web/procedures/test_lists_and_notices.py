"""The list of procedures, proposing one, the notice on paper, and what today says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.households.models import Household, Procedure
from moli.households.queries.procedures import count_owed, steps_owed
from moli.households.queries.reach import RegistryReach
from moli.households.rules.procedures import StepKind
from moli.households.rules.statuses import State
from moli.interfaces.web.procedures.forms import ProposalForm
from tests.factories import (
    HEGUI,
    JIAOYI,
    SHITANG,
    TODAY,
    YAOBU,
    Story,
    first_secretary,
    household,
    reference,
    town_office,
)
from tests.factories.procedures import (
    COMMITTEE,
    COUNTY_OFFICE,
    EXIT,
    REGISTER,
    SECRETARY,
    TOWN_OFFICE,
    decided,
    monitored_household,
    opened,
    poor_household,
    put_up,
    step,
    taken_to,
    was,
)
from tests.scanning import answer_text
from tests.unchanged import unchanged
from tests.web.today.reading import page_of, words_of

LIST, TODAY_PAGE = reverse("web:procedures"), reverse("web:today")
D0 = TODAY - timedelta(days=14)


@pytest.fixture(autouse=True)
def _reference(personas: Story) -> None:
    reference()


# What is owed, and by whom.

YAOBU_REACH = RegistryReach(village_areas=(YAOBU,))
TOWN_REACH = RegistryReach(town_areas=(SHITANG,))
COUNTY_REACH = RegistryReach(county_areas=("450181",))


def _owed(reach: RegistryReach, by_key: str, *, on: date = TODAY) -> list[int]:
    return [row.pk for row in steps_owed(reach, by_key=by_key, on=on)]


def test_each_tier_owes_its_own_steps_and_overdue_ones_come_first() -> None:
    check = opened(EXIT, of=poor_household())
    late = opened(EXIT, of=poor_household(), on=TODAY - timedelta(days=30))
    town = taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.TOWN, on=D0)
    county = taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.COUNTY, on=D0)
    opened(EXIT, of=poor_household(village_code=HEGUI))

    assert _owed(YAOBU_REACH, "user:new") == [late.pk, check.pk]
    assert _owed(TOWN_REACH, "user:new") == [town.pk]
    assert _owed(COUNTY_REACH, "user:new") == [county.pk]
    assert _owed(RegistryReach(), "user:new") == []
    counted = count_owed(YAOBU_REACH, by_key="user:new", on=TODAY)
    assert (counted.owed, counted.overdue) == (2, 1)


def test_what_one_may_not_do_oneself_is_not_owed_by_one() -> None:
    signed = opened(EXIT, of=poor_household())
    step(signed, by=SECRETARY)
    town = taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.TOWN, on=D0)
    county = taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.COUNTY, on=D0)

    assert _owed(YAOBU_REACH, SECRETARY.key) == []
    assert _owed(YAOBU_REACH, COMMITTEE.key) == [signed.pk]
    # The secretary put up the notice of both; the town's office took the step of one.
    assert _owed(TOWN_REACH, SECRETARY.key) == []
    assert _owed(TOWN_REACH, TOWN_OFFICE.key) == [town.pk]
    assert _owed(COUNTY_REACH, TOWN_OFFICE.key) == []
    assert _owed(COUNTY_REACH, COUNTY_OFFICE.key) == [county.pk]


def test_a_hanging_notice_is_owed_from_its_last_day_on() -> None:
    row = taken_to(opened(EXIT, of=poor_household()), StepKind.NOTICE)
    assert _owed(YAOBU_REACH, "user:new") == [row.pk]
    put_up(row, days=5)

    assert _owed(YAOBU_REACH, "user:new") == []
    assert _owed(YAOBU_REACH, "user:new", on=date(2016, 9, 16)) == []
    assert _owed(YAOBU_REACH, "user:new", on=date(2016, 9, 17)) == [row.pk]
    overdue = count_owed(YAOBU_REACH, by_key="user:new", on=date(2016, 9, 18))
    assert (overdue.owed, overdue.overdue) == (1, 1)


def test_what_is_over_in_review_or_withdrawn_is_owed_by_nobody() -> None:
    decided(opened(EXIT, of=poor_household(), on=D0), on=TODAY)
    for column in ("is_in_review", "withdrawn_at"):
        row = opened(EXIT, of=poor_household())
        value = True if column == "is_in_review" else "2016-09-12T09:00+08:00"
        Household.objects.filter(pk=row.household_id).update(**{column: value})

    assert _owed(COUNTY_REACH, "user:new") == _owed(YAOBU_REACH, "user:new") == []


# The list.


def test_the_list_begins_with_my_turn(client: Client, personas: Story) -> None:
    opened(EXIT, of=poor_household())
    opened(REGISTER, of=household(), on=TODAY - timedelta(days=30))
    taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.TOWN, on=D0)
    decided(opened(EXIT, of=poor_household(), on=D0), on=TODAY)

    words = words_of(page_of(client, personas.first_secretary, LIST))

    assert "轮到我办 2 都在办的 3 办完的 1" in words
    assert words.index("8 月 28 日到期，已过") < words.index("9 月 27 日前")
    assert "韦*生家" in words
    assert "韦永生" not in words
    assert "乡镇审核" not in words[words.index("筛选") :]
    open_now = words_of(page_of(client, personas.first_secretary, LIST, show="open"))
    assert "乡镇审核（乡镇办）" in open_now
    assert "已审定" in words_of(page_of(client, personas.first_secretary, LIST, show="over"))


def test_the_list_is_narrowed_by_kind_and_step(client: Client, personas: Story) -> None:
    opened(EXIT, of=poor_household())
    opened(REGISTER, of=household())
    taken_to(opened(REGISTER, of=household()), StepKind.REVIEW)

    def rows(**query: str) -> int:
        page = page_of(client, personas.first_secretary, LIST, show="open", **query)
        return page.count("韦*生家</a>")

    assert (rows(), rows(kind="REGISTER"), rows(step="REVIEW")) == (3, 2, 1)
    assert rows(kind="REGISTER", step="CHECK") == 1
    assert rows(kind="DANCE") == 3
    assert rows(kind="RELAPSE") == 0


def test_an_empty_list_says_what_will_stand_there(client: Client, personas: Story) -> None:
    for show, words in (
        ("mine", "现在没有轮到您的"),
        ("open", "现在没有在办的"),
        ("over", "还没有办完的"),
    ):
        assert words in page_of(client, personas.first_secretary, LIST, show=show)


def test_nothing_of_another_town_is_listed(client: Client, personas: Story) -> None:
    opened(EXIT, of=poor_household())

    for user in (town_office(area_code=JIAOYI), first_secretary(village_code=HEGUI)):
        for show in ("mine", "open", "over"):
            assert "韦*生家" not in page_of(client, user, LIST, show=show)


def test_long_lists_come_in_pages_and_cost_the_same(
    client: Client, personas: Story, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        opened(REGISTER, of=household())
    client.force_login(personas.first_secretary)
    with django_assert_num_queries(11):  # type: ignore[operator]
        client.get(LIST)
    for _ in range(24):
        opened(REGISTER, of=household())
    with django_assert_num_queries(11):  # type: ignore[operator]
        page = client.get(LIST).content.decode()

    assert page.count("韦*生家</a>") == 25
    assert "?show=mine&amp;page=2" in page


# Proposing.


def _start(row: Household) -> str:
    return reverse("web:start_procedure", args=[row.uid])


def test_what_is_lawful_now_is_offered_and_the_rest_explained(
    client: Client, personas: Story
) -> None:
    words = words_of(page_of(client, personas.first_secretary, _start(poor_household())))

    offered = words[words.index("提哪一件") : words.index("线索从哪里来")]
    assert "脱贫退出" in offered
    assert "识别建档" not in offered
    closed = words[words.index("现在不能提的") :]
    assert "返贫认定 这户现在是“贫困户”，不能成为“返贫户”" in closed
    assert "纳入监测 防返贫监测从 2020 年 3 月 20 日" in closed
    assert closed.count("纳入监测") == 1


def test_a_proposal_is_sent_and_leads_to_its_page(client: Client, personas: Story) -> None:
    home = poor_household()
    client.force_login(personas.first_secretary)
    data = {
        "request_key": str(uuid4()),
        "change": "EXITED",
        "clue_source": "CADRE",
        "words": "果子卖得好",
    }

    answer = client.post(_start(home), data, follow=True)

    row = Procedure.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("web:procedure", args=[row.uid])
    assert "提好了。下一步：入户核实，要两个人签。" in answer_text(answer)
    assert (row.kind, row.words) == ("EXIT", "果子卖得好")
    with unchanged():
        assert client.post(_start(home), data)["Location"] == answer.redirect_chain[-1][0]
    words = words_of(page_of(client, personas.first_secretary, _start(home)))
    assert "现在没有能提的" in words
    assert "这户已经有一件“脱贫退出”在办，先办完那一件。" in words


def test_what_may_not_be_proposed_is_refused_beside_its_box(
    client: Client, personas: Story
) -> None:
    home = poor_household()
    client.force_login(personas.first_secretary)
    data = {"request_key": str(uuid4()), "change": "RELAPSED", "clue_source": "CADRE"}

    with unchanged():
        said = answer_text(client.post(_start(home), data))
        empty = answer_text(client.post(_start(home), {}))

    assert "这户现在是“贫困户”，不能成为“返贫户”" in said
    assert "选一件要办的事" in empty


# The notice.


def test_a_notice_shows_the_whitelist_and_nothing_else(client: Client, personas: Story) -> None:
    home = poor_household(phone="13799884410", address="瑶埠屯 12 号")
    row = opened(replace(EXIT, words="大儿子患大病刚好"), of=home)
    taken_to(row, StepKind.NOTICE)
    notice = put_up(row, days=5)

    words = words_of(
        page_of(client, personas.first_secretary, reverse("web:notice", args=[notice.uid]))
    )

    for shown in ("脱贫退出公示", "韦*生", "第三组", "公示 5 天", "2016 年 9 月 17 日", "石塘镇"):
        assert shown in words
    for hidden in ("韦永生", "1379988", "4410", "12 号", "大病", "999999", "徐世坚", "陈治国"):
        assert hidden not in words
    english = page_of(
        client, personas.first_secretary, reverse("web:notice", args=[notice.uid]), lang="en"
    )
    assert "韦*生" in english


# Today.


def test_today_tells_each_tier_what_it_owes(client: Client, personas: Story) -> None:
    opened(EXIT, of=poor_household(), on=TODAY - timedelta(days=30))
    taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.TOWN, on=D0)
    taken_to(opened(EXIT, of=poor_household(), on=D0), StepKind.COUNTY, on=D0)

    village = page_of(client, personas.first_secretary, TODAY_PAGE)
    town = page_of(client, town_office(), TODAY_PAGE)
    county = page_of(client, personas.office, TODAY_PAGE)

    assert "韦*生家：入户核实" in village
    assert "脱贫退出 · 石塘镇 瑶埠村 · 8 月 28 日到期，已过" in village
    assert '<span class="dot alert">' in village
    assert "韦*生家：审核" in town
    assert "本镇的农户 都在办的 贫困户 3 户 脱贫户 0 户 监测对象 0 户 办理中 3 件" in words_of(town)
    assert "韦*生家：审定" in county
    assert "韦*生家：入户核实" not in town + county


def test_the_number_beside_the_first_tab_is_that_of_the_lines(
    client: Client, personas: Story
) -> None:
    for _ in range(3):
        opened(REGISTER, of=household())
    page = page_of(client, personas.first_secretary, TODAY_PAGE)
    assert "徐世坚，今天有 3 件事" in page
    assert page.count("韦*生家：入户核实") == 3

    for _ in range(7):
        opened(REGISTER, of=household())
    page = page_of(client, personas.first_secretary, TODAY_PAGE)

    assert page.count("韦*生家：入户核实") == 6
    assert "还有 4 件办理轮到您" in page
    assert "徐世坚，今天有 7 件事" in page
    assert ">7<" in page


def test_a_town_without_work_says_so(client: Client, personas: Story) -> None:
    words = words_of(page_of(client, town_office(), TODAY_PAGE))

    assert "石镇办，今天没有要办的事" in words
    assert "本镇的农户" in words


def test_today_of_a_town_costs_the_same_however_much_is_owed(
    client: Client, personas: Story, django_assert_num_queries: object
) -> None:
    for _ in range(2):
        taken_to(opened(REGISTER, of=household(), on=D0), StepKind.TOWN, on=D0)
    client.force_login(town_office())
    with django_assert_num_queries(9):  # type: ignore[operator]
        client.get(TODAY_PAGE)
    for _ in range(4):
        taken_to(opened(REGISTER, of=household(), on=D0), StepKind.TOWN, on=D0)
    with django_assert_num_queries(9):  # type: ignore[operator]
        client.get(TODAY_PAGE)


def test_monitoring_is_offered_with_its_risks_once_there_is_monitoring() -> None:
    """The demo's day lies before 2020, so the form is tried without a page."""
    home = monitored_household(since=date(2020, 5, 1))
    was(home, State.RISK_REMOVED, since=date(2021, 1, 1), today=date(2021, 6, 1))
    data = {
        "request_key": str(uuid4()),
        "change": "MARGINAL",
        "clue_source": "DEPARTMENT",
        "risks": ["ILLNESS", "OTHER"],
        "risk_words": "车祸",
    }

    form = ProposalForm(data, targets=[State.MARGINAL, State.HARDSHIP])

    assert form.is_valid()
    row = opened(form.proposed(), of=home, on=date(2021, 6, 1))
    assert (row.kind, row.risks, row.risk_words) == ("MONITOR", ["ILLNESS", "OTHER"], "车祸")
