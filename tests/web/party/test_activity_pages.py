"""Activities on pages: what lacks, planning, calling off, paper, and who may work there."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from moli.audit.models import Event
from moli.party.models import Activity
from moli.party.rules.organisation import ActivityKind, ActivityState, AttendanceKind, Form
from moli.party.services.activities import call_off_activity
from moli.party.services.founding import Seat, disband_branch, seat_branch
from tests.factories import NOW, TESTER, TODAY, branch, organiser
from tests.factories.party import Roll, elected, held, planned, roll
from tests.unchanged import unchanged
from tests.web.party.life import (
    YESTERDAY,
    Desk,
    attendance,
    desk,
    held_with_photo,
    secretary_of,
)
from tests.web.today.reading import words_of

pytestmark = pytest.mark.django_db

ABSENT, EXCUSED = AttendanceKind.ABSENT, AttendanceKind.EXCUSED
PLAN = {"kind": "ASSEMBLY", "title": "季度大会", "day": "2016-09-20", "clock": "15:00"}
PLAN |= {"place": "村部", "agenda": "学文件"}


@pytest.fixture
def own() -> Roll:
    """Four with a vote and one on probation."""
    return roll(full=4, on_probation=1, of=branch(name="石塘支部"))


@pytest.fixture
def at(own: Roll) -> Desk:
    """The desk of the branch's organiser."""
    return desk(organiser(branch=own.branch))


def test_what_lacks_stands_on_top_with_the_way_to_plan_it(own: Roll, at: Desk) -> None:
    page = at.read("activities", own.branch.uid)
    words = words_of(page)

    assert "党员大会 2016 年第 2 季度没有开 安排" in words
    assert "主题党日 2016 年 8 月没有开 安排" in words
    link = re.search(r'href="([^"]*kind=ASSEMBLY)"', page)
    assert link is not None
    form = at.client.get(link[1]).content.decode()
    assert '<option value="ASSEMBLY" selected>' in form
    assert 'value="党员大会"' in form

    ahead = planned(own.branch, on=TODAY + timedelta(days=3))
    page = at.read("activities", own.branch.uid)
    assert "党员大会 2016 年第 2 季度没有开 定在 9 月 15 日" in words_of(page)
    assert reverse("web:activity", args=[ahead.uid]) in page
    held(own, on=YESTERDAY)
    assert "党员大会 2016 年第 2 季度" not in words_of(at.read("activities", own.branch.uid))


def test_a_county_without_rules_lists_activities_all_the_same() -> None:
    own = branch(name="没有规定的支部")
    planned(own, kind=ActivityKind.PARTY_DAY)

    words = words_of(desk(organiser(branch=own)).read("activities", own.uid))

    assert "主题党日" in words
    assert "还缺的" not in words


def test_the_list_asks_as_often_for_many_as_for_one(
    own: Roll, at: Desk, django_assert_max_num_queries: object
) -> None:
    for days in range(1, 13):
        held(own, on=TODAY - timedelta(days=20 * days))

    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert "应到 5 人，到会 5 人" in at.read("activities", own.branch.uid)


def test_an_activity_is_planned_once_however_often_it_is_sent(own: Roll, at: Desk) -> None:
    key = str(uuid4())

    for _ in range(2):
        answer = at.send("plan_activity", own.branch.uid, **PLAN, request_key=key)
        row = Activity.objects.get()
        assert answer["Location"] == reverse("web:activity", args=[row.uid])
    assert (row.kind, row.title, row.place, row.agenda) == (
        "ASSEMBLY",
        "季度大会",
        "村部",
        "学文件",
    )
    assert row.begins_at.isoformat() == "2016-09-20T07:00:00+00:00"
    assert Event.objects.filter(verb="party.plan_activity").count() == 1
    words = words_of(at.read("activity", row.uid))
    assert "应到 5 人，有表决权 4 人，过半数到会要 3 人" in words
    assert "没有表决权：" + own.members[4].name in words
    assert "开始以后再记谁到了" in words


def test_what_is_over_is_planned_and_written_down_at_once(own: Roll, at: Desk) -> None:
    answer = at.send("plan_activity", own.branch.uid, **{**PLAN, "day": "2016-09-01"})

    row = Activity.objects.get()
    assert answer["Location"] == reverse("web:hold_activity", args=[row.uid])


@pytest.mark.parametrize(
    ("box", "value", "told"),
    [
        ("kind", "", "选一个"),
        ("kind", "GROUP", "选一个"),
        ("title", " ", "写一下主题"),
        ("title", "一" * 81, "太长，最多 80 个字"),
        ("day", "", "选一下日期"),
        ("day", "2015-06-30", "最早是 2015 年 7 月 1 日"),
        ("clock", "下午", "写几点几分，比如 15:00"),
        ("place", "", "写一下地点"),
        ("agenda", "找 11010519491231002X", "这里不能写证件号码"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_lost(
    box: str, value: str, told: str, own: Roll, at: Desk
) -> None:
    with unchanged():
        answer = at.send("plan_activity", own.branch.uid, **{**PLAN, box: value})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert box == "title" or 'value="季度大会"' in page


def test_a_form_without_its_number_stores_nothing(own: Roll, at: Desk) -> None:
    with unchanged():
        answer = at.send("plan_activity", own.branch.uid, **PLAN, request_key="")
    assert "这张表没有编号" in answer.content.decode()


def test_a_group_holds_its_own_meetings_and_no_assembly() -> None:
    group = branch(name="第一党小组")
    seat_branch(branch_uid=group.uid, seat=Seat(Form.GROUP), by=TESTER, at=NOW)

    page = desk(organiser(branch=group)).read("plan_activity", group.uid)

    assert "党小组会" in page
    assert "党员大会" not in page


def test_a_disbanded_branch_plans_nothing() -> None:
    own = branch(name="撤销的支部")
    at = desk(organiser(branch=own))
    planned(own, kind=ActivityKind.PARTY_DAY)
    disband_branch(branch_uid=own.uid, on=TODAY, by=TESTER, at=NOW)

    assert reverse("web:plan_activity", args=[own.uid]) not in at.read("activities", own.uid)
    with unchanged():
        answer = at.send("plan_activity", own.uid, **PLAN)
    assert "已经撤销" in answer.content.decode()


def test_an_activity_is_called_off_once_and_what_was_held_stays(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=TODAY + timedelta(days=3))

    for _ in range(2):
        at.send("call_off_activity", row.uid)
    row.refresh_from_db()
    assert row.state == ActivityState.CALLED_OFF
    assert Event.objects.filter(verb="party.call_off_activity").count() == 1
    assert "取消了" in words_of(at.read("activity", row.uid))
    done = held(own, on=YESTERDAY)
    with unchanged():
        answer = at.send("call_off_activity", done.uid)
    assert "已经是“开过了”" in at.client.get(answer["Location"]).content.decode()


def test_on_paper_there_is_a_list_to_sign_before_and_minutes_after(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=TODAY + timedelta(days=3))
    words = words_of(at.read("activity_print", row.uid))
    assert "党员大会签到表" in words
    assert all(each.name in words for each in own.members)
    assert f"5 {own.members[4].name} 没有" in words

    done = held_with_photo(own, minutes="定了三件事")
    words = words_of(at.read("activity_print", done.uid))
    assert "党员大会会议记录" in words
    assert "定了三件事" in words
    assert "主持人（签名）" in words
    call_off_activity(activity_uid=row.uid, by=TESTER, at=NOW)
    answer = at.client.get(reverse("web:activity_print", args=[row.uid]))
    assert answer["Location"] == reverse("web:activity", args=[row.uid])


def test_a_secretary_by_position_works_as_an_organiser_does() -> None:
    own = roll(full=4)
    at = desk(secretary_of(own))
    row = planned(own.branch, on=YESTERDAY)

    assert "党员大会" in at.read("activities", own.branch.uid)
    answer = at.send("hold_activity", row.uid, **attendance(own.members), minutes="记录")
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.state == ActivityState.HELD


def test_a_committees_meeting_calls_those_in_positions() -> None:
    own = roll(full=4)
    elected(own)
    at = desk(organiser(branch=own.branch))
    row = planned(own.branch, kind=ActivityKind.COMMITTEE, on=YESTERDAY)

    page = at.read("hold_activity", row.uid)

    assert own.secretary.name in page
    assert own.members[1].name not in page


def test_an_assembly_leads_to_its_election_until_one_was_held(own: Roll, at: Desk) -> None:
    first = held(own, on=YESTERDAY)
    address = f"{reverse('web:elect', args=[own.branch.uid])}?assembly={first.uid}"
    assert address in at.read("activity", first.uid)
    assert at.client.get(address).status_code == 200

    elected(own, on=YESTERDAY)
    assert address not in at.read("activity", first.uid)
    lecture = held(own, kind=ActivityKind.LECTURE, on=YESTERDAY)
    assert "assembly=" not in at.read("activity", lecture.uid)


def test_an_assembly_of_many_is_shown_by_as_few_questions(
    django_assert_max_num_queries: object,
) -> None:
    own = roll(full=20)
    at = desk(organiser(branch=own.branch))
    row = held(own, on=YESTERDAY)

    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert own.members[19].name in at.read("activity", row.uid)


@pytest.mark.parametrize("name", ["activity", "hold_activity", "activity_print"])
def test_pages_ask_as_often_for_many_members_as_for_few(
    name: str, django_assert_max_num_queries: object
) -> None:
    own = roll(full=20)
    at = desk(organiser(branch=own.branch))
    row = planned(own.branch, on=YESTERDAY)

    with django_assert_max_num_queries(13):  # type: ignore[operator]
        assert own.members[19].name in at.read(name, row.uid)


def test_pages_are_whole_in_english(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=YESTERDAY)

    for name, args, told in (
        ("activities", [own.branch.uid], "Activities"),
        ("activity", [row.uid], "5 called, 4 with a vote; more than half of them means 3"),
        ("hold_activity", [row.uid], "Everybody counts as present"),
        ("plan_activity", [own.branch.uid], "What was held already can be entered afterwards"),
        ("activity_print", [row.uid], "List to sign"),
    ):
        assert told in at.read(name, *args, lang="en"), name
