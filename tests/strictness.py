"""What the product forgives and the tests do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.query import QuerySet


class UnknownVariable(AssertionError):
    """A template used a name that its page does not give."""


class _Loud(str):
    """Stands where Django would print nothing for an unknown variable, and says its name."""

    __slots__ = ()

    def __contains__(self, needle: object) -> bool:
        # Django asks for "%s" before it fills in the name of the variable.
        return needle == "%s" or super().__contains__(str(needle))

    def __mod__(self, name: object) -> str:
        raise UnknownVariable(f"a template used {name}, which its page does not give")


def forbid_unknown_variables() -> None:
    """Let `{{ typo }}` raise instead of printing nothing, `{{ typo|default:"–" }}` as well.

    `{% if typo %}` still counts as false: Django asks for this text only where it would print
    an unknown variable.
    """
    engines: list[dict[str, Any]] = settings.TEMPLATES
    for engine in engines:
        engine.setdefault("OPTIONS", {})["string_if_invalid"] = _Loud("%s")


class UnorderedRead(AssertionError):
    """A query asks for some rows of many without saying in which order."""


@contextmanager
def notice_unordered_pages() -> Iterator[None]:
    """Let `rows[:10]` and `rows[3]` of an unordered query raise: the database may pick any.

    `.first()` and `.last()` order by primary key when nothing else does, so they are let pass;
    so are plain loops, whose tests compare lists and are run on two databases.
    """
    original = QuerySet.__getitem__

    def strict(self: QuerySet[models.Model], key: Any) -> Any:
        if self._result_cache is None and not self.ordered and not self.query.is_empty():
            raise UnorderedRead(f"{self.model.__name__}: {key} of an unordered query")
        return original(self, key)

    QuerySet.__getitem__ = strict  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        QuerySet.__getitem__ = original  # type: ignore[method-assign]
