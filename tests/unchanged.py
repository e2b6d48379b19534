"""A refusal changes nothing: the whole database before and after, row by row.

with refused(NotEnoughLeft, field="lot", left_grams=0, value_grams=5):
    introduce(…)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps

from moli.kernel.refusal import Refusal


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all our tables, by table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("moli.")
    }


@contextmanager
def unchanged() -> Iterator[None]:
    """Fail when the block changes any row."""
    before = everything()
    yield
    assert everything() == before


@contextmanager
def refused(kind: type[Refusal], *, field: str = "", **facts: Any) -> Iterator[None]:
    """Fail unless the block raises exactly this refusal, with these facts, and changes nothing."""
    with unchanged(), pytest.raises(kind) as caught:
        yield
    assert type(caught.value) is kind
    assert caught.value.field == field
    assert dict(caught.value.facts) == facts
