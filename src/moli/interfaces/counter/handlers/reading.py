"""Reading what an operation says: each field by name, or a refusal that names it.

What a device sends was written by a program, but maybe by one that is months old, and the row in
its queue may have been made on a full disk. Nothing is believed to be of its type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from moli.kernel.refusal import Refusal
from moli.sync.rules.pushing import Pushed

Body = Mapping[str, object]
Kind = TypeVar("Kind", bound=StrEnum)

TEXT_MAX = 200
# PostgreSQL keeps no larger whole number in a column of sums.
WHOLE_MAX = 2**53 - 1
ROWS_MAX = 100
KEYS_MAX = 1_000
# PostgreSQL breaks on the sign of nothing, and every answer on half a sign, as a text that was
# cut in two has.
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class FieldMissing(Refusal):
    """An operation does not say something that its kind needs. `field` names it."""


class FieldMalformed(Refusal):
    """An operation says something that cannot be read. `field` names it."""


def read_text(body: Body, name: str, *, most: int = TEXT_MAX) -> str:
    """A text without space around it. Refuses none, an empty one, and one of over `most` signs."""
    text = read_text_or_none(body, name, most=most)
    if not text:
        raise FieldMissing(field=name)
    return text


def read_text_or_none(body: Body, name: str, *, most: int = TEXT_MAX) -> str:
    """A text without space around it, empty where nothing is said."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldMalformed(field=name)
    text = value.strip()
    if len(text) > most or _UNWRITABLE.search(text):
        raise FieldMalformed(field=name)
    return text


def read_uuid(body: Body, name: str) -> UUID:
    """A key of something."""
    key = read_uuid_or_none(body, name)
    if key is None:
        raise FieldMissing(field=name)
    return key


def read_uuid_or_none(body: Body, name: str) -> UUID | None:
    """A key of something, or nothing where nothing is said."""
    text = read_text_or_none(body, name)
    return uuid_of(text, name) if text else None


def uuid_of(value: object, name: str) -> UUID:
    """A value as the key of something."""
    try:
        return UUID(str(value))
    except ValueError as error:
        raise FieldMalformed(field=name) from error


def read_whole(body: Body, name: str, *, least: int = 0, most: int = WHOLE_MAX) -> int:
    """A whole number within its limits."""
    value = body.get(name)
    if value is None:
        raise FieldMissing(field=name)
    # True counts as 1 in Python.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise FieldMalformed(field=name)
    return value


def read_day(body: Body, name: str) -> date:
    """A day, written as 2016-09-12."""
    text = read_text(body, name)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FieldMalformed(field=name) from error


def read_flag(body: Body, name: str) -> bool:
    """Yes or no; nothing said is no."""
    value = body.get(name, False)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise FieldMalformed(field=name)
    return value


def read_choice(body: Body, name: str, kind: type[Kind]) -> Kind:
    """One member of an enumeration, by its value."""
    text = read_text(body, name)
    try:
        return kind(text)
    except ValueError as error:
        raise FieldMalformed(field=name) from error


def read_rows(body: Body, name: str, *, most: int = ROWS_MAX) -> Sequence[Body]:
    """Rows, each of which says something by name. Refuses none and more than `most`."""
    value = body.get(name)
    if not value:
        raise FieldMissing(field=name)
    if not isinstance(value, list) or len(value) > most:
        raise FieldMalformed(field=name)
    if not all(isinstance(row, dict) for row in value):
        raise FieldMalformed(field=name)
    return value


def read_uuids(body: Body, name: str, *, most: int = KEYS_MAX) -> tuple[UUID, ...]:
    """Keys of things; none where nothing is said."""
    value = body.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > most:
        raise FieldMalformed(field=name)
    return tuple(uuid_of(each, name) for each in value)


def base_version_of(pushed: Pushed) -> int:
    """The version of the thing on which an operation builds. Refuses where none is said."""
    if pushed.base_version is None:
        raise FieldMissing(field="base_version")
    return pushed.base_version
