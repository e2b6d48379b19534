"""The tree of branches and the page of one: what everybody reads, and what those inside do."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from moli.party.rules.branches import LedKind
from moli.party.services.founding import disband_branch
from moli.party.services.leading import give_lead
from moli.party.services.wishes import wish_to_be_shown
from tests.factories import (
    NOW,
    TESTER,
    TODAY,
    branch,
    county_branch,
    enterprise,
    office,
    organiser,
    person,
    station,
    stranger,
    village,
)
from tests.factories.party import elected, granted, member, roll
from tests.web.party.circle import circle
from tests.web.today.reading import page_of, words_of

pytestmark = pytest.mark.django_db
TREE = reverse("web:branches")


def _read(client: Client, url: str, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def test_everybody_reads_the_tree_with_counts_and_what_lacks(client: Client) -> None:
    top = county_branch()
    below = branch(name="横县电商协会党支部", parent=top, enterprises=[enterprise()])
    give_lead(
        branch=below,
        kind=LedKind.STATION,
        keys=[station().key],
        from_on=date(2016, 1, 1),
        by=TESTER,
        at=NOW,
    )
    granted(roll(of=below))

    words = _read(client, TREE)

    assert "横县电子商务党支部 党支部 1 1 0 0 还缺党员大会、主题党日" in words
    assert "└ 横县电商协会党支部 党支部 0 1 1 1 还缺党员大会、主题党日" in words
    assert "我在这里" not in words
    assert "成立支部" not in words


def test_an_organiser_finds_the_own_branch_first(client: Client) -> None:
    top = county_branch()
    words = words_of(page_of(client, organiser(branch=top), TREE))

    assert "我的支部 横县电子商务党支部" in words
    assert "横县电子商务党支部 我在这里" in words
    assert "成立支部" in words


def test_the_tree_is_that_of_the_day_asked_for(client: Client) -> None:
    top = county_branch()
    gone = branch(name="撤了的支部", parent=top)
    disband_branch(branch_uid=gone.uid, on=TODAY, by=TESTER, at=NOW)

    assert "撤了的支部" not in _read(client, TREE)
    assert "└ 撤了的支部" in _read(client, TREE, on="2016-09-11")
    assert "那天还没有支部" in _read(client, TREE, on="2015-06-30")
    for wrong in ("昨天", "2016-13-40"):
        assert "日期看不懂" in _read(client, TREE, on=wrong)


@pytest.mark.parametrize("on", ["9999-12-31", "0001-01-01"])
def test_the_tree_of_the_first_and_last_day_of_all_is_read(client: Client, on: str) -> None:
    elected(roll())

    assert client.get(TREE, {"on": on}).status_code == 200


def test_the_tree_costs_the_same_however_many_branches(
    client: Client, django_assert_num_queries: object
) -> None:
    top = county_branch()
    roll()
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(TREE)
    for place in range(5):
        granted(roll(of=branch(name=f"第 {place} 支部", parent=top)))
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(TREE)


def test_a_branch_shows_what_it_leads_with_those_below_shortened(client: Client) -> None:
    top = county_branch()
    firms = [enterprise(place=n, name=f"企业{n}", short_name=f"企业{n}") for n in range(2, 10)]
    low = branch(name="横县电商协会党支部", parent=top, enterprises=firms)

    above = _read(client, reverse("web:branch", args=[top.uid]))
    below = _read(client, reverse("web:branch", args=[low.uid]))

    assert "带的乡镇和村 1 横州市" in above
    assert "带的企业 9" in above
    assert "企业2、企业3、企业4、企业5、企业6、企业7 还有 2 个 企业8、企业9" in below
    assert "带的乡镇和村 0 没有" in below
    assert "横县电子商务党支部" in below


def test_everybody_reads_the_term_what_lacks_the_posts_and_who_wishes(client: Client) -> None:
    own = roll()
    elected(own)
    granted(own)
    user = person()
    shown = member(of=own.branch, name="亮某某", user=user)
    wish_to_be_shown(member_uid=shown.uid, by=user.actor, at=NOW)

    words = _read(client, reverse("web:branch", args=[own.branch.uid]))

    assert "第 1 届，到 2019 年 6 月 24 日" in words
    assert "主题党日 2016 年 8 月 1 日到 2016 年 9 月 1 日 前没有开" in words
    assert "党员电商示范店" in words
    assert "茉莉花茶示范店" not in words
    assert "亮身份的党员 亮某某" in words
    assert [each.name for each in own.members if each.name in words] == []
    assert "登记党员" not in words


def test_whoever_leads_the_branch_sees_members_and_buttons(client: Client) -> None:
    own = circle(branch(name="县支部"))
    url = reverse("web:branch", args=[own.low.branch.uid])

    above = words_of(page_of(client, organiser(branch=own.top), url))
    inside = words_of(page_of(client, own.secretary, url))

    for words in (above, inside):
        assert "4 人，正式党员 3 人 · 另有 1 人在这里做电商" in words
        assert "龘甲一 正式党员 · 书记 龘甲二 正式党员 龘甲三 正式党员 龘甲四 预备党员" in words
        assert "龘乙一 在这里做电商" in words
        for button in ("登记党员", "换届选举", "补选", "组织生活", "示范岗"):
            assert button in words
    assert "上级能改的" in above
    assert "上级能改的" not in inside


def test_a_member_is_told_that_it_is_his_and_sees_nobody(client: Client) -> None:
    own = circle(branch(name="县支部"))

    words = words_of(page_of(client, own.plain, reverse("web:branch", args=[own.low.branch.uid])))

    assert "您的组织关系在这里" in words
    assert "龘" not in words


def test_a_branch_without_rules_is_read_all_the_same(client: Client) -> None:
    top = county_branch()
    url = reverse("web:branch", args=[top.uid])

    assert "还没有选举过" in _read(client, url)
    assert "0 人，正式党员 0 人" in words_of(page_of(client, organiser(branch=top), url))


def test_both_languages(client: Client) -> None:
    village()
    own = circle(county_branch())
    client.force_login(organiser(branch=own.top))
    for url in (TREE, reverse("web:branch", args=[own.low.branch.uid])):
        assert client.get(url, {"lang": "en"}).status_code == 200
        assert client.get(url, {"lang": "zh-hans"}).status_code == 200


def test_a_branch_that_is_not_there_is_not_there(client: Client) -> None:
    assert client.get(reverse("web:branch", args=[TESTER_UID])).status_code == 404


TESTER_UID = "00000000-0000-4000-8000-000000000000"


def test_nothing_of_branches_is_kept_by_a_cache(client: Client) -> None:
    own = circle(county_branch())
    client.force_login(office())
    for url in (TREE, reverse("web:branch", args=[own.low.branch.uid]), reverse("web:me")):
        assert "no-store" in client.get(url)["Cache-Control"], url


def test_a_stranger_founds_nothing(client: Client) -> None:
    client.force_login(stranger())
    assert client.get(reverse("web:found_branch")).status_code == 404
