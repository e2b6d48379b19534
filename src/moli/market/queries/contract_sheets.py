"""A contract with everything that its printed page says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from moli.kernel.money import total_fen
from moli.market.models import Contract
from moli.market.queries.naming import (
    Name,
    destination_name,
    division_name,
    enterprise_full_name,
    enterprise_name,
    grade_name,
    product_name,
)
from moli.places.models import Division


@dataclass(frozen=True)
class ContractSheet:
    """One contract. Neither side's limit stands in it; the floor is the one both agreed on."""

    uid: UUID
    number: str
    at: datetime
    by_name: str
    proposal_uid: UUID
    round_number: int
    place: int
    county: Name
    town: Name
    village: Name
    village_full_name: str
    households: int
    poor_households: int
    enterprise: Name
    enterprise_full_name: Name
    credit_code: str
    address: str
    product: Name
    grade: Name
    grams: int
    price_fen_per_kg: int
    freight_fen_per_kg: int
    floor_fen_per_kg: int
    total_fen: int
    seasons: tuple[str, ...]
    has_variety_clause: bool
    ready_from_on: date
    ready_to_on: date
    deliver_from_on: date
    deliver_to_on: date
    destination: Name

    @property
    def first_season(self) -> str:
        """The season of the agreed price and weight."""
        return self.seasons[0]

    @property
    def season_count(self) -> int:
        """How many seasons the floor price holds."""
        return len(self.seasons)

    @property
    def delivered_fen_per_kg(self) -> int:
        """What a kilogram costs the buyer with the freight that the plan reckoned."""
        return self.price_fen_per_kg + self.freight_fen_per_kg


def contract_sheet(row: Contract) -> ContractSheet:
    """The sheet of a contract that was fetched within the viewer's reach: two queries."""
    lot, demand = row.proposal.lot, row.proposal.demand
    village = lot.village
    town = village.parent or village
    county = Division.objects.get(code=village.code[:6])
    return ContractSheet(
        uid=row.uid,
        number=row.number,
        at=row.at,
        by_name=row.by_name,
        proposal_uid=row.proposal.uid,
        round_number=row.proposal.round.number,
        place=row.proposal.place,
        county=division_name(county),
        town=division_name(town),
        village=division_name(village),
        village_full_name=village.name,
        households=lot.households,
        poor_households=lot.poor_households,
        enterprise=enterprise_name(demand.enterprise),
        enterprise_full_name=enterprise_full_name(demand.enterprise),
        credit_code=demand.enterprise.credit_code,
        address=demand.enterprise.address,
        product=product_name(lot.product),
        grade=grade_name(lot.grade),
        grams=row.grams,
        price_fen_per_kg=row.price_fen_per_kg,
        freight_fen_per_kg=row.proposal.freight_fen_per_kg,
        floor_fen_per_kg=row.floor_fen_per_kg,
        total_fen=total_fen(grams=row.grams, fen_per_kg=row.price_fen_per_kg),
        seasons=tuple(str(int(row.first_season) + place) for place in range(row.seasons)),
        has_variety_clause=row.has_variety_clause,
        ready_from_on=lot.ready_from_on,
        ready_to_on=lot.ready_to_on,
        deliver_from_on=demand.deliver_from_on,
        deliver_to_on=demand.deliver_to_on,
        destination=destination_name(demand.destination),
    )
