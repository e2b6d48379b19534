"""`moli serve`: the pages, from one process with nothing in front of it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from moli.interfaces.cli.command import MoliCommand
from moli.interfaces.cli.serving import Address, add_address_arguments, prepare_pages, serve


class Command(MoliCommand):
    """Serve what is loaded, until it is stopped."""

    help = "Serve the pages until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        add_address_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the static files ready, then serve."""
        address = Address(options["host"], options["port"], options["workers"])
        address.must_be_free()
        prepare_pages()
        serve(address, say=self.say, works=not options["no_work"])
