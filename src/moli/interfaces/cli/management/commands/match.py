"""`moli match`: one matching round over everything open."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.management.base import CommandParser

from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, MoliCommand
from moli.interfaces.cli.figures import round_as_json, round_lines
from moli.market.queries.figures import figures_of
from moli.market.services.running_rounds import run_round


class Command(MoliCommand):
    """Run a round. With the request key of an earlier round it answers with that round."""

    help = "Run a matching round over all open lots and demands."

    def add_arguments(self, parser: CommandParser) -> None:
        """A seed and a key, both for repeating a round exactly."""
        parser.add_argument("--seed", type=int, default=0, help="same seed, same plan")
        parser.add_argument("--request-key", type=UUID, help="run once, however often it is sent")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the round and show its figures."""
        row = run_round(
            request_key=options["request_key"] or uuid4(),
            seed=options["seed"],
            by=OPERATOR,
            at=clock.now(),
        )
        figures = figures_of(row)
        if options["json"]:
            self.show_json(round_as_json(figures))
            return
        for line in round_lines(figures):
            self.say(line)
