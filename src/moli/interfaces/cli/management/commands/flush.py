"""Django's `flush`, for a database whose books refuse to be deleted."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.utils.translation import gettext as _

from moli.counter.services.wiping import wipe_counter
from moli.ledger.services.wiping import wipe_books
from moli.orders.services.wiping import wipe_orders
from moli.pairing.services.wiping import wipe_pairings
from moli.party.services.wiping import wipe_party
from moli.settlement.services.wiping import wipe_settlements
from moli.sync.services.wiping import wipe_sync

YES = "yes"


class Command(flush.Command):
    """Empty all tables, what the database guards first. Refuses books that are not a demo's."""

    def handle(self, **options: Any) -> None:
        """Wipe what is guarded, then everything else as Django does; asks before either."""
        if options["interactive"] and input(_("清空全部数据？写 yes 才清空：")) != YES:
            return
        wipe_counter()
        wipe_settlements()
        wipe_pairings()
        wipe_orders()
        wipe_books()
        wipe_party()
        wipe_sync()
        super().handle(**{**options, "interactive": False})
