"""People of village committees, with the deals of their own lots and the stations they run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.insights.queries.counting import Unit
from moli.insights.queries.facts import Facts
from moli.insights.queries.moments import day_of, within
from moli.insights.rules.evidence import Evidence, EvidenceKind, newest_first
from moli.insights.rules.periods import year_until
from moli.market.models import Contract
from moli.market.queries.naming import Name
from moli.orders.models import BulkPart
from moli.orders.rules.bulk import BulkState
from moli.places.rules.divisions import Level


def cadre_units(facts: Facts) -> tuple[Unit, ...]:
    """Everybody in office on the day, by village, each once: six queries."""
    deals: dict[str, set[Evidence]] = defaultdict(set)
    for person, evidence in (*_contracts(facts), *_quotes(facts)):
        deals[person].add(evidence)
    rows = Appointment.objects.in_force(on=facts.on).filter(
        role=Role.VILLAGE_COMMITTEE,
        area__level=Level.VILLAGE,
        area__code__startswith=facts.county_code,
        user__is_active=True,
    )
    units: dict[str, Unit] = {}
    for row in rows.select_related("user", "area").order_by("area__code", "pk"):
        uid, village = str(row.user.uid), row.area
        if uid in units or village is None:
            continue
        units[uid] = Unit(
            key=uid,
            names=Name(row.user.name, row.user.name_en or row.user.name),
            town_code=village.code[:9],
            village_code=village.code,
            branch_uid=facts.leads.of_village(village.code),
            evidence=newest_first(deals[row.user.actor.key] | set(facts.stations_run.get(uid, ()))),
        )
    return tuple(units.values())


def _contracts(facts: Facts) -> Iterator[tuple[str, Evidence]]:
    rows = Contract.objects.filter(within(year_until(facts.on), "at")).order_by("pk")
    for person, uid, at in rows.values_list("proposal__lot__posted_by_key", "uid", "at"):
        yield person, Evidence(day_of(at), EvidenceKind.CONTRACT, str(uid))


def _quotes(facts: Facts) -> Iterator[tuple[str, Evidence]]:
    rows = BulkPart.objects.filter(
        within(year_until(facts.on), "bulk_order__at"),
        bulk_order__quote__isnull=False,
        grams__gt=0,
    ).exclude(bulk_order__state=BulkState.CANCELLED)
    columns = ("lot__posted_by_key", "bulk_order__uid", "bulk_order__at")
    for person, uid, at in rows.order_by("pk").values_list(*columns):
        yield person, Evidence(day_of(at), EvidenceKind.BULK_ORDER, str(uid))
