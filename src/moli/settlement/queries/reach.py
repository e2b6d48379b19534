"""How far a person reaches in payouts, statements and books. Every page starts from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from moli.accounts.rules import Role, Standing
from moli.households.models import Household
from moli.households.queries.reach import (
    VILLAGE_ROLES,
    RegistryReach,
    household_in_areas,
    households_in_areas,
)
from moli.places.models import Division
from moli.places.queries.directory import villages_inside
from moli.settlement.rules.shares import HOUSEHOLD_OWNER, MEMBER_OWNER

# Who may open pages of this area at all; how far, the reach says.
PAYERS = frozenset({Role.OFFICE})
PAYOUT_READERS = frozenset({Role.OFFICE, Role.AUDITOR})
BOOK_READERS = frozenset({Role.OFFICE, Role.LEADER, Role.AUDITOR})
STATEMENT_READERS = VILLAGE_ROLES | {Role.OFFICE}


@dataclass(frozen=True)
class MoneyReach:
    """What a standing opens of the county's money. Nothing opens nothing.

    `pays`: makes, approves and follows payouts. `reads_payouts`: reads them, and households'
    accounts in the books. `reads_books`: reads the books' sums. The money is the county's as a
    whole, so each of them needs an appointment to the whole county. `statement_areas` are the
    areas whose households' statements and bank accounts are open.
    """

    pays: bool = False
    reads_payouts: bool = False
    reads_books: bool = False
    statement_areas: tuple[str, ...] = ()


def money_reach(standing: Standing, *, county_code: str) -> MoneyReach:
    """What a standing opens: no query."""
    return MoneyReach(
        pays=_is_over(standing, PAYERS, county_code),
        reads_payouts=_is_over(standing, PAYOUT_READERS, county_code),
        reads_books=_is_over(standing, BOOK_READERS, county_code),
        statement_areas=standing.area_codes(STATEMENT_READERS),
    )


def closed_owners(reach: MoneyReach) -> frozenset[str]:
    """The sorts of owners of whose accounts only sums are open.

    A leader reads the county's sums, not what one household or one person of a team has.
    """
    return frozenset() if reach.reads_payouts else frozenset({HOUSEHOLD_OWNER, MEMBER_OWNER})


def villages_with_statements(reach: MoneyReach) -> QuerySet[Division]:
    """The villages whose households' statements are open, with their towns, by code."""
    return villages_inside(area_codes=reach.statement_areas)


def households_with_statements(reach: MoneyReach) -> QuerySet[Household]:
    """The households whose statements are open: registered, not withdrawn."""
    return households_in_areas(_registry(reach))


def household_with_statements(reach: MoneyReach, uid: UUID) -> Household | None:
    """One household whose statements and bank account are open, if it is."""
    return household_in_areas(_registry(reach), uid)


def _registry(reach: MoneyReach) -> RegistryReach:
    return RegistryReach(village_areas=reach.statement_areas)


def _is_over(standing: Standing, roles: Iterable[Role], county_code: str) -> bool:
    return any(county_code.startswith(area) for area in standing.area_codes(roles))
