"""Until when something was judged by each of the Party's rules."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone

from moli.party.models import Activity, Term
from moli.party.rules.organisation import ActivityState, RuleKind
from moli.party.rules.quorum import DECIDING

_OF_ELECTIONS = frozenset({RuleKind.SIZES, RuleKind.TERMS})


def last_judged_on(kind: RuleKind) -> date | None:
    """The last day of which something was judged by a rule for good; None where nothing was.

    Elections by the sizes and the terms; meetings that decide, elections among them, by the
    quorum. By the frequencies nothing is: what a branch lacks is asked anew every day.
    """
    if kind in _OF_ELECTIONS:
        elected_on: date | None = Term.objects.aggregate(last=Max("from_on"))["last"]
        return elected_on
    if kind == RuleKind.QUORUM:
        held = Activity.objects.filter(state=ActivityState.HELD, kind__in=DECIDING)
        begins_at = held.aggregate(last=Max("begins_at"))["last"]
        return timezone.localdate(begins_at) if begins_at else None
    return None
