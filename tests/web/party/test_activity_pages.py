"""Activities on pages: what lacks, planning, a list of names, quorum, minutes, photos, paper."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from moli.audit.models import Event
from moli.party.models import Activity, ActivityPhoto, Attendance
from moli.party.rules.organisation import ActivityKind, ActivityState, AttendanceKind, Form
from moli.party.services.activities import call_off_activity
from moli.party.services.founding import Seat, disband_branch, seat_branch
from tests.factories import NOW, TESTER, TODAY, branch, organiser
from tests.factories.party import Roll, elected, held, member, planned, roll
from tests.unchanged import unchanged
from tests.web.party.life import (
    YESTERDAY,
    Desk,
    attendance,
    desk,
    held_with_photo,
    picture,
    secretary_of,
    uploads,
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


def test_everybody_counts_as_present_until_somebody_corrects_it(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=YESTERDAY)
    page = at.read("hold_activity", row.uid)

    assert page.count('value="PRESENT" checked') == 5
    assert "没有表决权" in page
    told = attendance(own.members, of_0=EXCUSED, of_4=ABSENT)
    for _ in range(2):
        answer = at.send("hold_activity", row.uid, **told, minutes="定了帮销的村")
        assert answer["Location"] == reverse("web:activity", args=[row.uid])

    row.refresh_from_db()
    assert (row.state, row.called_count, row.voting_count) == (ActivityState.HELD, 5, 4)
    assert Attendance.objects.count() == 5
    assert Event.objects.filter(verb="party.hold_activity").count() == 1
    words = words_of(at.read("activity", row.uid))
    assert "应到 5 人，到会 3 人；有表决权 4 人，到会 3 人，过半数" in words
    assert f"请假 1 {own.members[0].name}" in words
    assert f"缺席 1 {own.members[4].name}" in words
    assert "定了帮销的村" in words


def test_whoever_comes_second_is_told_that_nothing_was_stored(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=YESTERDAY)
    told = attendance(own.members)
    at.send("hold_activity", row.uid, **told, minutes="记录")

    other = desk(organiser(branch=own.branch, name="另一位"))
    for second in ({**told, "minutes": "别的"}, {**attendance(own.members, of_0=ABSENT)}):
        with unchanged():
            answer = other.send("hold_activity", row.uid, **{"minutes": "记录", **second})
        page = other.client.get(answer["Location"]).content.decode()
        assert "这次已经有人记过了，您刚填的没有存" in page
    assert "记下了。" in at.read("activity", row.uid)


def test_a_meeting_without_a_quorum_is_refused_in_one_sentence(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=YESTERDAY)
    told = attendance(own.members, of_0=EXCUSED, of_1=ABSENT)

    with unchanged():
        answer = at.send("hold_activity", row.uid, **told, minutes="说了很多")

    page = answer.content.decode()
    assert "有表决权的应到 4 人，实到 2 人，要到 3 人才能开会，请改期再开。" in page
    assert "照片要重新选一次，别的都还在" in page
    assert "说了很多</textarea>" in page
    assert page.count('value="PRESENT" checked') == 3
    # A lecture decides nothing: it is held with whoever came.
    lecture = planned(own.branch, kind=ActivityKind.LECTURE, on=YESTERDAY)
    assert at.send("hold_activity", lecture.uid, **told, minutes="课").status_code == 302
    words = words_of(at.read("activity", lecture.uid))
    assert "应到 5 人，到会 3 人" in words
    assert "过半数" not in words


def test_a_list_that_is_not_of_those_called_is_refused(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=YESTERDAY)
    stranger = member(of=branch(name="乙"))
    wrong = {
        "少 1 人，多 0 人": attendance(own.members[1:]),
        "少 0 人，多 1 人": attendance([*own.members, stranger]),
        "少 5 人，多 0 人": {"came-nobody": "PRESENT"},
        "少 1 人，多 1 人": {
            **attendance([*own.members, stranger]),
            f"came-{own.members[0].uid}": "PERHAPS",
        },
    }

    for told, said in wrong.items():
        with unchanged():
            answer = at.send("hold_activity", row.uid, **said, minutes="记录")
        page = answer.content.decode()
        assert told in page
        assert stranger.name not in page


def test_minutes_are_asked_for(own: Roll, at: Desk) -> None:
    row = planned(own.branch, on=YESTERDAY)

    with unchanged():
        answer = at.send("hold_activity", row.uid, **attendance(own.members), minutes=" ")
    assert "写一下说了什么、定了什么" in answer.content.decode()


def test_what_has_not_begun_or_was_called_off_is_not_written_down(own: Roll, at: Desk) -> None:
    ahead = planned(own.branch, on=TODAY + timedelta(days=1))
    off = planned(own.branch, on=YESTERDAY)
    call_off_activity(activity_uid=off.uid, by=TESTER, at=NOW)

    for row, told in ((ahead, "活动还没到开始的时间"), (off, "已经是“取消了”")):
        page = at.client.get(reverse("web:hold_activity", args=[row.uid]))
        assert page["Location"] == reverse("web:activity", args=[row.uid])
        with unchanged():
            answer = at.send("hold_activity", row.uid, **attendance(own.members), minutes="记录")
        assert told in answer.content.decode()


def test_photos_are_kept_small_without_their_place_and_shown_on_the_page(
    own: Roll, at: Desk
) -> None:
    row = planned(own.branch, on=YESTERDAY)
    big = picture((4_000, 3_000))
    photos = uploads(big, picture(colour="teal"), big)

    at.send("hold_activity", row.uid, **attendance(own.members), minutes="记", photos=photos)

    sizes = list(ActivityPhoto.objects.values_list("width", "height"))
    assert sizes == [(1600, 1200), (800, 600)]
    page = at.read("activity", row.uid)
    assert "2 张照片" in page
    for place in (1, 2):
        address = reverse("web:activity_photo", args=[row.uid, place])
        assert address in page
        answer = at.client.get(address)
        assert answer["Content-Type"] == "image/jpeg"
        assert "no-store" in answer["Cache-Control"]
        assert b"Exif" not in answer.content
    for place in (0, 3):
        at.read("activity_photo", row.uid, place, status=404)


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ([picture((8, 8), colour=f"#00{n:02d}00") for n in range(10)], "照片最多 9 张"),
        ([b"no picture"], "有一张照片打不开"),
        ([b"\xff" * 15_000_001], "有一张照片太大"),
    ],
)
def test_what_is_no_fit_photo_stores_nothing(
    contents: list[bytes], told: str, own: Roll, at: Desk
) -> None:
    row = planned(own.branch, on=YESTERDAY)

    with unchanged():
        answer = at.send(
            "hold_activity",
            row.uid,
            **attendance(own.members),
            minutes="记录",
            photos=uploads(*contents),
        )
    page = answer.content.decode()
    assert told in page
    assert "记录</textarea>" in page


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
