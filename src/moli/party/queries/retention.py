"""Which members who left have been kept for as long as they may be named."""

from __future__ import annotations

from datetime import date

from moli.party.models import Member
from moli.party.rules.retention import FORGOTTEN_NAME, member_retention


def members_to_forget(on: date) -> list[int]:
    """Primary keys of members whose time is over on a day and who are still named: one query."""
    kept = member_retention()
    rows = Member.objects.filter(left_on__year__lte=on.year - kept.years)
    left = rows.exclude(name=FORGOTTEN_NAME).order_by("pk").values_list("pk", "left_on")
    return [pk for pk, left_on in left if left_on and kept.kept_until(left_on) <= on]
