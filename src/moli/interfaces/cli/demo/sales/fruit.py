"""Yaobu's forty tonnes from the introduction to the buyer's scale, as the people did it.

The round has found the two sides; everything here goes through the services that pages use. Who
brought how much is made up, and so are the damaged fruit and what the buyer says of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from moli.catalogue.queries import products
from moli.catalogue.rules import Storage
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.enterprises import JUNQIAO
from moli.interfaces.cli.demo.households.loading import all_households
from moli.interfaces.cli.demo.households.villages import YAOBU_HOUSEHOLDS
from moli.interfaces.cli.demo.moment import DAY, TODAY, at, request_key
from moli.interfaces.cli.demo.passion_fruit import PRODUCT
from moli.interfaces.cli.demo.people import (
    buyer_of,
    office,
    organiser,
    seller_of,
    station_key,
    station_operator,
    village_head,
)
from moli.interfaces.cli.demo.places import YAOBU
from moli.interfaces.cli.demo.sales.pictures import damaged_fruit
from moli.kernel.money import FEN_PER_KG_PER_FEN_PER_JIN
from moli.kernel.weight import GRAMS_PER_KG
from moli.market.rules.negotiation import AnswerKind, Side
from moli.market.services.answering import Reply, answer
from moli.market.services.contracting import ContractTerms, draw_up_contract
from moli.market.services.introducing import introduce
from moli.orders.rules.bulk import ClaimReason, ClaimSide
from moli.orders.rules.bulk_ordering import CallOff, CallOffPart
from moli.orders.rules.delivering import Claimed, DeliveryCosts
from moli.orders.rules.weighing import Weighed
from moli.orders.services.accepting import accept_delivery
from moli.orders.services.calling_off import call_off
from moli.orders.services.claiming import propose_outcome
from moli.orders.services.delivering import send_delivery
from moli.orders.services.remitting import record_remittance
from moli.orders.services.sharing_out import name_supplier, share_out_part
from moli.orders.services.weighing_in import weigh_in_for_quota
from moli.settlement.services.settling_deliveries import settle_delivery

if TYPE_CHECKING:
    from moli.households.models import Household
    from moli.market.models import Contract, Proposal
    from moli.orders.models import BulkPart, Delivery, Quota, WeighIn

_FLOOR_FEN_PER_KG = 300 * FEN_PER_KG_PER_FEN_PER_JIN
_SUPPLIERS = 63
# What a household says it can bring, in kilograms; poor ones come first for three fifths.
_MOST_KG = (560, 1_100)
_CAP_GRAMS = 900 * GRAMS_PER_KG
_POOR_PER_MILLE = 600
_CRATE_GRAMS = 15 * GRAMS_PER_KG
_COSTS = DeliveryCosts(freight_fen=300_000, packaging_fen=120_000)
# Two hundredths of the forty tonnes; the buyer offers to bear half of it.
_CLAIMED_GRAMS, _UPHELD_GRAMS = 800 * GRAMS_PER_KG, 400 * GRAMS_PER_KG


def sell_fruit(proposal: Proposal | None) -> None:
    """From the introduction to the buyer's money. Twice is once."""
    suppliers = _suppliers()
    if proposal is None or not suppliers:
        return
    contract = _agreed(proposal)
    part = _called_off(contract)
    quotas = _shared_out(part, suppliers)
    rows = _weighed(quotas)
    for place, load in enumerate((rows[::2], rows[1::2])):
        _paid_for(_delivered(part, load, place), place)


def _agreed(proposal: Proposal) -> Contract:
    """Introduced, accepted by both as the round proposed it, drawn up."""
    introduce(
        proposal_ids=[proposal.pk],
        answer_by=at(days_before=-1),
        by=organiser().actor,
        at=at(hour=10),
    )
    for side, who, hour in (
        (Side.SELLER, seller_of(YAOBU), 11),
        (Side.BUYER, buyer_of(JUNQIAO), 12),
    ):
        answer(
            proposal_id=proposal.pk,
            reply=Reply(side, AnswerKind.ACCEPT, proposal.fair_fen_per_kg, proposal.grams),
            request_key=request_key(f"fruit accepted {side}"),
            by=who.actor,
            at=at(hour=hour),
        )
    return draw_up_contract(
        proposal_id=proposal.pk,
        terms=ContractTerms(_FLOOR_FEN_PER_KG, seasons=2, has_variety_clause=True),
        by=organiser().actor,
        at=at(hour=14),
    )


def _called_off(contract: Contract) -> BulkPart:
    order = call_off(
        wanted=CallOff(
            parts=(CallOffPart(contract.uid, contract.grams),),
            deliver_by_on=TODAY,
            poor_per_mille=_POOR_PER_MILLE,
            cap_grams=_CAP_GRAMS,
        ),
        request_key=request_key("fruit called off"),
        by=buyer_of(JUNQIAO).actor,
        at=at(hour=15),
    )
    return order.parts.get()


def _suppliers() -> list[Household]:
    """Growers of Yaobu, whose households are made up before all others."""
    codes = [made.national_code for made in all_households(YAOBU_HOUSEHOLDS) if made.is_grower][
        :_SUPPLIERS
    ]
    reach = RegistryReach(village_areas=(YAOBU,))
    found = {row.national_code: row for row in households_in_areas(reach)}
    return [found[code] for code in codes if code in found]


def _shared_out(part: BulkPart, suppliers: Sequence[Household]) -> list[Quota]:
    for place, household in enumerate(suppliers):
        most_kg = Chance(f"fruit of {household.national_code}").whole(*_MOST_KG) // 10 * 10
        name_supplier(
            part_uid=part.uid,
            household=household,
            most_grams=most_kg * GRAMS_PER_KG,
            by=village_head().actor,
            at=at(hour=16, minutes=place),
        )
    return share_out_part(part_uid=part.uid, by=village_head().actor, at=at(hour=18))


def _weighed(quotas: Sequence[Quota]) -> list[WeighIn]:
    """Each brings all that it was granted, in crates of fifteen kilograms, from five o'clock on."""
    grade = products().get(code=PRODUCT).grades.get(rank=2)
    station = station_key(YAOBU)
    return [
        weigh_in_for_quota(
            quota_id=quota.pk,
            weighed=_on_the_scale(quota.granted_grams),
            grade=grade,
            station_key=station,
            storage=Storage.AMBIENT,
            request_key=request_key(f"fruit weighed {place}"),
            by=station_operator().actor,
            at=at(days_before=-1, hour=5, minutes=8 * place),
        )
        for place, quota in enumerate(quotas)
        if quota.granted_grams
    ]


def _on_the_scale(grams: int) -> Weighed:
    crates = -(-grams // _CRATE_GRAMS)
    tare = crates * GRAMS_PER_KG
    return Weighed(grams + tare, tare, DAY)


def _delivered(part: BulkPart, rows: Sequence[WeighIn], place: int) -> Delivery:
    """One truck: sent in the afternoon, weighed by the buyer at night; the second has damage."""
    buyer = buyer_of(JUNQIAO)
    delivery = send_delivery(
        part_uid=part.uid,
        loads=[(row.uid, row.grams) for row in rows],
        costs=_COSTS,
        request_key=request_key(f"fruit sent {place}"),
        by=station_operator().actor,
        at=at(days_before=-1, hour=15, minutes=40 * place),
    )
    claimed = Claimed(
        grams=_CLAIMED_GRAMS,
        reason=ClaimReason.DAMAGED,
        words="车尾 50 多筐压伤，演示数据",
        photos=(damaged_fruit(),),
    )
    delivery = accept_delivery(
        delivery_uid=delivery.uid,
        received_grams=delivery.sent_grams,
        claimed=claimed if place else None,
        request_key=request_key(f"fruit accepted {place}"),
        by=buyer.actor,
        at=at(days_before=-1, hour=20, minutes=30 * place),
    )
    if place:
        propose_outcome(
            claim_uid=delivery.claim.uid,
            upheld_grams=_UPHELD_GRAMS,
            side=ClaimSide.BUYER,
            by=buyer.actor,
            at=at(days_before=-2, hour=8, minutes=10),
        )
    return delivery


def _paid_for(delivery: Delivery, place: int) -> None:
    """The buyer pays what is undisputed; it is shared at once. What is claimed waits."""
    held_fen = delivery.claim.held_fen if place else 0
    moment = at(days_before=-2, hour=8, minutes=40 + 5 * place)
    record_remittance(
        delivery_uid=delivery.uid,
        bank_reference=f"演示回单 20160914-{place + 1}",
        total_fen=(delivery.total_fen or 0) - held_fen,
        by=office().actor,
        at=moment,
    )
    settle_delivery(delivery_id=delivery.pk, by=office().actor, at=moment)
