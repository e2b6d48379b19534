"""The demo's people and pairings: all served by the plans, two because of what rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction

from moli.accounts.models import Appointment, User
from moli.accounts.queries import demo_accounts, standing_of
from moli.accounts.rules import Role
from moli.enterprises.queries import enterprises
from moli.interfaces.cli.demo import building, pairings_early, people
from moli.interfaces.cli.demo.moment import DAY, MAKER, TODAY, at, request_key
from moli.interfaces.cli.demo.pairings_people import PRACTITIONERS, operators, poor_codes
from moli.interfaces.cli.demo.places import HEGUI, NAMED_POOR, YAOBU
from moli.interfaces.cli.demo.stations import JIAOYI_SEAT
from moli.interfaces.cli.demo.story import demo_figures, story_lines
from moli.market.models import Contract, Lot, Round
from moli.market.services.running_rounds import run_round
from moli.orders.models import BulkPart, WeighIn
from moli.pairing.models import Pairing, PairPlan, Promise, Result, Review, Visit
from moli.pairing.queries.delivered import active_ids
from moli.pairing.queries.reckoned import Said, reckon
from moli.pairing.rules.kinds import EndKind, PairingKind, PairingState, PairSide
from moli.stations.models import Station
from moli.stations.rules.platforms import Platform

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOUSEHOLDS = 300
PARTNER, ENTERPRISE, PRACTITIONER = PairingKind


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[Round]:
    """The whole demo, loaded once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        building.load(households=HOUSEHOLDS)
        round = run_round(
            request_key=request_key("first round"),
            seed=0,
            by=people.organiser().actor,
            at=at(hour=9, minutes=30),
        )
        building.play(round)
        yield round
        transaction.set_rollback(True)


def _of(kind: PairingKind, helped_key: str) -> Pairing:
    return Pairing.objects.get(
        pairing_kind=kind, helped_key=helped_key, state=PairingState.IN_FORCE
    )


def _said_of(kind: PairingKind, helped_key: str) -> Said:
    """What the planner says of a village by the rows that stand, on the evening of the plans."""
    found = reckon(kind, on=at(days_before=-1).date()).said
    return next(said for said in found if said.helped_key == helped_key)


def test_every_poor_village_has_a_partner_and_an_enterprise(demo: Round) -> None:
    for kind in (PARTNER, ENTERPRISE):
        rows = Pairing.objects.filter(pairing_kind=kind, state=PairingState.IN_FORCE)
        assert sorted(rows.values_list("helped_key", flat=True)) == poor_codes()


def test_each_plan_is_proved_best_and_all_it_says_of_villages_is_in_force(demo: Round) -> None:
    plans = {PairingKind(plan.pairing_kind): plan for plan in PairPlan.objects.all()}

    assert set(plans) == set(PairingKind)
    assert all(plan.cost_points == plan.bound_points for plan in plans.values())
    for kind in (PARTNER, ENTERPRISE):
        planned = set(plans[kind].planned.values_list("helper_key", "helped_key"))
        rows = Pairing.objects.filter(pairing_kind=kind, state=PairingState.IN_FORCE)
        assert set(rows.values_list("helper_key", "helped_key")) == planned


def test_xu_jianyongs_station_looks_after_hegui_because_its_tea_was_weighed_there(
    demo: Round,
) -> None:
    pairing = _of(PARTNER, HEGUI)
    station = Station.objects.get(uid=pairing.helper_key)
    operator = people.tea_operator()

    assert station.village.code == JIAOYI_SEAT
    assert operator.name == "徐建勇"
    assert Appointment.objects.filter(user=operator, organisation_key=station.key).exists()
    assert pairing.planned is not None
    assert pairing.planned.tie_key == station.key
    assert pairing.planned.plan.by_key == people.organiser().actor.key


def test_without_the_tea_hegui_would_go_to_the_station_in_the_village_itself(demo: Round) -> None:
    with transaction.atomic():
        WeighIn.objects.filter(village__code=HEGUI).update(weighed_on=TODAY)
        Pairing.objects.filter(pairing_kind=PARTNER).update(pairing_kind="NONE")

        said = _said_of(PARTNER, HEGUI)

        transaction.set_rollback(True)
    assert Station.objects.get(uid=said.helper_key).village.code == HEGUI
    assert said.tie_key == ""


def test_junqiao_looks_after_yaobu_because_of_contract_and_delivery(demo: Round) -> None:
    pairing = _of(ENTERPRISE, YAOBU)
    junqiao = people.buyer_of("君桥")

    assert Appointment.objects.get(user=junqiao).organisation_key == pairing.helper_key
    assert pairing.planned is not None
    assert pairing.planned.tie_key == pairing.helper_key


def test_without_contract_and_load_nothing_ties_junqiao_to_yaobu_any_more(demo: Round) -> None:
    before = _of(ENTERPRISE, YAOBU).planned
    assert before is not None
    with transaction.atomic():
        Contract.objects.filter(proposal__lot__village__code=YAOBU).update(at=at(days_before=-9))
        for part in BulkPart.objects.filter(lot__village__code=YAOBU):
            type(part.bulk_order).objects.filter(pk=part.bulk_order_id).update(
                at=at(days_before=-9)
            )
        Pairing.objects.filter(pairing_kind=ENTERPRISE).update(pairing_kind="NONE")

        said = _said_of(ENTERPRISE, YAOBU)

        transaction.set_rollback(True)
    assert said.tie_key == ""
    # Whoever it is then, less would be lost without: what works weighs in the reason.
    assert (said.helper_key, said.loss_points) != (before.helper_key, before.loss_points)


def test_the_early_pairings_name_neither_of_the_two_villages(demo: Round) -> None:
    early = Pairing.objects.filter(planned=None)

    assert not early.filter(village__code__in=NAMED_POOR).exists()
    counts = Counter(early.values_list("pairing_kind", flat=True))
    assert counts[PARTNER] == pairings_early.PARTNERS
    assert counts[ENTERPRISE] == pairings_early.ENTERPRISES


def test_plans_change_some_of_what_people_had_begun_and_keep_some(demo: Round) -> None:
    early = Pairing.objects.filter(planned=None, pairing_kind__in=[PARTNER, ENTERPRISE])
    states = Counter(early.values_list("state", "end_kind"))

    assert states[PairingState.IN_FORCE, ""] > 2
    assert states[PairingState.ENDED, EndKind.REPLACED] > 2
    assert states[PairingState.ENDED, EndKind.LITTLE_CAME] == 1
    later = Pairing.objects.exclude(planned=None).filter(state=PairingState.IN_FORCE)
    assert set(later.values_list("instead_of", flat=True)) - {None} >= set(
        early.filter(end_kind=EndKind.REPLACED).values_list("pk", flat=True)
    )


def test_one_household_has_not_answered_and_all_others_gave_their_yes_themselves(
    demo: Round,
) -> None:
    (waiting,) = Pairing.objects.filter(state=PairingState.PROPOSED)
    in_force = Pairing.objects.filter(pairing_kind=PRACTITIONER, state=PairingState.IN_FORCE)

    assert waiting.helper_key == str(people.practitioner().uid)
    assert [word.pair_side for word in waiting.answers.all()] == [PairSide.HELPER]
    assert in_force.count() > 20
    for row in in_force:
        assert row.answers.get(pair_side=PairSide.HELPED).given_by_key
    assert not in_force.filter(by_key=people.organiser().actor.key).exists()


def test_nobody_looks_after_more_than_the_terms_allow(demo: Round) -> None:
    rows = Pairing.objects.filter(state__in=[PairingState.IN_FORCE, PairingState.PROPOSED])
    held = Counter(rows.values_list("pairing_kind", "helper_key"))
    most = {kind: max(n for (of, _), n in held.items() if of == kind) for kind in PairingKind}

    assert most[PARTNER] <= 2
    assert most[ENTERPRISE] <= 4
    assert most[PRACTITIONER] <= 3


def test_pairings_have_a_life_of_their_own(demo: Round) -> None:
    assert Visit.objects.count() > 30
    assert Promise.objects.count() > 30
    assert set(Result.objects.filter(is_confirmed=True).values_list("result_kind", flat=True)) == {
        "JOB",
        "TRAINING",
    }
    assert set(Review.objects.values_list("voice", flat=True)) >= {"HELPER", "HELPED"}
    active = Pairing.objects.filter(pk__in=active_ids(TODAY))
    assert {(row.pairing_kind, row.helped_key) for row in active} >= {
        (PARTNER, HEGUI),
        (PARTNER, YAOBU),
        (ENTERPRISE, YAOBU),
    }


def test_every_station_of_rural_taobao_has_an_operator_of_its_own(demo: Round) -> None:
    found = operators()
    stations = Station.objects.in_force(on=DAY).filter(platform=Platform.RURAL_TAOBAO)

    assert len({user.pk for user in found.values()}) == len(found) == stations.count()


def test_there_are_forty_practitioners_of_whom_one_can_be_entered(demo: Round) -> None:
    ids = Appointment.objects.filter(role=Role.PRACTITIONER).values_list("user", flat=True)
    users = User.objects.filter(pk__in=ids)

    assert users.count() == PRACTITIONERS
    assert [user.demo_key for user in users if user.has_usable_password()] == ["practitioner"]


def test_the_figures_count_pairings_and_the_story_tells_of_them_in_its_ten_lines(
    demo: Round,
) -> None:
    told = demo_figures(demo, seconds=1.0)["pairings"]

    assert isinstance(told, dict)
    assert list(told) == [
        "partner",
        "enterprise",
        "practitioner",
        "in_force",
        "active",
        "waiting",
        "changed",
    ]
    assert (told["partner"], told["enterprise"], told["waiting"]) == (60, 60, 1)
    assert told["in_force"] == 120 + told["practitioner"]
    lines = story_lines(demo, seconds=1.0)
    assert len(lines) == 10
    assert f"结对 {told['in_force']} 对，其中 {told['active']} 对半年内有成效" in lines[1]


def test_the_log_in_page_has_one_account_for_each_kind_of_work(demo: Round) -> None:
    found = {user.demo_key: standing_of(user, on=DAY).duties[0].role for user in demo_accounts()}

    assert found == {
        "secretary": Role.FIRST_SECRETARY,
        "village": Role.VILLAGE_COMMITTEE,
        "station": Role.STATION_OPERATOR,
        "organiser": Role.ORGANISER,
        "buyer": Role.BUYER,
        "office": Role.OFFICE,
        "town": Role.TOWN_OFFICE,
        "leader": Role.LEADER,
        "audit": Role.AUDITOR,
        # A second one, because nobody approves the payouts that they put together.
        "finance": Role.OFFICE,
        "practitioner": Role.PRACTITIONER,
        "helper": Role.STATION_STAFF,
    }
    assert all(user.check_password(people.PASSWORD) for user in demo_accounts()[:2])


def test_numbers_of_the_demo_belong_to_nobody_and_their_owners_to_all_who_sell(
    demo: Round,
) -> None:
    sellers = set(Lot.objects.values_list("village__code", flat=True))
    assert all(people.seller_of(code).phone.startswith("1990000") for code in sellers)
    assert all(people.buyer_of(row.short_name).phone.startswith("1990000") for row in enterprises())


def test_nothing_in_the_demo_is_made_by_a_person_who_did_not_post_it(demo: Round) -> None:
    lot = Lot.objects.get(village__code=YAOBU, product__code="passion-fruit")

    assert lot.posted_by_name == "徐世坚"
    assert lot.words == "我们村有8万斤百香果,二级以上,3块一斤起,这个月底前要卖掉"
    assert not Lot.objects.filter(posted_by_key=MAKER.key).exists()
