"""`moli pair`: one kind of pairing planned as a whole, or all three."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, MoliCommand
from moli.interfaces.cli.pairings import PairFigures
from moli.interfaces.cli.refusals import ArgumentInvalid
from moli.pairing.queries.reckoned import reckon
from moli.pairing.rules.kinds import PairingKind
from moli.pairing.services.planning import plan_pairings


class Command(MoliCommand):
    """Plan pairings and keep the plans; nothing is proposed to anybody.

    With the request key of an earlier run it answers with the plans of that run.
    """

    help = "Plan who looks after whom: partners, enterprises, practitioners."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which kind, how many ties may change, whether to store."""
        parser.add_argument(
            "--kind", metavar="KIND", help="partner, enterprise or practitioner; all without it"
        )
        parser.add_argument(
            "--changes-max", type=int, metavar="N", help="change at most so many ties of a kind"
        )
        parser.add_argument("--dry-run", action="store_true", help="plan, and store nothing")
        parser.add_argument("--request-key", type=UUID, help="run once, however often it is sent")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan each kind and show its figures. One that is refused leaves none of them stored."""
        kinds, changes_max = _kinds(options["kind"]), options["changes_max"]
        if changes_max is not None and changes_max < 0:
            raise ArgumentInvalid(command="moli pair", value="--changes-max")
        now = clock.now()
        if options["dry_run"]:
            figures = [_tried(kind, changes_max=changes_max, at=now) for kind in kinds]
        else:
            run_key = options["request_key"] or uuid4()
            with transaction.atomic():
                figures = [
                    _stored(kind, changes_max=changes_max, run_key=run_key, at=now)
                    for kind in kinds
                ]
        self._show(figures, is_json=options["json"], is_one=options["kind"] is not None)

    def _show(self, figures: list[PairFigures], *, is_json: bool, is_one: bool) -> None:
        if is_json:
            told = [each.as_json() for each in figures]
            self.show_json(told[0] if is_one else {"plans": told})
            return
        for each in figures:
            for line in each.lines():
                self.say(line)


def _kinds(asked: str | None) -> list[PairingKind]:
    if asked is None:
        return list(PairingKind)
    try:
        return [PairingKind(asked.upper())]
    except ValueError as error:
        raise ArgumentInvalid(command="moli pair", value="--kind") from error


def _stored(
    kind: PairingKind, *, changes_max: int | None, run_key: UUID, at: datetime
) -> PairFigures:
    row = plan_pairings(
        kind=kind,
        changes_max=changes_max,
        request_key=uuid5(run_key, kind),
        by=OPERATOR,
        at=at,
    )
    return PairFigures(
        kind=kind,
        helpers=row.helpers,
        helped=row.helped,
        ties=row.ties,
        pairs=row.pairs,
        changed=row.changed,
        cost_points=row.cost_points,
        bound_points=row.bound_points,
        plan=row.key,
    )


def _tried(kind: PairingKind, *, changes_max: int | None, at: datetime) -> PairFigures:
    reckoned = reckon(kind, on=timezone.localdate(at), changes_max=changes_max)
    plan = reckoned.plan
    return PairFigures(
        kind=kind,
        helpers=len(reckoned.laid_out.helpers),
        helped=len(reckoned.laid_out.helped),
        ties=reckoned.laid_out.problem.ties_count,
        pairs=len(plan),
        changed=plan.changed,
        cost_points=plan.cost,
        bound_points=plan.cost_bound,
    )
