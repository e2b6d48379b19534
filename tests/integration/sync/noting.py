"""Handlers that write a line of the trail, and some that cannot: what devices send in tests."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, OperationalError, connection

from moli.audit.models import Event
from moli.audit.services.recording import Subject, record
from moli.kernel.refusal import Refusal
from moli.stations.rules.team import Work
from moli.sync.models import Device
from moli.sync.rules.pushing import (
    ChangedMeanwhile,
    Doing,
    Done,
    Handler,
    PushAnswer,
    Pushed,
)
from moli.sync.services.applying import apply_operations
from tests.factories import NOW


class NotToday(Refusal):
    """A handler says no."""


def _note(pushed: Pushed, doing: Doing) -> Done:
    record(
        verb="test.note",
        on=Subject("note", str(pushed.uid)),
        by=doing.by,
        at=doing.done_at,
        owner_key=doing.owner_key,
        received_at=doing.received_at.isoformat(),
    )
    return Done(key=f"key of {pushed.uid}", version=1, facts={"grams": 5, "work": Work.WEIGH})


def _refuse(pushed: Pushed, doing: Doing) -> Done:
    """Refuse after something was written."""
    _note(pushed, doing)
    raise NotToday(field="words", left_grams=7, work=Work.CASH)


def _conflict(pushed: Pushed, doing: Doing) -> Done:
    _note(pushed, doing)
    raise ChangedMeanwhile(field="ref", version=3)


def _break(pushed: Pushed, doing: Doing) -> Done:
    _note(pushed, doing)
    raise ZeroDivisionError(pushed.body["words"])


def _break_a_law(pushed: Pushed, doing: Doing) -> Done:
    raise IntegrityError(pushed.body["words"])


def _break_in_the_end(pushed: Pushed, doing: Doing) -> Done:
    """Break a law at which the database looks only when everything is stored."""
    _note(pushed, doing)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sync_deviceuser (device_id, user_key, name, since_at)"
            " VALUES (987654, 'nobody', '', %s)",
            [NOW],
        )
    return Done()


def _away(pushed: Pushed, doing: Doing) -> Done:
    _note(pushed, doing)
    raise OperationalError("the database is away")


HANDLERS: Mapping[str, Handler] = {
    "note": _note,
    "refuse": _refuse,
    "conflict": _conflict,
    "break": _break,
    "break_a_law": _break_a_law,
    "break_in_the_end": _break_in_the_end,
    "away": _away,
}


def push(device: Device, *pushed: Pushed, at: object = NOW) -> PushAnswer:
    """Send operations from a device."""
    return apply_operations(device_id=device.pk, pushed=pushed, handlers=HANDLERS, at=at)


def notes() -> list[str]:
    """What was noted, in the order of its writing."""
    rows = Event.objects.filter(verb="test.note").order_by("pk")
    return list(rows.values_list("subject_key", flat=True))
