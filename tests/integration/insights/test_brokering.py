"""What branches brokered: each introduction once, and the sums are the county's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation, end_appointment
from moli.insights.queries.brokering import BranchBrokering, Brokered, brokered_in, brokering
from moli.insights.queries.facts import Facts
from moli.insights.rules.periods import quarter_until
from moli.orders.models import Delivery
from moli.settlement.models import Share
from moli.settlement.rules.shares import ShareKind
from moli.settlement.services.settling_deliveries import settle_delivery
from tests.factories import (
    COUNTY,
    NOW,
    TESTER,
    TODAY,
    agreed,
    contracted,
    introduced,
    organiser,
    proposal,
)
from tests.factories.bulk import (
    KG,
    accepted,
    called_off,
    first_part,
    remitted,
    sent,
    shared,
    weighed_for,
)
from tests.factories.party import held, planned
from tests.factories.plans import Quiet, long_ago, quiet
from tests.factories.settlement import general_rule

pytestmark = pytest.mark.django_db


def _rows() -> dict[str, BranchBrokering]:
    found = brokering(Facts(COUNTY, quarter_until(TODAY), TODAY))
    return {row.key: row for row in found}


def _county() -> Brokered:
    return brokered_in(county_code=COUNTY, period=quarter_until(TODAY), on=TODAY)


def _sold(there: Quiet) -> Delivery:
    """600 kg of the story's lot, brokered by the county's organiser, delivered and paid."""
    contract = contracted(there.story.proposal, by=there.story.organiser.actor)
    order = called_off(contract, grams=600 * KG)
    rows = [weighed_for(q) for q in shared(first_part(order), mosts=[400 * KG, 200 * KG])]
    delivery = accepted(sent(rows, freight_fen=9_000, packaging_fen=3_600))
    general_rule()
    remitted(delivery, total_fen=delivery.total_fen or 0)
    settle_delivery(delivery_id=delivery.pk, by=TESTER, at=NOW)
    return delivery


def test_what_an_introduction_led_to_counts_for_its_branch_to_the_fen() -> None:
    there = quiet()
    _sold(there)
    shares = Share.objects.filter(kind=ShareKind.HOUSEHOLD)

    row = _rows()[there.county_branch.key]

    fen = sum(share.fen for share in shares)
    assert fen > 0
    assert row.brokered == Brokered(1, 1, 600 * KG, fen)
    assert _rows()[there.branch.key].brokered == Brokered()
    assert _county() == row.brokered


def test_what_is_only_introduced_or_agreed_brought_nothing_yet() -> None:
    there = quiet()
    by = there.story.organiser.actor
    introduced(there.story.proposal, by=by)
    agreed(proposal(), by=by)

    assert _rows()[there.county_branch.key].brokered == Brokered(2, 1, 0, 0)


def test_the_branch_is_that_of_the_appointment_when_it_was_made() -> None:
    there = quiet()
    user = organiser(branch=there.branch)
    introduced(there.story.proposal, by=user.actor)
    row = Appointment.objects.get(user=user)
    end_appointment(appointment_id=row.pk, to_on=TODAY + timedelta(days=1), by=TESTER, at=NOW)
    appoint_in_organisation(
        user=user,
        role=Role.ORGANISER,
        organisation_key=there.county_branch.key,
        from_on=TODAY + timedelta(days=1),
        by=TESTER,
        at=NOW,
    )
    later = TODAY + timedelta(days=5)

    found = brokering(Facts(COUNTY, quarter_until(later), later))

    assert {row.key: row.brokered.introductions for row in found} == {
        there.county_branch.key: 0,
        there.branch.key: 1,
    }


def test_an_organiser_of_two_branches_counts_for_the_one_of_old() -> None:
    there = quiet()
    user = there.story.organiser
    appoint_in_organisation(
        user=user,
        role=Role.ORGANISER,
        organisation_key=there.branch.key,
        from_on=date(2016, 9, 1),
        by=TESTER,
        at=NOW,
    )
    introduced(there.story.proposal, by=user.actor)

    assert _rows()[there.county_branch.key].brokered.introductions == 1
    assert sum(row.brokered.introductions for row in _rows().values()) == 1


def test_who_was_no_organiser_stands_apart_and_the_sums_are_the_county() -> None:
    there = quiet()
    _sold(there)
    introduced(proposal(), by=there.story.office.actor)

    rows = _rows()

    assert rows[""].brokered == Brokered(1, 0, 0, 0)
    assert sum((row.brokered for row in rows.values()), Brokered()) == _county()
    assert _county().introductions == 2


def test_what_was_introduced_before_the_quarter_is_of_that_quarter() -> None:
    there = quiet()
    _sold(there)
    long_ago()

    assert _county() == Brokered()
    spring = quarter_until(date(2016, 3, 31))
    assert brokered_in(county_code=COUNTY, period=spring, on=TODAY).received_grams == 600 * KG
    before = brokered_in(county_code=COUNTY, period=spring, on=TODAY - timedelta(days=1))
    assert before == Brokered(1, 1, 0, 0), "nothing had been delivered then"


def test_stations_and_activities_stand_beside_it() -> None:
    there = quiet()
    held(there.roll, on=date(2016, 9, 5))
    held(there.roll, on=date(2016, 6, 24))
    planned(there.branch, on=date(2016, 9, 20))

    rows = _rows()

    assert (rows[there.branch.key].stations_led, rows[there.branch.key].activities_held) == (1, 1)
    assert rows[there.county_branch.key].stations_led == 0
    assert [row.key for row in rows.values()] == [there.county_branch.key, there.branch.key]


def test_it_asks_seven_times_however_much_there_is() -> None:
    there = quiet()
    _sold(there)
    for _ in range(3):
        introduced(by=there.story.organiser.actor)

    with CaptureQueriesContext(connection) as asked:
        rows = _rows()

    assert rows[there.county_branch.key].brokered.introductions == 4
    assert len(asked) == 7
