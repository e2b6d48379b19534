"""One proposal as its page shows it to one viewer: both sides, the way, the price, the trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from moli.audit.queries import trail_of
from moli.kernel.money import total_fen
from moli.market.models import Answer, Contract, Demand, Introduction, Proposal
from moli.market.queries.contacts import Contact, buyer_contacts, seller_contacts
from moli.market.queries.introducers import introducers_of
from moli.market.queries.naming import (
    Name,
    destination_name,
    division_name,
    enterprise_full_name,
    enterprise_name,
    grade_name,
    product_name,
)
from moli.market.queries.proposal_lines import reasons_for, sight_on, usual_freight
from moli.market.queries.proposals import proposals_visible_to
from moli.market.queries.runner_up import RunnerUp, runner_up_names, runner_up_of
from moli.market.queries.sight import Sight, Viewer
from moli.market.rules.negotiation import (
    HOLDING_STATES,
    LIVE_STATES,
    AnswerKind,
    DeclineReason,
    ProposalState,
    Said,
    Side,
    Table,
    table_after,
)
from moli.market.rules.reasons import Reason, households_of_part


@dataclass(frozen=True)
class SaidLast:
    """What a side said last."""

    kind: AnswerKind
    price_fen_per_kg: int
    grams: int
    at: datetime


@dataclass(frozen=True)
class SellerSheet:
    """The seller's side. `floor_fen_per_kg` is None for who may not see it."""

    village: Name
    village_code: str
    town: Name
    lot_uid: UUID
    grade: Name
    lot_grams: int
    ready_from_on: date
    ready_to_on: date
    households: int
    poor_households: int
    poor_percent: int
    floor_fen_per_kg: int | None
    said: SaidLast | None
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class BuyerSheet:
    """The buyer's side. `ceiling_fen_per_kg` is None for who may not see it."""

    enterprise: Name
    full_name: Name
    demand_uid: UUID
    lowest_grade: Name
    demand_grams: int
    deliver_from_on: date
    deliver_to_on: date
    destination: Name
    ceiling_fen_per_kg: int | None
    said: SaidLast | None
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class PriceSheet:
    """Prices at the farm gate but for `ceiling` and `delivered`, in fen per kg.

    `margin_fen` and what each side gains of it are None for who may not see both limits.
    """

    fair: int
    freight: int
    floor: int | None
    ceiling: int | None
    agreed: int | None
    seller_gain_fen: int | None
    buyer_gain_fen: int | None
    home_fen: int

    @property
    def net_ceiling(self) -> int | None:
        """What the buyer can pay at the farm gate at most."""
        return None if self.ceiling is None else self.ceiling - self.freight

    @property
    def shown(self) -> int:
        """The price that the page is about: agreed, else fair."""
        return self.fair if self.agreed is None else self.agreed

    @property
    def delivered(self) -> int:
        """What the buyer pays for a kilogram delivered."""
        return self.shown + self.freight


@dataclass(frozen=True)
class TrailStep:
    """One line of what happened, from the trail; `words` only for those who take part."""

    verb: str
    at: datetime
    by_name: str
    side: Side | None
    price_fen_per_kg: int | None
    grams: int | None
    reason: DeclineReason | None
    words: str


@dataclass(frozen=True)
class ProposalSheet:
    """Everything that one viewer may see of a proposal, and what they may do about it."""

    pk: int
    uid: UUID
    state: ProposalState
    round_number: int
    place: int
    run_at: datetime
    product: Name
    product_code: str
    grams: int
    seller: SellerSheet
    buyer: BuyerSheet
    road_km: int
    transit_days: int
    days_left: int
    price: PriceSheet
    table: Table
    reasons: tuple[Reason, ...]
    runner_up: RunnerUp
    trail: tuple[TrailStep, ...]
    introduction: Introduction | None
    contract_uid: UUID | None
    is_changed_since: bool
    villages_of_demand: int
    introducers: tuple[Name, ...]
    sight: Sight

    @property
    def may_introduce(self) -> bool:
        """Whether the viewer may bring the two together now."""
        return self.sight.leads_both and self.state is ProposalState.PROPOSED

    @property
    def may_draw_up(self) -> bool:
        """Whether the viewer may draw up the contract now."""
        return self.sight.leads_both and self.state is ProposalState.AGREED

    @property
    def answering(self) -> tuple[Side, ...]:
        """The sides for which the viewer may answer now."""
        return self.sight.sides if self.state is ProposalState.INTRODUCED else ()


def proposal_sheet(row: Proposal, *, viewer: Viewer, on: date) -> ProposalSheet:
    """The sheet of a proposal that was fetched within the viewer's reach: at most 22 queries."""
    sight = sight_on(row, viewer)
    state = ProposalState(row.state)
    answers = list(row.answers.order_by("pk"))
    may_call = sight.contacts and state in HOLDING_STATES
    usual = usual_freight(row.round_id, row.lot.product_id)
    pair = (row.lot.village.code, row.demand.enterprise.key)
    contract: Contract | None = getattr(row, "contract", None)
    return ProposalSheet(
        pk=row.pk,
        uid=row.uid,
        state=state,
        round_number=row.round.number,
        place=row.place,
        run_at=row.round.run_at,
        product=product_name(row.lot.product),
        product_code=row.lot.product.code,
        grams=row.held_grams if state in _SETTLED else row.grams,
        seller=_seller(row, sight=sight, answers=answers, on=on if may_call else None),
        buyer=_buyer(row, sight=sight, answers=answers, on=on if may_call else None),
        road_km=row.road_km,
        transit_days=row.transit_days,
        days_left=row.days_left,
        price=_price(row, sight=sight),
        table=_table(row, answers),
        reasons=reasons_for(row, usual_fen_per_kg=usual, shows_weight=sight.reckoning),
        runner_up=runner_up_of(row, runner_up_names([row]), shows_loss=sight.reckoning),
        trail=tuple(_trail(row, contract=contract, answers=answers, sight=sight)),
        introduction=getattr(row, "introduction", None),
        contract_uid=contract.uid if contract else None,
        is_changed_since=_is_changed(row),
        villages_of_demand=_villages_of(row.demand, viewer=viewer),
        introducers=(
            introducers_of([pair], on=on)[pair] if state is ProposalState.PROPOSED else ()
        ),
        sight=sight,
    )


_SETTLED = (ProposalState.AGREED, ProposalState.CONTRACTED)


def proposals_of_demand(demand: Demand, *, viewer: Viewer) -> QuerySet[Proposal]:
    """Live proposals that fill a demand together, those that the viewer may open, by place."""
    visible = proposals_visible_to(viewer.reach).filter(demand=demand, state__in=LIVE_STATES)
    return visible.order_by("-round__number", "place")


def _villages_of(demand: Demand, *, viewer: Viewer) -> int:
    found = proposals_of_demand(demand, viewer=viewer).order_by()
    return found.values("lot__village").distinct().count()


def _seller(
    row: Proposal, *, sight: Sight, answers: Sequence[Answer], on: date | None
) -> SellerSheet:
    """The seller's side; contacts as of a day, none without one."""
    lot = row.lot
    town = lot.village.parent or lot.village
    return SellerSheet(
        village=division_name(lot.village),
        village_code=lot.village.code,
        town=division_name(town),
        lot_uid=lot.uid,
        grade=grade_name(lot.grade),
        lot_grams=lot.grams,
        ready_from_on=lot.ready_from_on,
        ready_to_on=lot.ready_to_on,
        households=_part(row, lot.households),
        poor_households=_part(row, lot.poor_households),
        poor_percent=round(100 * lot.poor_households / lot.households),
        floor_fen_per_kg=lot.floor_fen_per_kg if sight.floor else None,
        said=_said_last(answers, Side.SELLER),
        contacts=seller_contacts(lot, on=on) if on else (),
    )


def _buyer(
    row: Proposal, *, sight: Sight, answers: Sequence[Answer], on: date | None
) -> BuyerSheet:
    """The buyer's side; contacts as of a day, none without one."""
    demand = row.demand
    return BuyerSheet(
        enterprise=enterprise_name(demand.enterprise),
        full_name=enterprise_full_name(demand.enterprise),
        demand_uid=demand.uid,
        lowest_grade=grade_name(demand.lowest_grade),
        demand_grams=demand.grams,
        deliver_from_on=demand.deliver_from_on,
        deliver_to_on=demand.deliver_to_on,
        destination=destination_name(demand.destination),
        ceiling_fen_per_kg=demand.ceiling_fen_per_kg if sight.ceiling else None,
        said=_said_last(answers, Side.BUYER),
        contacts=buyer_contacts(demand, on=on) if on else (),
    )


def _part(row: Proposal, households: int) -> int:
    return households_of_part(
        households=households, part_grams=row.grams, whole_grams=row.lot.grams
    )


def _said_last(answers: Sequence[Answer], side: Side) -> SaidLast | None:
    for answer in reversed(answers):
        if answer.side == side:
            return SaidLast(
                AnswerKind(answer.kind), answer.price_fen_per_kg, answer.grams, answer.at
            )
    return None


def _price(row: Proposal, *, sight: Sight) -> PriceSheet:
    floor = row.lot.floor_fen_per_kg if sight.floor else None
    ceiling = row.demand.ceiling_fen_per_kg if sight.ceiling else None
    price = row.fair_fen_per_kg if row.agreed_fen_per_kg is None else row.agreed_fen_per_kg
    grams = row.held_grams or row.grams
    buyer_gain = None if ceiling is None else ceiling - row.freight_fen_per_kg - price
    return PriceSheet(
        fair=row.fair_fen_per_kg,
        freight=row.freight_fen_per_kg,
        floor=floor,
        ceiling=ceiling,
        agreed=row.agreed_fen_per_kg,
        seller_gain_fen=_gain(grams, None if floor is None else price - floor),
        buyer_gain_fen=_gain(grams, buyer_gain),
        home_fen=total_fen(grams=grams, fen_per_kg=price),
    )


def _gain(grams: int, fen_per_kg: int | None) -> int | None:
    """What a side gains over its limit; a price beyond the limit gains nothing."""
    return None if fen_per_kg is None else total_fen(grams=grams, fen_per_kg=max(0, fen_per_kg))


def _table(row: Proposal, answers: Sequence[Answer]) -> Table:
    return table_after(
        price_fen_per_kg=row.fair_fen_per_kg,
        grams=row.grams,
        answers=[
            Said(Side(said.side), AnswerKind(said.kind), said.price_fen_per_kg, said.grams)
            for said in answers
        ],
    )


def _is_changed(row: Proposal) -> bool:
    """Whether a side changed its lot or demand after the round."""
    return (row.lot.terms_mark, row.demand.terms_mark) != (row.lot_mark, row.demand_mark)


def _trail(
    row: Proposal, *, contract: Contract | None, answers: Sequence[Answer], sight: Sight
) -> Iterator[TrailStep]:
    """The proposal's lines of the trail, then its contract's: two queries at most.

    An answer and its line were written together, so both stand in the same order.
    """
    spoken = iter(answers)
    for event in trail_of(kind="proposal", key=row.key):
        facts = event.facts
        is_answer = "side" in facts
        said = next(spoken, None) if is_answer else None
        yield TrailStep(
            verb=event.verb,
            at=event.at,
            by_name=event.actor_name,
            side=Side(facts["side"]) if is_answer else None,
            price_fen_per_kg=facts.get("price_fen_per_kg"),
            grams=facts.get("grams"),
            reason=DeclineReason(facts["reason"]) if facts.get("reason") else None,
            words=said.words if said and sight.contacts else "",
        )
    if contract is None:
        return
    for event in trail_of(kind="contract", key=contract.key):
        yield TrailStep(
            verb=event.verb,
            at=event.at,
            by_name=event.actor_name,
            side=None,
            price_fen_per_kg=event.facts.get("price_fen_per_kg"),
            grams=event.facts.get("grams"),
            reason=None,
            words="",
        )
