"""Designating poor villages, and ending the designation at their exit."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.places.models import CodeAlias, Destination, Division, PoorDesignation
from moli.places.rules.divisions import Level


class NotAVillage(Refusal):
    """A code that names no village was to be designated."""


class NotDesignated(Refusal):
    """A village that is not designated poor cannot exit."""


class ExitBeforeDesignation(Refusal):
    """A village was to exit on or before the day of its designation."""


def _locked_village(code: str) -> Division:
    village = (
        Division.objects.select_for_update(of=("self",))
        .filter(code=code, level=Level.VILLAGE)
        .first()
    )
    if village is None:
        raise NotAVillage(field="village_code", value=code)
    return village


@transaction.atomic
def designate_poor_village(
    *, village_code: str, from_on: date, source: str, by: Actor, at: datetime
) -> PoorDesignation:
    """Designate a village poor from a day on. Designated already: returns the row in force."""
    village = _locked_village(village_code)
    open_row = PoorDesignation.objects.filter(village=village, to_on=None).first()
    if open_row is not None:
        return open_row
    row = PoorDesignation.objects.create(village=village, from_on=from_on, source=source)
    record(
        verb="places.designate_poor_village",
        on=Subject("division", village.code, village.code),
        by=by,
        at=at,
        from_on=from_on.isoformat(),
    )
    return row


@transaction.atomic
def end_poor_designation(
    *, village_code: str, to_on: date, by: Actor, at: datetime
) -> PoorDesignation:
    """Record the exit of a poor village; the row stays as history.

    Refuses a village that is not designated, and an exit not after the designation.
    """
    village = _locked_village(village_code)
    row = PoorDesignation.objects.filter(village=village, to_on=None).first()
    if row is None:
        raise NotDesignated(field="village_code", value=village_code)
    if to_on <= row.from_on:
        raise ExitBeforeDesignation(field="to_on", from_on=row.from_on.isoformat())
    row.to_on = to_on
    row.save(update_fields=["to_on"])
    record(
        verb="places.end_poor_designation",
        on=Subject("division", village.code, village.code),
        by=by,
        at=at,
        to_on=to_on.isoformat(),
    )
    return row


@transaction.atomic
def add_code_alias(
    *, old_code: str, division_code: str, from_on: date, to_on: date | None, source: str
) -> CodeAlias:
    """Remember a code that a division had for a time. The same alias again changes nothing."""
    division = Division.objects.get(code=division_code)
    alias, _ = CodeAlias.objects.get_or_create(
        old_code=old_code,
        from_on=from_on,
        defaults={"division": division, "to_on": to_on, "source": source},
    )
    return alias


@transaction.atomic
def add_destination(
    *, code: str, names: tuple[str, str], longitude: float, latitude: float, source: str
) -> Destination:
    """Add a place of delivery, `names` in Chinese and English. The same code again updates it."""
    destination, _ = Destination.objects.update_or_create(
        code=code,
        defaults={
            "name": names[0],
            "name_en": names[1],
            "longitude": longitude,
            "latitude": latitude,
            "source": source,
        },
    )
    return destination
