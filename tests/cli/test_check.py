"""`moli check`: healthy data keeps every law, and one planted break of each law is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from moli.accounts.models import Appointment
from moli.audit.models import Event
from moli.enterprises.models import Enterprise
from moli.interfaces.cli.laws import all_laws
from moli.interfaces.words.laws import LAWS, law_words
from moli.market.models import Contract, Demand, Introduction, Lot, Proposal, Round
from moli.party.models import Lead
from moli.places.models import CodeAlias, Division, PoorDesignation
from moli.stations.models import Station
from tests.cli.bulk_breaks import BULK_BREAKS, loads_on_their_way
from tests.cli.counter_breaks import COUNTER_BREAKS, kept_counter
from tests.cli.insights_breaks import INSIGHTS_BREAKS, kept_venue
from tests.cli.ledger_breaks import LEDGER_BREAKS, kept_books
from tests.cli.order_breaks import ORDER_BREAKS, kept_shop, transferred_tea
from tests.cli.pairing_breaks import PAIRING_BREAKS, kept_pairings
from tests.cli.parcel_breaks import PARCEL_BREAKS, kept_parcels
from tests.cli.party_breaks import PARTY_BREAKS, kept_branch
from tests.cli.registry_breaks import REGISTRY_BREAKS, kept_registry
from tests.cli.settlement_breaks import SETTLEMENT_BREAKS, settled_shop
from tests.cli.station_breaks import STATION_BREAKS, kept_team
from tests.cli.sync_breaks import SYNC_BREAKS, kept_devices
from tests.factories import (
    COUNTY,
    YAOBU,
    contracted,
    person,
    price_report,
    station,
    story,
)
from tests.unguarded import written_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def healthy() -> None:
    """A county in which everything has happened once, up to a contract."""
    contracted(story().proposal)
    price_report()
    station()
    kept_branch()
    kept_books()
    kept_devices()
    kept_registry()
    kept_shop()
    transferred_tea()
    loads_on_their_way()
    settled_shop()
    kept_pairings()
    kept_venue()
    kept_team()
    kept_parcels()
    kept_counter()
    CodeAlias.objects.create(
        old_code="450127",
        division=Division.objects.get(code=COUNTY),
        from_on=date(2002, 12, 23),
        to_on=date(2021, 2, 3),
        source="test",
    )


def _overlap(row: PoorDesignation | CodeAlias | Appointment | Lead | Station | None) -> None:
    """Write a dated row again so that it shares days with itself and the database lets it."""
    assert row is not None
    row.to_on = date(2030, 1, 1) if row.to_on is None else row.to_on
    row.from_on = row.from_on.replace(year=row.from_on.year + 1)
    if isinstance(row, Station):
        row.uid = "00000000-0000-4000-8000-000000000001"  # type: ignore[assignment]
    row.pk = None
    row.save()


def _second_over_area() -> None:
    _overlap(Appointment.objects.filter(area__isnull=False).first())


def _second_in_organisation() -> None:
    _overlap(Appointment.objects.filter(area=None).first())


def _credit_code_typed_wrong() -> None:
    enterprise = Enterprise.objects.order_by("pk")[:1].get()
    last = "0" if enterprise.credit_code[-1] != "0" else "1"
    Enterprise.objects.filter(pk=enterprise.pk).update(
        credit_code=enterprise.credit_code[:-1] + last
    )


BREAKS: dict[str, Callable[[], object]] = {
    **LEDGER_BREAKS,
    **ORDER_BREAKS,
    **BULK_BREAKS,
    **SETTLEMENT_BREAKS,
    **SYNC_BREAKS,
    **REGISTRY_BREAKS,
    **PARTY_BREAKS,
    **PAIRING_BREAKS,
    **INSIGHTS_BREAKS,
    **STATION_BREAKS,
    **PARCEL_BREAKS,
    **COUNTER_BREAKS,
    "places.code_begins_with_that_of_its_parent": lambda: Division.objects.filter(
        code=YAOBU
    ).update(code="450181999206"),
    "places.poor_designation_once_at_a_time": lambda: _overlap(PoorDesignation.objects.first()),
    "places.old_code_means_one_division": lambda: _overlap(CodeAlias.objects.first()),
    "accounts.account_opened_once": written_again("accounts.open_account"),
    "accounts.appointment_over_area_once_at_a_time": _second_over_area,
    "accounts.appointment_in_organisation_once_at_a_time": _second_in_organisation,
    "party.led_by_one_branch_at_a_time": lambda: _overlap(Lead.objects.first()),
    "stations.station_opened_once": written_again("stations.open_station"),
    "stations.station_open_once_at_a_time": lambda: _overlap(Station.objects.first()),
    "enterprises.enterprise_registered_once": written_again("enterprises.register_enterprise"),
    "enterprises.credit_code_checks": _credit_code_typed_wrong,
    "market.lot_commits_what_is_held": lambda: Lot.objects.update(committed_grams=1),
    "market.demand_commits_what_is_held": lambda: Demand.objects.update(committed_grams=1),
    "market.agreement_has_both_yeses": lambda: Proposal.objects.update(agreed_fen_per_kg=1),
    "market.introduction_fits_the_state": lambda: Introduction.objects.all().delete(),
    "market.contract_keeps_what_was_agreed": lambda: Contract.objects.update(grams=1),
    "market.round_adds_up": lambda: Round.objects.update(matched_grams=1),
    "market.lot_posted_once": lambda: Event.objects.filter(verb="market.post_lot").delete(),
    "market.demand_posted_once": written_again("market.post_demand"),
    "market.introduction_made_once": written_again("market.introduce"),
    "market.price_reported_once": written_again("market.report_price"),
    "market.contract_drawn_up_once": written_again("market.draw_up_contract"),
}


def _checked() -> tuple[dict[str, object], int]:
    out = StringIO()
    code = 0
    try:
        call_command("check_laws", json=True, stdout=out)
    except SystemExit as ended:
        code = int(str(ended.code))
    return json.loads(out.getvalue()), code


def test_healthy_data_keeps_every_law(healthy: None) -> None:
    told, code = _checked()

    assert told["ok"] is True
    assert code == 0
    assert all(check.checked for check in all_laws()), "a law that looked at nothing proves nothing"


def test_every_law_has_words_and_a_planted_break(healthy: None) -> None:
    laws = {check.law for check in all_laws()}

    assert laws == set(LAWS)
    assert laws - set(BREAKS) == set()


@pytest.mark.parametrize("law", sorted(BREAKS))
def test_a_planted_break_is_found(law: str, healthy: None) -> None:
    BREAKS[law]()

    told, code = _checked()
    found = {entry["law"]: entry["broken"] for entry in told["laws"]}  # type: ignore[attr-defined]
    assert code == 1
    assert told["ok"] is False
    assert found[law] >= 1


def test_a_broken_law_names_where_to_look(healthy: None) -> None:
    lot = Lot.objects.order_by("pk")[:1].get()
    Lot.objects.filter(pk=lot.pk).update(committed_grams=1)

    check = next(c for c in all_laws() if c.law == "market.lot_commits_what_is_held")
    assert check.examples == (lot.key,)
    assert law_words(check).startswith("破坏：每批货答应出去的等于各方案和各报价占着的")


def test_an_appointment_that_ended_before_the_next_began_is_no_overlap(healthy: None) -> None:
    user = person()
    area = Division.objects.get(code=YAOBU)
    for from_on, to_on in (
        (date(2015, 1, 1), date(2016, 1, 1)),
        (date(2016, 1, 1), None),
    ):
        Appointment.objects.create(
            user=user, role="FIRST_SECRETARY", area=area, from_on=from_on, to_on=to_on
        )

    assert all(check.holds for check in all_laws())


def test_a_check_changes_nothing(healthy: None) -> None:
    before = Event.objects.count()
    _checked()
    assert Event.objects.count() == before
