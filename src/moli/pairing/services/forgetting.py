"""What was written within pairings about a household whose people were made nameless."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing
from moli.pairing.queries.erased import written_about
from moli.pairing.rules.kinds import PairingKind


class WordsStillKept(Refusal):
    """Words are forgotten with their household, not before."""


@transaction.atomic
def forget_words(*, household_id: int, by: Actor, at: datetime) -> int:
    """Empty the free words of visits, reviews, results and measures about an erased household.

    How many words. Days, kinds, ratings and counts stay. A second call finds nothing to do.
    Refuses a household that was not erased.
    """
    _lock_pairings(household_id)
    household = Household.objects.select_for_update(of=("self",)).get(pk=household_id)
    if household.erased_at is None:
        raise WordsStillKept(field="household")
    about = written_about(Household.objects.filter(pk=household.pk))
    forgotten = sum(each.rows.update(**{each.column: each.left}) for each in about)
    if forgotten:
        subject = Subject("household", household.key)
        record(verb="pairing.forget_words", on=subject, by=by, at=at, words=forgotten)
    return forgotten


def _lock_pairings(household_id: int) -> None:
    """Before the household: so does whoever writes down what it says of a pairing."""
    household = Household.objects.get(pk=household_id)
    rows = Pairing.objects.select_for_update(of=("self",)).filter(
        pairing_kind=PairingKind.PRACTITIONER, helped_key=household.key
    )
    list(rows.order_by("pk").values_list("pk"))
