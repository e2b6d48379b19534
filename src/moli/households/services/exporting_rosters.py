"""Taking the people of an area out of the registry, which the trail remembers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.queries.exported import ExportedPerson, exported_people
from moli.kernel.actor import Actor


@transaction.atomic
def export_households(*, area_code: str, by: Actor, at: datetime) -> list[ExportedPerson]:
    """The people of an area as they stand, and a line in the trail; each call writes one.

    Whether the person may have the area is asked before, by their reach. Numbers and telephones
    come masked, and nothing of health or relief comes at all.
    """
    people = list(exported_people(area_code, on=timezone.localdate(at)))
    record(
        verb="households.export",
        on=Subject("area", area_code, area_code),
        by=by,
        at=at,
        people=len(people),
        households=len({id(one.household) for one in people}),
    )
    return people
