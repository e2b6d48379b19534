"""The browser itself: people are told apart, and what goes wrong on a page is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import Story

CHINESE_FONT = re.compile("CJK| SC|WenQuanYi|Hei|Song|Droid Sans Fallback")
OWN_PAGE = "<!doctype html><html lang=en><title>x</title>"


def test_two_phones_have_cookies_of_their_own(
    open_phone: Callable[..., Any], personas: Story
) -> None:
    one, other = open_phone(), open_phone(screen="narrow")
    one.log_in(personas.buyer)
    other.log_in(personas.organiser)

    sessions = [phone.context.cookies()[0]["value"] for phone in (one, other)]

    assert len(set(sessions)) == 2


def test_an_unreadable_page_is_found(phone: Any) -> None:
    phone.page.set_content(f"{OWN_PAGE}<main><h1>x</h1><img src='data:,'></main>")

    with pytest.raises(AssertionError, match="image-alt"):
        phone.must_be_accessible()
    phone.errors.clear()


def test_a_page_that_is_too_wide_is_found(phone: Any) -> None:
    phone.page.set_content(
        f"{OWN_PAGE}<div style='position: absolute; left: 0; width: 500px'>x</div>"
    )

    with pytest.raises(AssertionError, match="110 pixels"):
        phone.must_fit()


def test_chinese_is_drawn_with_a_chinese_font(phone: Any) -> None:
    phone.page.set_content(f"{OWN_PAGE}<p>百香果</p>")
    tools = phone.context.new_cdp_session(phone.page)
    for part in ("DOM", "CSS"):
        tools.send(f"{part}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    words = tools.send("DOM.querySelector", {"nodeId": root, "selector": "p"})

    fonts = tools.send("CSS.getPlatformFontsForNode", words)["fonts"]

    assert [font["glyphCount"] for font in fonts] == [3]
    assert CHINESE_FONT.search(fonts[0]["familyName"]), fonts
