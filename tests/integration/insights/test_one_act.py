"""One act changes the figure that it should change, and no other.

Each case prepares what must be there before, and does one thing. What is prepared may have changed
figures already; only what the one act changes is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from moli.accounts.models import Appointment
from moli.accounts.rules import Role
from moli.accounts.services.appointing import appoint_in_organisation, end_appointment
from moli.insights.rules.plans import Indicator
from moli.insights.services.setting_targets import set_target
from moli.market.rules.negotiation import AnswerKind, DeclineReason, Side
from moli.market.services.answering import Reply, answer
from moli.market.services.contracting import ContractTerms, draw_up_contract
from moli.orders.models import Order
from moli.orders.services.calling_off import cancel_bulk_order
from moli.orders.services.packing import pack_order, send_order
from moli.orders.services.quoting import accept_quote
from moli.orders.services.returning import CameBack, take_back
from moli.pairing.rules.kinds import PairSide
from moli.pairing.services.reporting import answer_result
from moli.party.services.posts import check_post, grant_post, withdraw_post
from moli.stations.models import Hosting
from moli.stations.services.hosting import end_hosting
from moli.stations.services.opening import close_station
from tests.factories import (
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    agreed,
    branch,
    household,
    introduced,
    key,
    lot,
    proposal,
    station,
    village,
    village_committee,
)
from tests.factories.bulk import (
    KG,
    accepted,
    called_off,
    first_part,
    offered,
    sent,
    shared,
    weighed_for,
)
from tests.factories.bulk import contract as contract_of
from tests.factories.orders import packed, paid_for, placed, stocked, weighed_tea
from tests.factories.pairings import confirmed, in_force, partner_pair, practitioner_pair, reported
from tests.factories.party import CHECKER, GRANTER, applied, granted, member
from tests.factories.plans import LAST_YEAR, Figures, Quiet, changes, figures, long_ago, quiet
from tests.factories.venues import hosted, venue

pytestmark = pytest.mark.django_db

VILLAGES, BRANCHES = Indicator.VILLAGES_WITH_PROJECT, Indicator.BRANCHES_WITH_PROJECT
CADRES, MEMBERS = Indicator.CADRES_ACTIVE, Indicator.MEMBERS_PRACTISING
HOSTING, ACTIVE = Indicator.VENUES_WITH_STATION, Indicator.VENUES_WITH_ACTIVE_STATION
# Yaobu's branch leads the village, the county's the enterprise; one of them, or both.
ONE_BRANCH: Figures = {VILLAGES: (1, 0), BRANCHES: (1, 0)}
BOTH: Figures = {VILLAGES: (1, 0), BRANCHES: (2, 0)}
NOTHING: Figures = {}

Act = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """What is prepared, which then returns the one act; and what that changes."""

    prepare: Callable[[Quiet], Act]
    changes: Figures = field(default_factory=dict)


def _deal(there: Quiet) -> Act:
    """A contract on the cadre's own lot, whose sides were brought together in the spring."""
    row = agreed(proposal(lot=lot(by=there.story.village_committee.actor)))
    long_ago()
    return lambda: _draw_up(row.pk)


def _deal_of_the_secretary(there: Quiet) -> Act:
    """A contract in a village that has a project, on a lot that no cadre posted."""
    row = agreed(there.story.proposal)
    return lambda: _draw_up(row.pk)


def _draw_up(proposal_id: int) -> object:
    terms = ContractTerms(floor_fen_per_kg=600, seasons=2, has_variety_clause=True)
    return draw_up_contract(proposal_id=proposal_id, terms=terms, by=TESTER, at=NOW)


def _deal_of_last_year(there: Quiet) -> Act:
    row = agreed(proposal(lot=lot(by=there.story.village_committee.actor)))

    def contract() -> None:
        _draw_up(row.pk)
        long_ago(LAST_YEAR)

    long_ago(LAST_YEAR)
    return contract


def _quote(there: Quiet) -> Act:
    row = offered(lot(by=there.story.village_committee.actor))
    return lambda: accept_quote(quote_uid=row.uid, by=TESTER, at=NOW)


def _cancelled(there: Quiet) -> Act:
    row = offered(lot(by=there.story.village_committee.actor))
    order = accept_quote(quote_uid=row.uid, by=TESTER, at=NOW)
    return lambda: cancel_bulk_order(order_uid=order.uid, by=TESTER, at=NOW)


def _called_off(there: Quiet) -> Act:
    contract = contract_of(grams=600 * KG)
    long_ago()
    return lambda: called_off(contract)


def _delivery(there: Quiet) -> Act:
    order = called_off(contract_of(grams=600 * KG))
    rows = [weighed_for(q) for q in shared(first_part(order), mosts=[600 * KG])]
    delivery = sent(rows)
    long_ago()
    return lambda: accepted(delivery)


def _sending_a_delivery(there: Quiet) -> Act:
    order = called_off(contract_of(grams=600 * KG))
    rows = [weighed_for(q) for q in shared(first_part(order), mosts=[600 * KG])]
    long_ago()
    return lambda: sent(rows)


def _paying(there: Quiet) -> Act:
    stocked(4)
    order = placed()
    return lambda: paid_for(order)


def _packing(there: Quiet) -> Act:
    """The tea is of a household of Yaobu; the station that weighed it is led by nobody."""
    stocked(4)
    order = placed()
    paid_for(order)
    return lambda: pack_order(order_uid=order.uid, by=TESTER, at=NOW)


def _packing_there(there: Quiet) -> Act:
    """The station's own article, of tea that it weighed in itself: it was in use before."""
    stocked(4, kept_at=there.station.key)
    order = placed()
    paid_for(order)
    return lambda: pack_order(order_uid=order.uid, by=TESTER, at=NOW)


def _sending_there(there: Quiet) -> Act:
    """It was packed in the spring, by a station that weighed nothing in since."""
    stocked(4)
    order = packed(placed())
    article = order.lines.get().article
    article.station_key = there.station.key
    article.save(update_fields=["station_key"])
    long_ago()
    return lambda: send_order(order_uid=order.uid, by=TESTER, at=NOW)


def _coming_back(there: Quiet) -> Act:
    stocked(4)
    order = packed(placed())
    goods = CameBack("jasmine-250", 1, is_restocked=False)
    return lambda: take_back(order_uid=order.uid, goods=goods, request_key=key(), by=TESTER, at=NOW)


def _declining(there: Quiet) -> Act:
    row = introduced(there.story.proposal, by=there.story.organiser.actor)
    reply = Reply(
        side=Side.BUYER,
        kind=AnswerKind.DECLINE,
        price_fen_per_kg=row.fair_fen_per_kg,
        grams=row.grams,
        reason=DeclineReason.PRICE,
    )
    return lambda: answer(proposal_id=row.pk, reply=reply, request_key=key(), by=TESTER, at=NOW)


def _partner(there: Quiet) -> Act:
    """The partner is no member."""
    pair = partner_pair()
    row = in_force(pair)
    told = reported(row, pair)
    by = pair.speaker(PairSide.HELPED).actor
    return lambda: answer_result(result_uid=told.uid, is_confirmed=True, by=by, at=NOW)


def _reporting(there: Quiet) -> Act:
    pair = partner_pair()
    row = in_force(pair)
    return lambda: reported(row, pair)


def _practitioner(there: Quiet) -> Act:
    """The practitioner is a member, and the village has its project already."""
    pair = practitioner_pair(helper=there.practitioner)
    row = in_force(pair)
    introduced(there.story.proposal)
    return lambda: confirmed(row, pair)


def _granting(there: Quiet) -> Act:
    post = applied(there.roll)
    check_post(post_uid=post.uid, words="到店看过", by=CHECKER, at=NOW)
    return lambda: grant_post(post_uid=post.uid, by=GRANTER, at=NOW)


def _withdrawing(there: Quiet) -> Act:
    post = granted(there.roll)
    return lambda: withdraw_post(post_uid=post.uid, words="停业", by=GRANTER, at=NOW)


def _running(user_of: Callable[[Quiet], object]) -> Callable[[Quiet], Act]:
    """Somebody is appointed to run another station."""

    def prepare(there: Quiet) -> Act:
        other = station(village_code=HEGUI, name="六贵村服务站")
        return lambda: appoint_in_organisation(
            user=user_of(there),  # type: ignore[arg-type]
            role=Role.STATION_OPERATOR,
            organisation_key=other.key,
            from_on=date(2016, 9, 1),
            by=TESTER,
            at=NOW,
        )

    return prepare


def _leaving_office(there: Quiet) -> Act:
    row = Appointment.objects.get(user=there.story.village_committee)
    return lambda: end_appointment(appointment_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)


def _moving_in(there: Quiet) -> Act:
    other, where = station(village_code=HEGUI, name="六贵村服务站"), venue(village_code=HEGUI)
    return lambda: hosted(other, where)


def _moving_out(there: Quiet) -> Act:
    stay = Hosting.objects.get()
    return lambda: end_hosting(hosting_id=stay.pk, on=TODAY, by=TESTER, at=NOW)


def _closing(there: Quiet) -> Act:
    """The station that closes was in use."""
    weighed_tea(at_station=there.station.key)
    row = there.station
    return lambda: close_station(station_id=row.pk, to_on=TODAY, by=TESTER, at=NOW)


def _weighing_long_ago(there: Quiet) -> Act:
    def weigh() -> None:
        row = weighed_tea(at_station=there.station.key)
        type(row).objects.filter(pk=row.pk).update(weighed_on=TODAY - timedelta(days=30))

    return weigh


CASES: dict[str, Case] = {
    "an introduction": Case(
        lambda there: lambda: introduced(there.story.proposal, by=there.story.organiser.actor), BOTH
    ),
    "an introduction that is declined": Case(_declining, {VILLAGES: (-1, 0), BRANCHES: (-2, 0)}),
    "a contract on a cadre's own lot": Case(_deal, {**BOTH, CADRES: (1, 0)}),
    "a contract on another's lot": Case(_deal_of_the_secretary, NOTHING),
    "a contract of last year": Case(_deal_of_last_year, NOTHING),
    "an accepted quote": Case(_quote, {**BOTH, CADRES: (1, 0)}),
    "a quote's order that is cancelled": Case(
        _cancelled, {VILLAGES: (-1, 0), BRANCHES: (-2, 0), CADRES: (-1, 0)}
    ),
    "an order from a contract": Case(_called_off, NOTHING),
    "a delivery on its way": Case(_sending_a_delivery, NOTHING),
    "an accepted delivery": Case(_delivery, BOTH),
    "an order that is paid": Case(_paying, NOTHING),
    "an order that is packed": Case(_packing, ONE_BRANCH),
    "a parcel packed at the station": Case(_packing_there, ONE_BRANCH),
    "a parcel sent from the station": Case(_sending_there, {ACTIVE: (1, 0)}),
    "an order that comes back whole": Case(_coming_back, {VILLAGES: (-1, 0), BRANCHES: (-1, 0)}),
    "a weigh-in at the station": Case(
        lambda there: lambda: weighed_tea(at_station=there.station.key), {ACTIVE: (1, 0)}
    ),
    "a weigh-in at another station": Case(lambda there: lambda: weighed_tea(), NOTHING),
    "a weigh-in thirty days ago": Case(_weighing_long_ago, NOTHING),
    "a lot of the station's operator": Case(
        lambda there: lambda: lot(by=there.story.station_operator.actor), {ACTIVE: (1, 0)}
    ),
    "a lot of anybody else": Case(lambda there: lambda: lot(), NOTHING),
    "a station that moves in": Case(_moving_in, {HOSTING: (1, 0)}),
    "a station that moves out": Case(_moving_out, {HOSTING: (-1, 0)}),
    "a station that closes": Case(_closing, {HOSTING: (-1, 0), ACTIVE: (-1, 0)}),
    "a venue": Case(lambda there: lambda: venue(name="戏台"), {HOSTING: (0, 1), ACTIVE: (0, 1)}),
    "a village": Case(lambda there: lambda: village("450181110201"), {VILLAGES: (0, 1)}),
    "a branch": Case(lambda there: lambda: branch(name="新支部"), {BRANCHES: (0, 1)}),
    "a cadre who takes office": Case(
        lambda there: lambda: village_committee(village_code=HEGUI), {CADRES: (0, 1)}
    ),
    "a cadre who leaves office": Case(_leaving_office, {CADRES: (0, -1)}),
    "a cadre who runs a station": Case(
        _running(lambda there: there.story.village_committee), {CADRES: (1, 0)}
    ),
    "a member": Case(lambda there: lambda: member(of=there.branch), {MEMBERS: (0, 1)}),
    "a member who runs a station": Case(
        _running(lambda there: there.practitioner), {MEMBERS: (1, 0)}
    ),
    "a shop that is granted": Case(_granting, {MEMBERS: (1, 0)}),
    "a shop that is withdrawn": Case(_withdrawing, {MEMBERS: (-1, 0)}),
    "a result that nobody confirmed": Case(_reporting, NOTHING),
    "a partner's result": Case(_partner, ONE_BRANCH),
    "a member's pairing with a result": Case(_practitioner, {MEMBERS: (1, 0)}),
    "a pairing without a result": Case(lambda there: lambda: in_force(), NOTHING),
    "a household": Case(lambda there: lambda: household(), NOTHING),
    "a target": Case(
        lambda there: (
            lambda: set_target(
                indicator=VILLAGES,
                target_per_mille=900,
                source="县委文件",
                from_on=TODAY,
                by=TESTER,
                at=NOW,
            )
        ),
        NOTHING,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_act_changes_its_figures_and_no_other(name: str) -> None:
    case = CASES[name]
    act = case.prepare(quiet())
    before = figures()

    act()

    assert changes(before, figures()) == case.changes


def test_in_a_quiet_county_only_the_station_stands_in_its_venue() -> None:
    quiet()

    assert figures() == {
        VILLAGES: (0, 5),
        BRANCHES: (0, 2),
        CADRES: (0, 1),
        MEMBERS: (0, 4),
        HOSTING: (1, 1),
        ACTIVE: (0, 1),
    }
    assert not Order.objects.exists()
