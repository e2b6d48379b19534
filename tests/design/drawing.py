"""Rendering a piece of a template as a page would."""

from __future__ import annotations

from html.parser import HTMLParser

from django.template import Context, Template

LOAD = "{% load charts fields i18n numbers parts tables %}"
ATTACK = '"><script>alert(1)</script>'


def draw(source: str, **values: object) -> str:
    """What a template makes of some values."""
    return Template(LOAD + source).render(Context(values)).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def read(html: str) -> _Text:
    """The words and tags of a piece of HTML."""
    text = _Text()
    text.feed(html)
    return text


def tags(html: str, name: str) -> list[dict[str, str | None]]:
    """The attributes of all tags of one name."""
    return [attrs for tag, attrs in read(html).tags if tag == name]
