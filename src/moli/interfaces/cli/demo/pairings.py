"""The three plans on the evening before the demo opens, and what both sides say to them.

The planner alone says who looks after whom, by the rows that the sales have left. What people
had begun by themselves in spring is in `pairings_early`, what they do in `pairings_care`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from moli.interfaces.cli.demo.moment import MAKER, at, request_key
from moli.interfaces.cli.demo.pairings_care import look_after_new
from moli.interfaces.cli.demo.pairings_people import planner_of
from moli.interfaces.cli.demo.pairings_sides import agreed_to, the_cast
from moli.interfaces.cli.demo.people import practitioner
from moli.pairing.rules.kinds import PairingKind, PairSide
from moli.pairing.services.agreeing import agree
from moli.pairing.services.planning import plan_pairings
from moli.pairing.services.proposing import propose_planned
from moli.pairing.services.setting_rules import load_pairing_rules

if TYPE_CHECKING:
    from moli.pairing.models import Pairing, PairPlan

_HOURS = {PairingKind.PARTNER: 21, PairingKind.ENTERPRISE: 22, PairingKind.PRACTITIONER: 23}
_EVENING_BEFORE = -1


def load_rules() -> None:
    """How pairings are planned, and what is asked of them."""
    load_pairing_rules(by=MAKER, at=at(days_before=200))


def plan_and_agree() -> None:
    """Plan each kind, propose all of it, and let both sides agree. Twice is once.

    One household has not been asked yet: its answer waits.
    """
    cast = the_cast()
    for kind in PairingKind:
        proposed = _proposed(_planned(kind), kind)
        waiting = _that_waits(proposed) if kind is PairingKind.PRACTITIONER else None
        asked = [row for row in proposed if row != waiting]
        agreed_to(asked, cast, partial(_moments, kind))
        if waiting is not None:
            agree(
                pairing_uid=waiting.uid,
                pair_side=PairSide.HELPER,
                by=cast.sides_of(waiting).helper,
                at=_moment(kind, minutes=59),
            )


def look_after() -> None:
    """What those whom the plans brought together do on their first morning. Twice is once."""
    look_after_new(the_cast())


def _planned(kind: PairingKind) -> PairPlan:
    return plan_pairings(
        kind=kind,
        changes_max=None,
        request_key=request_key(f"pair plan {kind}"),
        by=planner_of(kind).actor,
        at=_moment(kind, minutes=0),
    )


def _proposed(plan: PairPlan, kind: PairingKind) -> list[Pairing]:
    return propose_planned(
        plan_uid=plan.uid, helped_keys=None, by=planner_of(kind).actor, at=_moment(kind, minutes=5)
    )


def _that_waits(proposed: list[Pairing]) -> Pairing | None:
    """The last household of the log-in page's practitioner, if the plan found him some."""
    key = str(practitioner().uid)
    own = [row for row in proposed if row.helper_key == key]
    return own[-1] if len(own) > 1 else None


def _moment(kind: PairingKind, *, minutes: int) -> datetime:
    return at(days_before=_EVENING_BEFORE, hour=_HOURS[kind], minutes=minutes)


def _moments(kind: PairingKind) -> Iterator[datetime]:
    """From ten past on, twelve seconds apart, so that all is said before the hour is over."""
    moment = _moment(kind, minutes=10)
    while True:
        yield moment
        moment += timedelta(seconds=12)
