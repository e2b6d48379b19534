"""A page carries the icons that it shows, and no others."""

from __future__ import annotations

import re

import pytest
from django.template import TemplateSyntaxError

from moli.interfaces.design.icons import SYMBOLS, sprite
from tests.design.drawing import draw


def _symbols(html: str) -> list[str]:
    return re.findall(r'<symbol id="i-([a-z]+)"', html)


def test_the_sprite_holds_each_icon_that_is_shown_once() -> None:
    page = draw(
        '{% with_icons %}{% icon "leaf" %}{% icon "ok" %}{% icon "leaf" %}{% end_with_icons %}'
    )

    assert _symbols(page) == ["leaf", "ok"]


def test_an_icon_inside_a_part_is_found() -> None:
    page = draw(
        '{% with_icons %}{% note "warn" %}x{% endnote %}{% badge "y" "home" %}{% end_with_icons %}'
    )

    assert _symbols(page) == ["tri", "yuan"]


def test_a_page_without_icons_carries_no_sprite() -> None:
    assert draw("{% with_icons %}words{% end_with_icons %}") == "words"


def test_words_that_look_like_an_icon_bring_none() -> None:
    page = draw("{% with_icons %}{{ words }}{% end_with_icons %}", words='<use href="#i-leaf"/>')

    assert _symbols(page) == []


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon called 'unicorn'"):
        draw('{% icon "unicorn" %}')


def test_the_sheet_holds_every_icon_under_its_name() -> None:
    assert len(SYMBOLS) == 41
    assert all(f'id="i-{name}"' in symbol for name, symbol in SYMBOLS.items())
    assert sprite('<use href="#i-nothing"/>') == ""
