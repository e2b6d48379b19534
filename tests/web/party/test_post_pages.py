"""Demonstration posts on pages: applied for, checked, granted, withdrawn, and read by everybody."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moli.audit.models import Event
from moli.party.models import DemoPost, PostStep
from moli.party.rules.organisation import PostKind, PostState
from moli.party.services.posts import check_post
from moli.party.services.wishes import take_back_wish, wish_to_be_shown
from tests.factories import NOW, YAOBU, branch, organiser, station
from tests.factories.party import CHECKER, Roll, applied, granted, roll
from tests.unchanged import unchanged
from tests.web.party.life import Desk, account_of, desk, secretary_of
from tests.web.today.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> Roll:
    """A branch with four members, under the county's."""
    return roll(full=4, of=branch(name="石塘支部", areas=[YAOBU[:9]]))


@pytest.fixture
def at(own: Roll) -> Desk:
    """The desk of the branch's organiser."""
    return desk(organiser(branch=own.branch))


def _second(own: Roll) -> Desk:
    return desk(organiser(branch=own.branch, name="第二位"))


def _third(own: Roll) -> Desk:
    return desk(organiser(branch=own.branch, name="第三位"))


def _apply(own: Roll, place: str = "") -> dict[str, str]:
    return {
        "member": own.members[1].key,
        "kind": "SHOP",
        "title": "瑶埠示范店",
        "place": place,
    }


def test_three_people_bring_a_shop_to_its_plate(own: Roll, at: Desk) -> None:
    shop, key = station(), str(uuid4())
    assert "瑶埠村服务站" in at.read("apply_for_post", own.branch.uid)

    for _ in range(2):
        answer = at.send("apply_for_post", own.branch.uid, **_apply(own, shop.key), request_key=key)
        post = DemoPost.objects.get()
        assert answer["Location"] == reverse("web:demo_post", args=[post.uid])
    assert (post.member, post.kind, post.place_key) == (own.members[1], "SHOP", shop.key)
    words = words_of(at.read("demo_post", post.uid))
    assert "往下一步要换一个人办" in words
    assert "核查属实" not in words

    second, third = _second(own), _third(own)
    for _ in range(2):
        second.send("demo_post", post.uid, act="CHECKED", words="到店看过")
        third.send("demo_post", post.uid, act="GRANTED", words="")
    post.refresh_from_db()
    assert post.state == PostState.GRANTED
    assert [row.state for row in PostStep.objects.all()] == ["APPLIED", "CHECKED", "GRANTED"]
    assert Event.objects.filter(verb__startswith="party.", subject_key=post.key).count() == 3
    words = words_of(at.read("demo_post", post.uid))
    assert "第二位：到店看过" in words
    assert "瑶埠村服务站" in words


def test_whoever_took_a_step_before_is_refused_the_next(own: Roll, at: Desk) -> None:
    at.send("apply_for_post", own.branch.uid, **_apply(own))
    post = DemoPost.objects.get()

    with unchanged():
        answer = at.send("demo_post", post.uid, act="CHECKED", words="看过")
    assert "请换一个人" in answer.content.decode()
    assert "看过</textarea>" in answer.content.decode()
    second = _second(own)
    with unchanged():
        answer = second.send("demo_post", post.uid, act="GRANTED", words="好")
    assert "已经是“已申报”" in answer.content.decode()


@pytest.mark.parametrize("act", ["DECLINED", "WITHDRAWN"])
def test_an_end_has_a_reason(act: str, own: Roll, at: Desk) -> None:
    post = granted(own) if act == "WITHDRAWN" else applied(own)

    with unchanged():
        answer = at.send("demo_post", post.uid, act=act, words=" ")
    assert "没通过或摘牌要写原因" in answer.content.decode()
    for _ in range(2):
        answer = at.send("demo_post", post.uid, act=act, words="店关了")
        assert answer.status_code == 302
    post.refresh_from_db()
    assert post.state == act
    words = words_of(at.read("demo_post", post.uid))
    assert "店关了" in words
    assert "下一步" not in words


@pytest.mark.parametrize(
    ("box", "value", "told"),
    [
        ("member", "", "选一位党员"),
        ("member", "00000000-0000-4000-8000-000000000001", "选一位党员"),
        ("kind", "", "选一个：示范岗还是示范店"),
        ("title", " ", "写一下牌子上的名称"),
        ("title", "一" * 61, "太长，最多 60 个字"),
        ("place", "elsewhere", "选一个服务站"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_stored(
    box: str, value: str, told: str, own: Roll, at: Desk
) -> None:
    with unchanged():
        answer = at.send("apply_for_post", own.branch.uid, **{**_apply(own), box: value})
    assert answer.status_code == 200
    assert told in answer.content.decode()


def test_a_second_post_of_a_kind_is_refused_and_a_post_has_no_place(own: Roll, at: Desk) -> None:
    shop = station()
    at.send("apply_for_post", own.branch.uid, **_apply(own))
    with unchanged():
        answer = at.send("apply_for_post", own.branch.uid, **_apply(own))
    assert "这名党员已经有“党员电商示范店”" in answer.content.decode()

    at.send("apply_for_post", own.branch.uid, **{**_apply(own, shop.key), "kind": "POST"})
    assert DemoPost.objects.get(kind=PostKind.POST).place_key == ""


def test_a_branch_that_leads_no_station_offers_all_that_are_open(own: Roll) -> None:
    station()
    other = roll(of=branch(name="不带站的支部"))

    page = desk(organiser(branch=other.branch)).read("apply_for_post", other.branch.uid)

    assert "瑶埠村服务站" in page


def test_a_member_applies_for_his_own_and_sees_no_others(own: Roll) -> None:
    other = granted(own, for_member=own.members[3])
    mine = desk(account_of(own.members[1]))

    page = mine.read("apply_for_post", own.branch.uid)
    assert own.members[1].name in page
    assert own.members[2].name not in page
    with unchanged():
        said = {**_apply(own), "member": own.members[2].key}
        assert "选一位党员" in mine.send("apply_for_post", own.branch.uid, **said).content.decode()
    mine.send("apply_for_post", own.branch.uid, **_apply(own))
    post = DemoPost.objects.get(member=own.members[1])
    words = words_of(mine.read("branch_posts", own.branch.uid))
    assert "瑶埠示范店" in words
    assert other.title not in words
    page = mine.read("demo_post", post.uid)
    assert "不通过" not in page
    with unchanged():
        assert mine.send("demo_post", post.uid, act="DECLINED", words="不要了").status_code == 404
    mine.read("demo_post", other.uid, status=404)


def test_the_member_honoured_who_is_secretary_takes_no_step_of_it(own: Roll) -> None:
    at = desk(secretary_of(own))
    post = applied(own)

    words = words_of(at.read("demo_post", post.uid))

    assert "往下一步要换一个人办" in words
    with unchanged():
        answer = at.send("demo_post", post.uid, act="CHECKED", words="好")
    assert "请换一个人" in answer.content.decode()


def test_a_step_that_is_none_is_nothing(own: Roll, at: Desk) -> None:
    post = applied(own)

    for act in ("APPLIED", "", "SOMETHING"):
        with unchanged():
            assert at.send("demo_post", post.uid, act=act, words="x").status_code == 404


def test_everybody_reads_granted_posts_and_which_and_whose_only_by_wish(
    own: Roll, client: Client, django_assert_max_num_queries: object
) -> None:
    shop = station()
    post = granted(own)
    DemoPost.objects.filter(pk=post.pk).update(place_key=shop.key, title="瑶埠示范店")
    waiting = applied(own, for_member=own.members[2])
    user = account_of(own.secretary)

    words = words_of(client.get(reverse("web:posts")).content.decode())
    assert "党员电商示范店 石塘支部 2016 年 9 月 12 日授牌" in words
    for secret in ("瑶埠", own.secretary.name, waiting.member.name):
        assert secret not in words

    wish_to_be_shown(member_uid=own.secretary.uid, by=user.actor, at=NOW)
    granted(own, for_member=own.members[1])
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        words = words_of(client.get(reverse("web:posts")).content.decode())
    assert "瑶埠示范店 党员电商示范店 · 石塘支部 · 瑶埠村服务站" in words
    assert own.secretary.name in words
    take_back_wish(member_uid=own.secretary.uid, by=user.actor, at=NOW)
    assert "瑶埠" not in words_of(client.get(reverse("web:posts")).content.decode())


def test_the_lists_ask_as_often_for_many_as_for_one(
    own: Roll, at: Desk, django_assert_max_num_queries: object
) -> None:
    for each in own.members:
        granted(own, for_member=each)

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert own.members[3].name in at.read("branch_posts", own.branch.uid)


def test_pages_are_whole_in_english(own: Roll, at: Desk) -> None:
    post = applied(own)
    check_post(post_uid=post.uid, words="看过", by=CHECKER, at=NOW)

    for name, args, told in (
        ("posts", [], "None granted yet"),
        ("branch_posts", [own.branch.uid], "withdrawn with a reason"),
        ("apply_for_post", [own.branch.uid], "Name on the plate"),
        ("demo_post", [post.uid], "A third person has to grant"),
    ):
        assert told in at.read(name, *args, lang="en"), name
