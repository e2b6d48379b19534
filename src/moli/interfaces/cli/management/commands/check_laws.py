"""`moli check`: every law of the data that exists so far, each a query."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from moli.interfaces.cli.command import MoliCommand
from moli.interfaces.cli.laws import all_laws
from moli.interfaces.words.laws import law_words


class Command(MoliCommand):
    """Check the laws of the data. Changes nothing; exit code 1 when a law is broken."""

    help = "Check every law of the data; exit code 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        """JSON for scripts."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask every room for its laws and say how each stands."""
        found = all_laws()
        broken = [check for check in found if not check.holds]
        if options["json"]:
            self.show_json(
                {
                    "ok": not broken,
                    "laws": [
                        {"law": check.law, "checked": check.checked, "broken": check.broken}
                        for check in found
                    ],
                }
            )
        else:
            for check in found:
                self.say(law_words(check))
            self.say(
                _("有 %(broken)s 条规矩被破坏。") % {"broken": len(broken)}
                if broken
                else _("%(laws)s 条规矩全部守住。") % {"laws": len(found)}
            )
        if broken:
            sys.exit(1)
