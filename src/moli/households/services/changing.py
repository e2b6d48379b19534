"""Changing what is written about a household as a whole."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from moli.households.models import Household
from moli.households.models.sealed import blind_index
from moli.households.rules.registration import HouseholdFacts, faults_of_facts
from moli.households.services.locking import (
    differing,
    grow,
    locked_household,
    must_be_of,
    take,
    tell,
)
from moli.households.services.registering import NationalCodeTaken
from moli.kernel.actor import Actor


@transaction.atomic
def change_household(
    *, household_id: int, facts: HouseholdFacts, base_version: int, by: Actor, at: datetime
) -> Household:
    """Write down a household's official number, place, phone, classes and causes anew.

    The same facts again change nothing, whatever the version. Refuses what
    `rules.registration` finds wrong, an official number that is taken, a household that was
    withdrawn, and a change made on an older version. The trail names the columns, not what
    stands in them.
    """
    household = locked_household(household_id)
    for fault in faults_of_facts(facts):
        raise fault
    wanted = _columns(facts)
    changed = differing(household, wanted)
    if not changed:
        return household
    must_be_of(household, base_version)
    code = facts.national_code
    taken = Household.objects.filter(national_code=code, withdrawn_at=None).exclude(pk=household_id)
    if code and taken.exists():
        raise NationalCodeTaken(field="national_code", value=code)
    try:
        with transaction.atomic():
            take(household, wanted, changed)
    except IntegrityError:
        # Another household took the number at this moment: the only constraint that facts which
        # were judged can still meet.
        raise NationalCodeTaken(field="national_code", value=code) from None
    grow(household)
    tell("change", household, by=by, at=at, columns=tuple(changed))
    return household


def _columns(facts: HouseholdFacts) -> dict[str, str]:
    causes = [*facts.causes, "", "", ""]
    return {
        "national_code": facts.national_code,
        "group_name": facts.group_name,
        "address": facts.address,
        "phone": facts.phone,
        "phone_index": blind_index(Household, "phone", facts.phone),
        "standard": facts.standard or "",
        "attribute": facts.attribute or "",
        "main_cause": causes[0],
        "second_cause": causes[1],
        "third_cause": causes[2],
    }
