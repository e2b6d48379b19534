"""When something was done: the device's clock where it can be believed, else ours."""

from __future__ import annotations

from datetime import datetime, timedelta

BEFORE_REGISTERED = timedelta(days=1)
AHEAD = timedelta(minutes=5)


def done_at(*, made_at: datetime, registered_at: datetime, received_at: datetime) -> datetime:
    """The moment of an operation.

    The device's own counts when it lies after its registration, less a day, and before the
    receipt. A clock that is up to five minutes ahead is set to the receipt, and so is one that is
    further out: nothing is done in days to come.
    """
    if registered_at - BEFORE_REGISTERED <= made_at <= received_at + AHEAD:
        return min(made_at, received_at)
    return received_at
