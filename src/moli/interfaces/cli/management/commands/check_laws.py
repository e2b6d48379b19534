"""`moli check`: every law of the data that exists so far, and what the rules of quality find."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from moli.interfaces.cli.command import MoliCommand
from moli.interfaces.cli.laws import all_laws
from moli.interfaces.cli.quality import RuleStand, all_rules, rule_stand_words
from moli.interfaces.words.laws import law_words


class Command(MoliCommand):
    """Check the laws of the data. Changes nothing; exit code 1 when a law is broken.

    What the rules of data quality find is work for people and no fault of the data: it is told,
    and the exit code does not speak of it.
    """

    help = (
        "Check every law of the data, and count what the rules of data quality find; "
        "exit code 1 when a law is broken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """JSON for scripts."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask every room for its laws and say how each stands."""
        found, rules = all_laws(), all_rules()
        broken = [check for check in found if not check.holds]
        if options["json"]:
            self.show_json(
                {
                    "ok": not broken,
                    "laws": [
                        {"law": check.law, "checked": check.checked, "broken": check.broken}
                        for check in found
                    ],
                    "quality": [rule.as_json() for rule in rules],
                }
            )
        else:
            for check in found:
                self.say(law_words(check))
            self._say_rules(rules)
            self.say(
                _("有 %(broken)s 条规矩被破坏。") % {"broken": len(broken)}
                if broken
                else _("%(laws)s 条规矩全部守住。") % {"laws": len(found)}
            )
        if broken:
            sys.exit(1)

    def _say_rules(self, rules: list[RuleStand]) -> None:
        """The rules that found something, and what it comes to."""
        broken = [rule for rule in rules if rule.found or rule.waived]
        for rule in broken:
            self.say(rule_stand_words(rule))
        if rules:
            facts = {
                "rules": f"{len(rules):,}",
                "found": f"{sum(rule.found for rule in broken):,}",
            }
            self.say(_("按 %(rules)s 条数据质量规则，有 %(found)s 处请人核对或改。") % facts)
