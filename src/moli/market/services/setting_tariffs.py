"""Setting what freight costs from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.market.models import FreightTariff


class TariffBeforeAnother(Refusal):
    """A tariff was to begin before one that is already set."""


@dataclass(frozen=True)
class TariffTerms:
    """What freight costs, and who says so; see `FreightTariff`."""

    handling_li_per_kg: int
    rate_micro_yuan_per_kg_km: int
    circuity_percent: int
    km_per_day: int
    source: str


@transaction.atomic
def set_tariff(*, terms: TariffTerms, from_on: date, by: Actor, at: datetime) -> FreightTariff:
    """Let a tariff hold from a day on; the one before it ends that day and stays as history.

    A tariff that begins on the same day is returned as it is. Refuses a day before the
    beginning of one that is already set.
    """
    newest = FreightTariff.objects.select_for_update(of=("self",)).order_by("-from_on").first()
    if newest is not None and newest.from_on == from_on:
        return newest
    if newest is not None and newest.from_on > from_on:
        raise TariffBeforeAnother(field="from_on", from_on=newest.from_on.isoformat())
    if newest is not None and newest.to_on is None:
        newest.to_on = from_on
        newest.save(update_fields=["to_on"])
    tariff = FreightTariff.objects.create(
        from_on=from_on,
        handling_li_per_kg=terms.handling_li_per_kg,
        rate_micro_yuan_per_kg_km=terms.rate_micro_yuan_per_kg_km,
        circuity_percent=terms.circuity_percent,
        km_per_day=terms.km_per_day,
        source=terms.source,
    )
    record(
        verb="market.set_tariff",
        on=Subject("tariff", from_on.isoformat()),
        by=by,
        at=at,
        source=terms.source,
    )
    return tariff
