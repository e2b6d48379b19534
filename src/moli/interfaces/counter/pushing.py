"""Taking what a device sends, and telling it what became of each operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import OperationalError, connection

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.counter.doors import answered, counter_door, for_device, read_json
from moli.interfaces.counter.handlers import JUDGED
from moli.interfaces.counter.sent import read_operations
from moli.interfaces.words.labels import field_label
from moli.interfaces.words.refusals import SENTENCES, filled
from moli.kernel.refusal import Fact
from moli.sync.rules.pushing import Answer, PushAnswer
from moli.sync.services.applying import apply_operations

if TYPE_CHECKING:
    from django.http import HttpResponse

    from moli.sync.models import Device

_TRIES: Final = 3
# Two transactions waited for each other, and the database let one of them go.
_LET_GO: Final = {"40P01", "40001"}


def _push(request: MoliRequest, device: Device) -> HttpResponse:
    """Apply up to a hundred operations: 200 with an answer for each.

    Sent again, they are answered as duplicates. 503 when the database is busy or away; the device
    waits and sends them again.
    """
    at = clock.now()
    pushed = read_operations(read_json(request), received_at=at)
    try:
        told = _again_when_let_go(
            lambda: apply_operations(device_id=device.pk, pushed=pushed, handlers=JUDGED, at=at)
        )
    except OperationalError:
        return answered({"error": "busy"}, status=503)
    return answered(
        {
            "answers": [_told(each) for each in told.answers],
            "next_sequence": told.next_sequence,
            "now": at.isoformat(),
        }
    )


push = counter_door("POST")(for_device(_push))


def _again_when_let_go(apply: Callable[[], PushAnswer]) -> PushAnswer:
    for tried in range(_TRIES):
        try:
            return apply()
        except OperationalError as error:
            is_let_go = getattr(error.__cause__, "sqlstate", None) in _LET_GO
            if not is_let_go or tried + 1 == _TRIES or connection.in_atomic_block:
                raise
    raise AssertionError("unreachable")


def _told(answer: Answer) -> Mapping[str, object]:
    return {
        "id": str(answer.uid),
        "sequence": answer.sequence,
        "outcome": answer.outcome,
        "first": answer.first,
        "code": answer.code,
        "field": answer.field_name,
        "sentence": _sentence(answer),
        "facts": {name: _plain(value) for name, value in answer.facts.items()},
        "key": answer.key,
        "version": answer.version,
    }


def _sentence(answer: Answer) -> str:
    if not answer.code:
        return ""
    # What was written down long ago may be of a kind, or lack a fact, that today's words know not.
    template = SENTENCES.get(answer.code, SENTENCES["ServerFault"])
    try:
        return filled(template, answer.facts, field=field_label(answer.field_name))
    except KeyError:
        return str(SENTENCES["ServerFault"])


def _plain(value: Fact) -> str | int | Sequence[str]:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
