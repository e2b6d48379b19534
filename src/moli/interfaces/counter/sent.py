"""Operations as a device sends them: read with suspicion, but never so that one blocks the others.

Without its id and number an operation cannot be answered, and the whole push is refused. Anything
else that is wrong with it is left to its handler, which refuses it alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from moli.interfaces.counter.doors import PushUnreadable
from moli.sync.rules.pushing import Pushed

_KIND: Final = re.compile(r"[a-z_]{1,30}")
_PERSON: Final = re.compile(r"[\w:.-]{1,60}", re.ASCII)
_SEQUENCE_MAX: Final = 2**53
_VERSION_MAX: Final = 2**31 - 1
# Rows of a body are its third level; far deeper ones could be read, but not be gone through.
_LEVELS_MAX: Final = 10


def read_operations(said: Mapping[str, object], *, received_at: datetime) -> Sequence[Pushed]:
    """The operations of a push. Refuses what is no list, and one without id or number."""
    operations = said.get("operations")
    if not isinstance(operations, list):
        raise PushUnreadable(field="operations", place="operations")
    return [_operation(each, place, received_at) for place, each in enumerate(operations, 1)]


def _operation(said: object, place: int, received_at: datetime) -> Pushed:
    if not isinstance(said, dict):
        raise PushUnreadable(field="operations", place=f"operations {place}")
    return Pushed(
        uid=_uid(said.get("id"), place),
        sequence=_sequence(said.get("sequence"), place),
        kind=_fitting(said.get("kind"), _KIND),
        body=_body(said.get("body")),
        made_at=_moment(said.get("made_at")) or received_at,
        by_key=_fitting(said.get("by"), _PERSON),
        base_version=_version(said.get("base_version")),
    )


def _body(value: object) -> Mapping[str, object]:
    """What an operation says; nothing where it is of no form, or nested without sense."""
    return value if isinstance(value, dict) and _is_shallow(value, _LEVELS_MAX) else {}


def _is_shallow(value: object, levels: int) -> bool:
    if not isinstance(value, (dict, list)):
        return True
    parts = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_shallow(each, levels - 1) for each in parts)


def _uid(value: object, place: int) -> UUID:
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError as error:
        raise PushUnreadable(field="id", place=f"operations {place}, id") from error


def _sequence(value: object, place: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _SEQUENCE_MAX:
        return value
    raise PushUnreadable(field="sequence", place=f"operations {place}, sequence")


def _fitting(value: object, form: re.Pattern[str]) -> str:
    return value if isinstance(value, str) and form.fullmatch(value) else ""


def _version(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _VERSION_MAX else None


def _moment(value: object) -> datetime | None:
    """A moment with its offset; a clock without one cannot be believed."""
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
        is_moment = moment.tzinfo is not None and moment.utcoffset() is not None
        # Far from our days, an offset alone can lead out of the calendar.
        return moment if is_moment and 2000 <= moment.year <= 2200 else None
    except ValueError:
        return None
