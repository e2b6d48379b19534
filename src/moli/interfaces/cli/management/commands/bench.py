"""`moli bench`: planners, an import, books, orders or devices, timed beside their peers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandParser

from moli.interfaces.cli.command import MoliCommand
from moli.interfaces.cli.refusals import ArgumentInvalid

_SIZES = ("county", "province")
_PAIRING_SIZES = ("villages", "households")
_MEMBERS = 100_000
_TRANSFERS = 5_000


class Command(MoliCommand):
    """Time planners, which need no database, or what needs one in one of its own."""

    help = "Time the planners, an import, the books, taking orders, or devices that come back."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to time, at which size."""
        parser.add_argument("what", choices=_NAMES, metavar="|".join(_NAMES))
        parser.add_argument(
            "--size",
            metavar="SIZE",
            help="matching, siting: county or province; pairing: villages or households; "
            "import: people; "
            "ledger: transfers; orders: seconds; sync: devices",
        )
        parser.add_argument(
            "--database",
            choices=("sqlite", "postgresql"),
            metavar="DATABASE",
            help="orders, sync: sqlite or postgresql; without it the database of the settings",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the benchmark and show what it measured."""
        with _engines_speak_on_stderr():
            if options["what"] in _SERVED:
                measured = _SERVED[options["what"]](options["database"], size=options["size"])
            else:
                measured = _BENCHES[options["what"]](options["size"])
        if options["json"]:
            self.show_json(measured)
            return
        for name, value in measured.items():
            if name != "peers":
                self.say(f"{name:<14} {value}")
        for peer in measured.get("peers", ()):
            self.say("  " + "  ".join(f"{name} {value}" for name, value in peer.items()))


def _matching(size: str | None) -> dict[str, Any]:
    # Engines take a second to import; no other command needs them.
    from moli.interfaces.cli.benches import matching

    if size not in {None, *_SIZES}:
        raise ArgumentInvalid(command="moli bench", value="--size")
    return matching.run(size or "county")


def _pairing(size: str | None) -> dict[str, Any]:
    from moli.interfaces.cli.benches import pairing

    if size not in {None, *_PAIRING_SIZES}:
        raise ArgumentInvalid(command="moli bench", value="--size")
    return pairing.run(size)


def _siting(size: str | None) -> dict[str, Any]:
    from moli.interfaces.cli.benches import siting

    if size not in {None, *_SIZES}:
        raise ArgumentInvalid(command="moli bench", value="--size")
    return siting.run(size)


def _import(size: str | None) -> dict[str, Any]:
    from moli.interfaces.cli.benches import rosters

    return rosters.run(_counted(size, least=1) or _MEMBERS)


def _ledger(size: str | None) -> dict[str, Any]:
    from moli.interfaces.cli.benches import books

    return books.run(_counted(size, least=20) or _TRANSFERS)


def _orders(database: str | None, *, size: str | None) -> dict[str, Any]:
    from moli.interfaces.cli.benches import orders

    return orders.run(database, seconds=_counted(size, least=1) or orders.SECONDS)


def _sync(database: str | None, *, size: str | None) -> dict[str, Any]:
    from moli.interfaces.cli.benches import sync

    return sync.run(database, devices=_counted(size, least=1) or sync.DEVICES)


def _counted(size: str | None, *, least: int) -> int | None:
    if size is None:
        return None
    if not (size.isascii() and size.isdigit() and int(size) >= least):
        raise ArgumentInvalid(command="moli bench", value="--size")
    return int(size)


_BENCHES: Mapping[str, Callable[[str | None], dict[str, Any]]] = {
    "import": _import,
    "ledger": _ledger,
    "matching": _matching,
    "pairing": _pairing,
    "siting": _siting,
}
# Those that a server answers, over the database that is asked for.
_SERVED: Mapping[str, Callable[..., dict[str, Any]]] = {"orders": _orders, "sync": _sync}
_NAMES = sorted([*_BENCHES, *_SERVED])


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
