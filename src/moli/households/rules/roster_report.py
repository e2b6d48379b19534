"""What became of a roster."""

from __future__ import annotations

from dataclasses import dataclass

from moli.kernel.report import Finding, ImportReport


@dataclass(frozen=True)
class RosterReport(ImportReport):
    """The outcome: `rows` of the sheet; `created` and `unchanged` count households.

    `differing` are registered households of which the sheet says otherwise, cell by cell: they
    stay as they are. `unread` are headings that nobody reads. `batch_key` names the batch, empty
    when nothing was stored; `is_known` says that this very file was imported before.
    """

    households: int = 0
    people: int = 0
    differing: tuple[Finding, ...] = ()
    unread: tuple[str, ...] = ()
    batch_key: str = ""
    is_known: bool = False
