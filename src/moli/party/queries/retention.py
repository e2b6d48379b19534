"""Which members who are gone have been kept for as long as they may be named."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce

from moli.party.models import Belonging, Member
from moli.party.rules.retention import FORGOTTEN_NAME, member_retention


def members_to_forget(on: date) -> list[int]:
    """Primary keys of members whose time is over on a day and who are still named: one query.

    The time counts from the day of leaving the Party or, for one who belongs to no branch here any
    more, from the day on which the last belonging ended.
    """
    kept = member_retention()
    belongs = Exists(Belonging.objects.filter(member=OuterRef("pk"), to_on=None))
    gone = Member.objects.filter(Q(left_on__isnull=False) | ~belongs).exclude(name=FORGOTTEN_NAME)
    dated = gone.annotate(gone_on=Coalesce("left_on", Max("belongings__to_on")))
    rows = dated.filter(gone_on__year__lte=on.year - kept.years).order_by("pk")
    return [
        pk for pk, gone_on in rows.values_list("pk", "gone_on") if kept.kept_until(gone_on) <= on
    ]
