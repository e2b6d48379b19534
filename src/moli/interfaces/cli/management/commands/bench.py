"""`moli bench`: the planner timed beside its peers, in one run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandParser

from moli.interfaces.cli.command import MoliCommand


class Command(MoliCommand):
    """Time the planner. Needs no database."""

    help = "Time the matching planner beside its peers on the same links."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which planner, at which size."""
        parser.add_argument("what", choices=["matching"], metavar="matching")
        parser.add_argument("--size", choices=["county", "province"], default="county")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the benchmark and show what it measured."""
        # Engines take a second to import; no other command needs them.
        from moli.interfaces.cli.benches import matching

        with _engines_speak_on_stderr():
            measured = matching.run(options["size"])
        if options["json"]:
            self.show_json(measured)
            return
        for name, value in measured.items():
            if name != "peers":
                self.say(f"{name:<14} {value}")
        for peer in measured["peers"]:
            self.say("  " + "  ".join(f"{name} {value}" for name, value in peer.items()))


@contextmanager
def _engines_speak_on_stderr() -> Iterator[None]:
    """Send what engines print to stderr: some write a banner to file 1, past Python's stdout."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
