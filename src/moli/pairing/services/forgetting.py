"""What was written within pairings about a household whose people were made nameless."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.households.models import Household
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.queries.erased import written_about


class WordsStillKept(Refusal):
    """Words are forgotten with their household, not before."""


@transaction.atomic
def forget_words(*, household_id: int, by: Actor, at: datetime) -> int:
    """Empty the free words of visits, reviews, results and measures about an erased household.

    How many words. Days, kinds, ratings and counts stay. A second call finds nothing to do.
    Refuses a household that was not erased.
    """
    household = Household.objects.select_for_update(of=("self",)).get(pk=household_id)
    if household.erased_at is None:
        raise WordsStillKept(field="household")
    about = written_about(Household.objects.filter(pk=household.pk))
    forgotten = sum(each.rows.update(**{each.column: each.left}) for each in about)
    if forgotten:
        subject = Subject("household", household.key)
        record(verb="pairing.forget_words", on=subject, by=by, at=at, words=forgotten)
    return forgotten
