"""Applying what a device sends: each operation once, in the order in which the device did it."""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, InterfaceError, OperationalError, connection

from moli.audit.services.recording import record
from moli.audit.services.series import act_of_series, series
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.sync.models import Device, DeviceUser, Operation
from moli.sync.queries.devices import actor_of
from moli.sync.rules.keeping import as_duplicate, kept, recalled
from moli.sync.rules.moments import done_at
from moli.sync.rules.outcomes import Outcome
from moli.sync.rules.pushing import (
    PUSH_MAX,
    Answer,
    ChangedMeanwhile,
    Doing,
    Handler,
    PushAnswer,
    Pushed,
)
from moli.sync.services.registering import refuse_revoked, subject_of

_log = logging.getLogger(__name__)


class PushTooLong(Refusal):
    """A push holds at most so many operations; the device sends the rest after its answer."""


class OperationSaysOther(Refusal):
    """An operation under a number or key that is known, but that says something else."""


class OperationKindUnknown(Refusal):
    """Nobody here knows what an operation of this kind is."""


class NotSignedIn(Refusal):
    """Whoever did it has not signed in on the device."""


class ServerFault(Refusal):
    """Our own fault kept an operation from being applied; it is in the server's log."""


@dataclass
class _Push:
    """What is known while a push is worked through."""

    device: Device
    at: datetime
    handlers: Mapping[str, Handler]
    users: Mapping[str, Actor]
    known: dict[UUID, Operation]
    # After each operation, not only at the end, the database says whether it holds together.
    is_careful: bool
    decided: list[Operation] = field(default_factory=list)
    answered: dict[UUID, Answer] = field(default_factory=dict)


def apply_operations(
    *, device_id: int, pushed: Sequence[Pushed], handlers: Mapping[str, Handler], at: datetime
) -> PushAnswer:
    """Apply what a device sends, in the order of its numbers, all in one transaction.

    An operation that is wanted next is decided: applied, or refused with nothing changed, or in
    conflict with what has changed meanwhile; the number moves on in each case. One that was
    decided before, be it under another number or by another device of the owner, is answered as a
    duplicate with what became of it then; one that says something else under a known key or
    number is refused. One that comes too early waits, and so do those
    after it. A fault of ours refuses the one operation that it meets, so that none blocks those
    behind it. Sent again, everything is a duplicate.

    Refuses a device that was revoked, and more than `PUSH_MAX` operations. An error of the
    database's connection, such as a deadlock, is raised with nothing changed: the device sends it
    again.
    """
    if len(pushed) > PUSH_MAX:
        raise PushTooLong(field="operations", count_max=PUSH_MAX)
    try:
        return _applied(device_id, pushed, handlers, at, is_careful=False)
    except IntegrityError:
        # What the database looks at only at the end does not say whose fault it is.
        return _applied(device_id, pushed, handlers, at, is_careful=True)


def _applied(
    device_id: int,
    pushed: Sequence[Pushed],
    handlers: Mapping[str, Handler],
    at: datetime,
    *,
    is_careful: bool,
) -> PushAnswer:
    with series(keys=[each.uid for each in pushed]):
        return _worked_through(device_id, pushed, handlers, at, is_careful=is_careful)


def _worked_through(
    device_id: int,
    pushed: Sequence[Pushed],
    handlers: Mapping[str, Handler],
    at: datetime,
    *,
    is_careful: bool,
) -> PushAnswer:
    device = _locked(device_id)
    refuse_revoked(device)
    push = _Push(
        device=device,
        at=at,
        handlers=handlers,
        users={
            row.user_key: Actor(key=row.user_key, name=row.name)
            for row in DeviceUser.objects.filter(device=device)
        },
        known=_known(pushed),
        is_careful=is_careful,
    )
    answers = [_answer(push, each) for each in sorted(pushed, key=lambda each: each.sequence)]
    _keep(push)
    return PushAnswer(answers=answers, next_sequence=device.next_sequence)


def _locked(device_id: int) -> Device:
    """The device, locked with all of its owner: two that work on the same things take turns."""
    owner = Device.objects.filter(pk=device_id).values("owner_key")
    devices = Device.objects.filter(owner_key__in=owner).select_for_update(of=("self",))
    return next(each for each in devices.order_by("pk") if each.pk == device_id)


def _known(pushed: Sequence[Pushed]) -> dict[UUID, Operation]:
    rows = Operation.objects.filter(uid__in=[each.uid for each in pushed]).select_related("device")
    return {row.uid: row for row in rows}


def _answer(push: _Push, pushed: Pushed) -> Answer:
    known, wanted = push.known.get(pushed.uid), push.device.next_sequence
    if known is not None and _is_same(push.device, pushed, known):
        # Maybe under another number, when the device has counted anew since.
        answer = _told_again(push, pushed, known)
    elif pushed.sequence > wanted:
        return Answer(pushed.uid, pushed.sequence, Outcome.WAITING)
    elif known is None and pushed.sequence == wanted:
        return _decide(push, pushed)
    else:
        answer = _refused(pushed, OperationSaysOther(field="id"))
    if pushed.sequence == wanted:
        _use_up(push, pushed)
    return answer


def _is_same(device: Device, pushed: Pushed, known: Operation) -> bool:
    """Whether it was decided before: its station's other devices may have sent it, too."""
    is_of_owner = known.device.owner_key == device.owner_key
    return is_of_owner and known.digest == pushed.digest


def _told_again(push: _Push, pushed: Pushed, known: Operation) -> Answer:
    if pushed.uid in push.answered:
        return as_duplicate(push.answered[pushed.uid], sequence=pushed.sequence)
    return recalled(pushed, outcome=Outcome(known.outcome), answer=known.answer)


def _use_up(push: _Push, pushed: Pushed) -> None:
    """Let a number go by whose operation stands under another: those behind it must not wait."""
    nothing = _refused(pushed, OperationSaysOther(field="id"))
    _note(push, pushed, nothing, uid=uuid5(push.device.uid, str(pushed.sequence)))


def _decide(push: _Push, pushed: Pushed) -> Answer:
    try:
        # What a handler that refuses has changed before is undone.
        with act_of_series():
            answer = _apply(push, pushed)
            if push.is_careful:
                connection.check_constraints()
    except ChangedMeanwhile as conflict:
        answer = _refused(pushed, conflict, outcome=Outcome.CONFLICT)
    except Refusal as refusal:
        answer = _refused(pushed, refusal)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001 - one bad operation must not block a queue
        _tell_fault(pushed, fault)
        answer = _refused(pushed, ServerFault(field=""))
    _note(push, pushed, answer)
    return answer


def _apply(push: _Push, pushed: Pushed) -> Answer:
    handler, by = push.handlers.get(pushed.kind), push.users.get(pushed.by_key)
    if handler is None:
        raise OperationKindUnknown(field="kind")
    if by is None:
        raise NotSignedIn(field="by")
    moment = done_at(
        made_at=pushed.made_at, registered_at=push.device.registered_at, received_at=push.at
    )
    done = handler(pushed, Doing(push.device.owner_key, by, moment, push.at))
    return Answer(
        uid=pushed.uid,
        sequence=pushed.sequence,
        outcome=Outcome.APPLIED,
        facts=done.facts,
        key=done.key,
        version=done.version,
    )


def _refused(pushed: Pushed, refusal: Refusal, *, outcome: Outcome = Outcome.REFUSED) -> Answer:
    return Answer(
        uid=pushed.uid,
        sequence=pushed.sequence,
        outcome=outcome,
        code=refusal.code,
        field_name=refusal.field,
        facts=refusal.facts,
    )


def _tell_fault(pushed: Pushed, fault: Exception) -> None:
    """Say where a fault happened. What it says may name people, so it stays out of the log."""
    _log.error(
        "operation %s (%s) met a fault of ours: %s\n%s",
        pushed.uid,
        pushed.kind,
        type(fault).__name__,
        "".join(traceback.format_tb(fault.__traceback__)),
    )


def _note(push: _Push, pushed: Pushed, answer: Answer, *, uid: UUID | None = None) -> None:
    """Have an operation written down with the push, and move on to the next number."""
    by = push.users.get(pushed.by_key)
    row = Operation(
        uid=uid or pushed.uid,
        device=push.device,
        sequence=pushed.sequence,
        kind=pushed.kind,
        digest=pushed.digest,
        base_version=pushed.base_version,
        made_at=pushed.made_at,
        received_at=push.at,
        by_key=pushed.by_key,
        by_name=by.name if by else "",
        outcome=answer.outcome,
        answer=kept(answer),
    )
    push.decided.append(row)
    push.known.setdefault(row.uid, row)
    push.answered[row.uid] = answer
    push.device.next_sequence += 1


def _keep(push: _Push) -> None:
    device = push.device
    device.last_seen_at = push.at
    device.save(update_fields=["next_sequence", "last_seen_at"])
    if not push.decided:
        return
    Operation.objects.bulk_create(push.decided)
    told = Counter(Outcome(row.outcome) for row in push.decided)
    record(
        verb="sync.push",
        on=subject_of(device),
        by=actor_of(device),
        at=push.at,
        applied=told[Outcome.APPLIED],
        conflicts=told[Outcome.CONFLICT],
        refused=told[Outcome.REFUSED],
    )
