"""Writing an activity down: a list of names, the quorum, minutes, photos, and who comes second."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from moli.audit.models import Event
from moli.party.models import ActivityPhoto, Attendance
from moli.party.rules.organisation import ActivityKind, ActivityState, AttendanceKind
from moli.party.services.activities import call_off_activity
from tests.factories import NOW, TESTER, TODAY, branch, organiser
from tests.factories.party import Roll, member, planned, roll
from tests.unchanged import unchanged
from tests.web.party.life import (
    YESTERDAY,
    Desk,
    attendance,
    desk,
    picture,
    uploads,
)
from tests.web.today.reading import words_of

pytestmark = pytest.mark.django_db

ABSENT, EXCUSED = AttendanceKind.ABSENT, AttendanceKind.EXCUSED


@pytest.fixture
def own() -> Roll:
    """Four with a vote and one on probation."""
    return roll(full=4, on_probation=1, of=branch(name="石塘支部"))


@pytest.fixture
def at(own: Roll) -> Desk:
    """The desk of the branch's organiser."""
    return desk(organiser(branch=own.branch))


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
