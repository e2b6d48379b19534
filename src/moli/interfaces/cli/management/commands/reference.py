"""`moli reference`: the lines, standards and rules that the package brings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, MoliCommand
from moli.interfaces.cli.reference import enter_reference


class Command(MoliCommand):
    """Enter what a county reckons by, where it is not there yet. Twice is once."""

    help = "Enter the lines, standards and rules that the package brings; twice is once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter them and say so."""
        enter_reference(by=OPERATOR, at=clock.now())
        self.say(_("标准、质量规则和党内规定都在了；县里自己录的没有动。"))
