"""Rows that pairings are planned from: terms, poor villages on a line of the map, who helps.

The worked example of docs/pairing.md, "From rows to the plan": `worked_example()` lays it down.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from moli.accounts.models import User
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_over_area
from moli.households.models import Household
from moli.households.rules.statuses import State
from moli.kernel.actor import Actor
from moli.kernel.certainty import Certainty
from moli.market.models import Lot
from moli.orders.models import WeighIn
from moli.orders.rules.weighing import Weighed
from moli.orders.services.weighing_in import Brought, weigh_in
from moli.pairing.models import Pairing, PairPlan
from moli.pairing.rules.content import KnownTerms, PairingTerms
from moli.pairing.rules.kinds import PairingKind, PairSide
from moli.pairing.services.agreeing import agree, decline
from moli.pairing.services.planning import plan_pairings
from moli.pairing.services.proposing import propose_pairing, propose_planned
from moli.pairing.services.setting_rules import set_pairing_rule
from moli.places.services.designating import designate_poor_village
from moli.places.services.placing import survey
from moli.planner.pairing import Weights
from moli.stations.models import Station
from tests.factories import orders, organisations, people, places
from tests.factories.households import household
from tests.factories.market import key, lot
from tests.factories.moments import NOW, TESTER
from tests.factories.procedures import was

TERMS = PairingTerms(
    capacity=1,
    weights=Weights(points_per_km=20.0, unfit=1_000, alone=4_000, need=1_000),
    stay_points=200,
    stay_points_per_result=150,
    result_days=180,
    visit_days=31,
    review_months=6,
)
POOR_SINCE = date(2015, 11, 30)
CHENGSI = places.VILLAGES[0]
LONGITUDE = 109.0
# Each place's degrees of latitude; a tenth of a degree is 11.12 km.
LATITUDES = {
    places.YAOBU: 22.700,
    places.HEGUI: 22.790,
    CHENGSI: 22.880,
    places.PANTANG_NAYANG: 22.925,
    places.PANTANG_LUANCHENG: 22.990,
}


def terms(kind: PairingKind, *, from_on: date = date(2016, 1, 1), **changes: Any) -> PairingTerms:
    """The terms of a kind from a day on; those of the example unless told otherwise."""
    content = replace(TERMS, **changes)
    set_pairing_rule(
        rule=KnownTerms(kind, from_on, content.to_content(), "worked example", Certainty.WEAK),
        by=TESTER,
        at=NOW,
    )
    return content


def on_a_line() -> None:
    """The five villages on one meridian, so that a kilometre is a difference of latitudes."""
    places.county()
    points = {code: (LONGITUDE, latitude) for code, latitude in LATITUDES.items()}
    survey(points=points, source="worked example", by=TESTER, at=NOW)


def poor_village(code: str, *, poor: int = 0, of: int = 0) -> list[Household]:
    """A village designated poor, with so many households of which some are poor."""
    places.village(code)
    designate_poor_village(
        village_code=code, from_on=POOR_SINCE, source="worked example", by=TESTER, at=NOW
    )
    rows = [household(village_code=code) for _ in range(of)]
    for row in rows[:poor]:
        was(row, State.REGISTERED, since=date(2014, 6, 1))
    return rows


def partner(code: str, *, name: str = "") -> Station:
    """An open station in a village, with an operator."""
    row = organisations.station(village_code=code, name=name or f"站{code[-6:]}")
    people.station_operator(station=row)
    return row


def practitioner(area_code: str, *, name: str = "农从业") -> User:
    """Somebody who sells online for a living in an area."""
    places.village()
    user = people.person(name=name)
    appoint_over_area(
        user=user,
        role=Role.PRACTITIONER,
        area_code=area_code,
        from_on=people.SINCE,
        by=TESTER,
        at=NOW,
    )
    return user


def tea_of(home: Household, *, at_station: Station, grams: int = 20_000) -> WeighIn:
    """Tea that a household brought to a station."""
    return weigh_in(
        brought=Brought(household=home, grade=orders.tea_grade(), station_key=at_station.key),
        weighed=Weighed(grams + 1_000, 1_000, date(2016, 9, 10)),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )


def fruit_of(code: str) -> Lot:
    """Passion fruit that a village offers."""
    return lot(village_code=code)


def paired(kind: PairingKind, helper_key: str, helped_key: str, *, code: str = "") -> Pairing:
    """A pairing in force since the first of August, as both sides would have agreed to it."""
    return Pairing.objects.create(
        request_key=key(),
        pairing_kind=kind,
        helper_key=helper_key,
        helped_key=helped_key,
        village=places.village(code or helped_key),
        state="IN_FORCE",
        by_key=TESTER.key,
        by_name=TESTER.name,
        at=NOW,
        from_on=date(2016, 8, 1),
    )


def worked_example(*, with_tea: bool = True) -> tuple[Station, Station]:
    """Three poor villages, and two partners of one place each: at Yaobu, and at Chengsi.

    With the tea, two households of Hegui have brought theirs to the station at Chengsi.
    """
    on_a_line()
    terms(PairingKind.PARTNER)
    poor_village(places.YAOBU, poor=2, of=4)
    of_hegui = poor_village(places.HEGUI, poor=1, of=4)
    poor_village(places.PANTANG_NAYANG, of=1)
    for code in (places.YAOBU, places.HEGUI, places.PANTANG_NAYANG):
        people.first_secretary(village_code=code)
    for code in (places.YAOBU, places.HEGUI):
        fruit_of(code)
    near, far = partner(places.YAOBU), partner(CHENGSI)
    if with_tea:
        for home in of_hegui[:2]:
            tea_of(home, at_station=far)
    return near, far


HELPER, HELPED = Actor("user:helper", "站长"), Actor("user:helped", "书记")


def planned(*, changes_max: int | None = None, kind: PairingKind = PairingKind.PARTNER) -> PairPlan:
    """A new plan."""
    return plan_pairings(kind=kind, changes_max=changes_max, request_key=key(), by=TESTER, at=NOW)


def proposed(plan: PairPlan, *helped_keys: str) -> list[Pairing]:
    """What a plan proposes, to all or to some."""
    return propose_planned(plan_uid=plan.uid, helped_keys=helped_keys or None, by=TESTER, at=NOW)


def agreed(pairing: Pairing) -> Pairing:
    """A pairing to which both sides said yes."""
    agree(pairing_uid=pairing.uid, pair_side=PairSide.HELPER, by=HELPER, at=NOW)
    return agree(pairing_uid=pairing.uid, pair_side=PairSide.HELPED, by=HELPED, at=NOW)


def declined(pairing: Pairing) -> Pairing:
    """A pairing to which the helped said no."""
    return decline(
        pairing_uid=pairing.uid, pair_side=PairSide.HELPED, words="太远", by=HELPED, at=NOW
    )


def by_hand(helper: Station | str, helped: str, *, words: str = "书记想找他") -> Pairing:
    """A pair that no plan names."""
    return propose_pairing(
        kind=PairingKind.PARTNER,
        helper_key=helper if isinstance(helper, str) else helper.key,
        helped_key=helped,
        words=words,
        request_key=key(),
        by=TESTER,
        at=NOW,
    )
