"""`moli serve`: the pages, from one process with nothing in front of it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, MoliCommand
from moli.interfaces.cli.reference import enter_reference
from moli.interfaces.cli.serving import Address, add_address_arguments, prepare_pages, serve


class Command(MoliCommand):
    """Serve what is loaded, until it is stopped."""

    help = "Serve the pages until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        add_address_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter what a county reckons by, make the static files ready, then serve."""
        address = Address(options["host"], options["port"], options["workers"])
        address.must_be_free()
        enter_reference(by=OPERATOR, at=clock.now())
        prepare_pages()
        serve(address, say=self.say, works=not options["no_work"])
