"""Devices of stations, and operations as they send them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from uuid import UUID, uuid4

from moli.accounts.models import User
from moli.kernel.actor import Actor
from moli.sync.models import Device
from moli.sync.rules.pushing import Pushed
from moli.sync.rules.tokens import hash_of
from moli.sync.services.registering import register_device, sign_in
from tests.factories.moments import NOW, TESTER

_tokens = count(1)


def device(
    owner_key: str = "a-station",
    *,
    by: Actor = TESTER,
    at: datetime = NOW,
    token: str = "",
    name: str = "柜台平板",
) -> Device:
    """A device of an owner, with one person signed in; a token is made when none is given."""
    return register_device(
        owner_key=owner_key,
        name=name,
        token_hash=hash_of(token or f"token-{next(_tokens)}"),
        request_key=uuid4(),
        by=by,
        at=at,
    )


def signed_in(row: Device, user: User, *, at: datetime = NOW) -> User:
    """Somebody who signs in on a device, too."""
    sign_in(device_id=row.pk, by=user.actor, at=at)
    return user


def operation(
    sequence: int,
    *,
    kind: str = "note",
    body: Mapping[str, object] | None = None,
    by: Actor = TESTER,
    made_at: datetime = NOW,
    uid: UUID | None = None,
    base_version: int | None = None,
) -> Pushed:
    """One operation as a device sends it."""
    return Pushed(
        uid=uid or uuid4(),
        sequence=sequence,
        kind=kind,
        body=body if body is not None else {"words": f"number {sequence}"},
        made_at=made_at,
        by_key=by.key,
        base_version=base_version,
    )
