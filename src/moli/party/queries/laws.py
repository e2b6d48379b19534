"""Laws of the Party organisation, each a query over all rows."""

from __future__ import annotations

from moli.audit.queries import overlap_law, written_once_law
from moli.kernel.law import LawCheck
from moli.party.models import Branch, Lead


def party_laws() -> list[LawCheck]:
    """What holds of branches: founded once, and one of them leads a thing at a time."""
    return [
        written_once_law(
            "party.branch_founded_once",
            verb="party.found_branch",
            keys=map(str, Branch.objects.values_list("uid", flat=True)),
        ),
        overlap_law(
            "party.led_by_one_branch_at_a_time", Lead.objects.all(), same=("led_kind", "led_key")
        ),
    ]
