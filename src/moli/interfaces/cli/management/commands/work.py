"""`moli work`: what is due by the clock, every minute or once."""

from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from moli.interfaces import clock
from moli.interfaces.cli.command import MoliCommand
from moli.interfaces.cli.work.background import EVERY_SECONDS, tried
from moli.interfaces.cli.work.running import Outcome, run_jobs
from moli.interfaces.cli.work.words import outcome_words
from moli.interfaces.payments import settings_faults
from moli.interfaces.words.refusals import sentence


class Command(MoliCommand):
    """Do what is due: ask channels, expire, settle, send back, state months, forget.

    With `--once` the exit code is 1 when a job failed; what failed is done by the next run.
    """

    help = "Do what is due by the clock, every minute until stopped, or once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once or for ever, how often, and JSON for scripts."""
        parser.add_argument("--once", action="store_true", help="do it once and end")
        parser.add_argument(
            "--every", type=int, default=EVERY_SECONDS, metavar="SECONDS", help="how often"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object a run")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the jobs and say a line a job."""
        for fault in settings_faults():
            print(sentence(fault), file=sys.stderr)
        while True:
            if options["once"]:
                outcomes = run_jobs(at=clock.now())
                self._tell(outcomes, is_json=options["json"])
                sys.exit(int(any(each.fault for each in outcomes or [])))
            tried(lambda at: self._tell(run_jobs(at=at), is_json=options["json"]))
            time.sleep(max(1, options["every"]))

    def _tell(self, outcomes: list[Outcome] | None, *, is_json: bool) -> None:
        if is_json:
            jobs = {each.job: {**each.counts, "fault": each.fault} for each in outcomes or []}
            self.show_json({"is_ours": outcomes is not None, "jobs": jobs})
        elif outcomes is None:
            self.say(_("另一个进程正在做，这一次不用做。"))
        else:
            for each in outcomes:
                self.say(outcome_words(each))
        self.stdout.flush()
