"""`moli demo`: Heng County loaded, matched, told in ten lines and served."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandParser

from moli.interfaces.cli.command import MoliCommand, is_terminal
from moli.interfaces.cli.demo.building import build_demo
from moli.interfaces.cli.demo.households.villages import HOUSEHOLDS
from moli.interfaces.cli.demo.story import demo_figures, story_lines
from moli.interfaces.cli.serving import Address, add_address_arguments, prepare_pages, serve


class Command(MoliCommand):
    """Load the demo once, match it once, tell its story; again, it only tells and serves."""

    help = "Load Heng County, match it, tell the story in ten lines, serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to serve, where, and whether to begin anew."""
        add_address_arguments(parser)
        parser.add_argument("--no-serve", action="store_true", help="end after the story")
        parser.add_argument("--json", action="store_true", help="print one JSON object, no story")
        parser.add_argument(
            "--households",
            type=int,
            default=HOUSEHOLDS,
            metavar="N",
            help="how many households the registry gets when it is loaded",
        )
        parser.add_argument("--fresh", action="store_true", help="forget the demo's data first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build what is not built yet, then tell and serve."""
        address = Address(options["host"], options["port"], options["workers"])
        will_serve = not options["no_serve"]
        if will_serve:
            address.must_be_free()
        began = time.perf_counter()
        watched = is_terminal() and not options["json"]
        round_row = build_demo(
            is_fresh=options["fresh"], is_watched=watched, households=options["households"]
        )
        seconds = round(time.perf_counter() - began, 2)
        figures = demo_figures(round_row, seconds=seconds)
        if options["json"]:
            self.show_json(figures)
        else:
            for line in story_lines(round_row, seconds=seconds):
                self.say(line)
        if will_serve:
            prepare_pages()
            say = (lambda line: None) if options["json"] else self.say
            serve(address, say=say, works=not options["no_work"])
