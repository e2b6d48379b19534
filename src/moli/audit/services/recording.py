"""Recording an act in the same transaction as the act itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from moli.audit.models import Event
from moli.audit.services.series import kept_for_the_end
from moli.kernel.actor import Actor
from moli.kernel.refusal import Fact


@dataclass(frozen=True)
class Subject:
    """The thing that an act concerns, by kind and key, and the area it lies in."""

    kind: str
    key: str
    area_code: str = ""


def record(*, verb: str, on: Subject, by: Actor, at: datetime, **facts: Fact) -> Event:
    """Write one line of the trail. Each call writes a new line, so a service calls it once.

    It opens no transaction: it must share the one of the act that it records. Within a series it
    is stored when that ends.
    """
    event = line_of(verb=verb, on=on, by=by, at=at, facts=facts)
    if not kept_for_the_end([event]):
        event.save()
    return event


def record_each(
    *, verb: str, lines: Iterable[tuple[Subject, Mapping[str, Fact]]], by: Actor, at: datetime
) -> None:
    """Write one line for each of many things that one act concerns, such as an import.

    What holds for `record` holds here; the lines are written in batches.
    """
    events = (line_of(verb=verb, on=on, by=by, at=at, facts=facts) for on, facts in lines)
    if not kept_for_the_end(events):
        Event.objects.bulk_create(events, batch_size=1_000)


def line_of(*, verb: str, on: Subject, by: Actor, at: datetime, facts: Mapping[str, Fact]) -> Event:
    """A line of the trail that is not stored yet, for an act that is stored in one statement."""
    return Event(
        at=at,
        actor_key=by.key,
        actor_name=by.name,
        verb=verb,
        subject_kind=on.kind,
        subject_key=on.key,
        area_code=on.area_code,
        facts={
            name: list(value) if isinstance(value, tuple) else value
            for name, value in facts.items()
        },
    )
