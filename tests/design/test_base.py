"""The frame around every page, and the gallery that shows the parts in it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from moli.interfaces.design import gallery as gallery_page
from moli.interfaces.design.shell import Link, Person, Tab
from tests.design.drawing import ATTACK, read, tags

STYLE = Path(gallery_page.__file__).parent / "static" / "design" / "moli.css"


def _frame(**values: object) -> str:
    return render_to_string("design/base.html", values)


@pytest.fixture
def gallery(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    """The gallery as a visitor gets it, without what the web adds around it."""

    def bare(_request: HttpRequest, name: str, context: dict[str, object]) -> str:
        return render_to_string(name, context)

    monkeypatch.setattr(gallery_page, "render", bare)
    return str(gallery_page.gallery(rf.get("/")))


def test_the_frame_needs_nothing_from_the_page() -> None:
    page = _frame()

    assert tags(page, "html") == [{"lang": "zh-CN"}]
    assert tags(page, "body") == [{}]
    assert read(page).words[0] == "首页 · 茉莉"


def test_large_type_language_and_demo_are_seen_in_the_frame() -> None:
    with override("en"):
        page = _frame(
            large_type=True, demo=True, other_language_url="?lang=zh-hans", type_url="?type=normal"
        )

    assert tags(page, "html") == [{"lang": "en", "class": "large"}]
    assert tags(page, "p")[0] == {"class": "demo"}
    assert {
        "href": "?lang=zh-hans",
        "lang": "zh-CN",
        "hreflang": "zh-CN",
        "class": "spare",
    } in tags(page, "a")


def test_the_navigation_is_one_and_says_where_one_is() -> None:
    page = _frame(
        tabs=[Tab("/today/", "home", "今天", count=4), Tab("/lots/", "leaf", "货源", current=True)],
        who=Person("徐世坚", "瑶埠村"),
        foot_links=[Link("/help/", "帮助")],
    )

    assert len(tags(page, "nav")) == 1
    assert tags(page, "body") == [{"class": "tabbed"}]
    assert {"href": "/lots/", "aria-current": "page"} in tags(page, "a")
    assert {"href": "/help/"} in tags(page, "a")
    words = read(page).words
    assert words[words.index("今天") + 1 :][:2] == ["4", "件待办"]
    assert "徐世坚 · 瑶埠村" in words


def test_a_success_is_a_toast_and_an_error_stays_on_the_page() -> None:
    page = _frame(
        messages=[
            Message(messages.SUCCESS, "已记下"),
            Message(messages.ERROR, "没有保存"),
            Message(messages.WARNING, "只剩 8 天"),
        ]
    )

    divs = [attrs.get("class") for attrs in tags(page, "div")]
    assert divs.count("toast") == 1
    assert {"note alert", "note warn"} <= set(divs)
    assert [attrs.get("role") for attrs in tags(page, "div")].count("alert") == 2


def test_names_and_messages_never_become_markup() -> None:
    page = _frame(
        tabs=[Tab(ATTACK, "home", ATTACK)],
        who=Person(ATTACK, ATTACK, ATTACK),
        site_name=ATTACK,
        foot_links=[Link(ATTACK, ATTACK)],
        messages=[Message(messages.SUCCESS, ATTACK), Message(messages.ERROR, ATTACK)],
        type_url=ATTACK,
        other_language_url=ATTACK,
    )

    assert tags(page, "script") == []


def test_a_strict_content_policy_is_possible(gallery: str) -> None:
    found = read(gallery).tags

    assert [tag for tag, _ in found if tag in {"script", "style"}] == []
    assert [
        name for _, attrs in found for name in attrs if name == "style" or name[:2] == "on"
    ] == []


def test_every_anchor_on_the_gallery_is_unique_and_every_reference_leads_somewhere(
    gallery: str,
) -> None:
    found = [attrs for _, attrs in read(gallery).tags]
    anchors = [attrs["id"] for attrs in found if attrs.get("id")]
    wanted = {
        anchor
        for attrs in found
        for name in ("for", "aria-describedby", "aria-labelledby")
        for anchor in (attrs.get(name) or "").split()
    }
    links = {href[1:] for attrs in found if (href := attrs.get("href") or "")[:1] == "#"}

    assert len(anchors) == len(set(anchors))
    assert wanted | links <= set(anchors)


def test_every_drawing_that_carries_meaning_tells_its_finding(gallery: str) -> None:
    drawings = [attrs for attrs in tags(gallery, "svg") if attrs.get("role") == "img"]

    assert len(drawings) == 5
    assert all(attrs.get("aria-label") for attrs in drawings)


def test_the_style_sheet_stays_light() -> None:
    assert len(gzip.compress(STYLE.read_bytes(), 9)) <= 9 * 1024


def test_every_class_of_a_template_has_a_style(gallery: str) -> None:
    styled = set(re.findall(r"\.([a-z][\w-]*)", STYLE.read_text(encoding="utf-8")))
    used = {name for _, attrs in read(gallery).tags for name in (attrs.get("class") or "").split()}

    assert used - styled == set()
