"""Pages about the person and its trail; tabs; who may open which."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import moli
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.interfaces.web.today.acts import ACTS, SUBJECTS
from tests.factories import (
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    Story,
    auditor,
    contracted,
    first_secretary,
    lot,
)
from tests.web.today.reading import page_of, words_of

ME, TRAIL = (reverse(f"web:{name}") for name in ("me", "trail"))

pytestmark = pytest.mark.django_db


def _tabs(page: str) -> list[str]:
    nav = page[page.index("<nav") : page.index("</nav>")]
    return re.findall(r'<a href="([^"]+)"', nav)


def test_me_shows_appointments_in_force_with_their_days(client: Client) -> None:
    user = first_secretary()
    appoint_over_area(
        user=user, role=Role.AUDITOR, area_code="450181", from_on=TODAY, by=TESTER, at=NOW
    )

    words = words_of(page_of(client, user, ME))

    assert "第一书记 · 瑶埠村 2016 年 1 月 1 日起" in words
    assert "审计 · 横州市 2016 年 9 月 12 日起" in words


def test_me_shows_the_number_masked(client: Client) -> None:
    user = first_secretary()

    page = page_of(client, user, ME)

    assert user.phone not in page
    assert f"{user.phone[:3]}****{user.phone[-4:]}" in page


def test_large_type_and_language_are_plain_links_that_stay(client: Client) -> None:
    user = first_secretary()
    assert '<html lang="zh-CN">' in page_of(client, user, ME)

    page_of(client, user, ME, type="large")
    page = page_of(client, user, ME, lang="en")

    assert '<html lang="en" class="large">' in page
    assert '<html lang="en" class="large">' in page_of(client, user, ME)
    assert "?lang=en&amp;type=normal" in page


def test_links_of_the_frame_keep_what_was_asked_for(client: Client) -> None:
    page = page_of(client, auditor(), TRAIL, act="market.post_lot", page="2")

    assert "?act=market.post_lot&amp;page=2&amp;lang=en" in page
    assert "?act=market.post_lot&amp;page=2&amp;type=large" in page


def test_the_trail_is_told_in_words_with_its_numbers(client: Client, personas: Story) -> None:
    contract = contracted(personas.proposal)

    words = words_of(page_of(client, personas.auditor, TRAIL))

    assert (
        f"9 月 12 日 09:00 测试 拟了合同 石塘镇 瑶埠村 {contract.number}，80,000 斤，"
        "3.20 元/斤，底价 3.00 元/斤，2 季" in words
    )
    assert "徐世坚 报了一批货 石塘镇 瑶埠村 80,000 斤，底价 3.00 元/斤" in words


def test_the_trail_can_be_narrowed(client: Client, personas: Story) -> None:
    contracted(personas.proposal)
    lot(village_code="450181113207")

    def shown(**query: str) -> str:
        return words_of(page_of(client, personas.auditor, TRAIL, **query))

    assert " 1 条 " in shown(act="market.draw_up_contract")
    assert " 2 条 " in shown(act="market.post_lot")
    assert " 1 条 " in shown(act="market.post_lot", who="徐")
    assert " 1 条 " in shown(act="market.post_lot", area="450181113")
    assert " 0 条 " in shown(act="market.post_lot", to_on="2016-09-11")
    assert " 2 条 " in shown(act="market.post_lot", from_on="2016-09-12")
    assert " 3 条 " in shown(subject="proposal")  # one introduction, two answers


def test_a_day_that_cannot_be_read_is_named_and_kept(client: Client, personas: Story) -> None:
    page = page_of(client, personas.auditor, TRAIL, from_on="昨天")

    assert "“从哪天”看不懂，请写成 2016-09-12" in page
    assert 'value="昨天"' in page


def test_an_auditor_reads_its_own_area_only(client: Client, personas: Story) -> None:
    elsewhere = auditor(area_code="450181102", name="那阳审计")

    words = words_of(page_of(client, elsewhere, TRAIL))

    # Only its own appointment concerns that town.
    assert " 1 条 " in words
    assert "瑶埠村" not in words


def test_long_trails_come_in_pages(client: Client) -> None:
    user = auditor()
    for _ in range(30):
        lot()

    first = page_of(client, user, TRAIL, act="market.post_lot")
    second = page_of(client, user, TRAIL, act="market.post_lot", page="2")

    assert first.count("报了一批货</td>") == 25
    assert "?act=market.post_lot&amp;page=2" in first
    assert second.count("报了一批货</td>") == 5


def test_a_page_of_the_trail_costs_the_same_however_long_it_is(
    client: Client, personas: Story, django_assert_num_queries: object
) -> None:
    client.force_login(personas.auditor)
    with django_assert_num_queries(7):
        client.get(TRAIL)
    for _ in range(20):
        lot()
    with django_assert_num_queries(7):
        client.get(TRAIL)


_VERB = re.compile(
    r"(accounts|catalogue|enterprises|market|pairing|party|places|stations)\.[a-z_]+"
)


def _recorded_verbs() -> set[str]:
    """Every verb that a service writes into the trail, read from the source."""
    trees = (
        ast.parse(path.read_text(encoding="utf-8"))
        for path in Path(moli.__path__[0]).rglob("services/*.py")
    )
    texts = (
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in texts if _VERB.fullmatch(text)}


def test_every_act_of_the_trail_has_words() -> None:
    verbs = _recorded_verbs()

    assert len(verbs) > 20
    assert verbs <= set(ACTS)


def test_every_kind_of_subject_has_words() -> None:
    kinds = set()
    for path in Path(moli.__path__[0]).rglob("services/*.py"):
        kinds |= set(re.findall(r'Subject\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8")))

    assert kinds <= set(SUBJECTS)


OPEN_TO = {
    "trail": {"office", "auditor"},
    "enterprise": {"office"},
    "me": {
        "first_secretary",
        "village_committee",
        "station_operator",
        "organiser",
        "buyer",
        "office",
        "leader",
        "auditor",
        "stranger",
    },
}


@pytest.mark.parametrize("name", OPEN_TO)
def test_each_page_opens_for_its_roles_only(client: Client, personas: Story, name: str) -> None:
    args = [personas.enterprise.uid] if name == "enterprise" else []
    url = reverse(f"web:{name}", args=args)

    assert client.get(url)["Location"] == f"{reverse('web:login')}?next={url}"
    for role, user in personas.people.items():
        client.force_login(user)
        expected = 200 if role in OPEN_TO[name] else 404
        assert client.get(url).status_code == expected, role
        if expected == 404:
            assert client.post(url, {"finding": "suspended"}).status_code == 404, role


def test_no_tab_leads_to_a_closed_door(client: Client, personas: Story) -> None:
    for role, user in personas.people.items():
        client.force_login(user)
        tabs = _tabs(client.get(reverse("web:today")).content.decode())
        assert 4 <= len(tabs) <= 5, role
        for url in tabs:
            assert client.get(url).status_code == 200, f"{role} {url}"


def test_the_public_has_its_own_tabs(client: Client) -> None:
    assert _tabs(client.get("/").content.decode()) == [
        "/",
        "/shop/",
        "/lots/",
        "/demands/",
        "/login/",
    ]


def test_the_tab_of_an_area_is_current_on_its_inner_pages(client: Client) -> None:
    page = page_of(client, first_secretary(village_code=YAOBU), reverse("web:post_lot"))

    assert '<a href="/lots/" aria-current="page">' in page
    assert page.count('aria-current="page"') == 1
