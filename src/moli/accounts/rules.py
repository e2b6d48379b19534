"""Which roles there are, what they reach over, and what one person may reach today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from moli.kernel.actor import Actor


class Role(StrEnum):
    """What a person was appointed to do."""

    OFFICE = "OFFICE"  # county office
    LEADER = "LEADER"  # county leader, read only
    AUDITOR = "AUDITOR"  # reads the trail, read only
    ORGANISER = "ORGANISER"  # branch worker who brings two sides together
    FIRST_SECRETARY = "FIRST_SECRETARY"
    VILLAGE_COMMITTEE = "VILLAGE_COMMITTEE"
    TOWN_OFFICE = "TOWN_OFFICE"  # checks for a town what its villages propose
    STATION_OPERATOR = "STATION_OPERATOR"
    STATION_STAFF = "STATION_STAFF"  # of a station's team; what they may do there: stations
    PRACTITIONER = "PRACTITIONER"  # sells online for a living; the area is where he works
    BUYER = "BUYER"  # acts for an enterprise


class OrganisationKind(StrEnum):
    """What kind of organisation an appointment is to."""

    BRANCH = "BRANCH"
    ENTERPRISE = "ENTERPRISE"
    STATION = "STATION"


# Roles that reach over an area; the others reach over one organisation of the named kind.
AREA_ROLES = frozenset(
    {
        Role.OFFICE,
        Role.LEADER,
        Role.AUDITOR,
        Role.FIRST_SECRETARY,
        Role.VILLAGE_COMMITTEE,
        Role.TOWN_OFFICE,
        Role.PRACTITIONER,
    }
)
ORGANISATION_OF_ROLE = {
    Role.ORGANISER: OrganisationKind.BRANCH,
    Role.BUYER: OrganisationKind.ENTERPRISE,
    Role.STATION_OPERATOR: OrganisationKind.STATION,
    Role.STATION_STAFF: OrganisationKind.STATION,
}
# Who may speak for the sellers of an area. A station operator does so for its station's village.
SELLER_ROLES = frozenset({Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE, Role.OFFICE})
COUNTY_ROLES = frozenset({Role.OFFICE, Role.LEADER, Role.AUDITOR})


@dataclass(frozen=True)
class Duty:
    """One appointment in force: a role over an area, or in an organisation."""

    role: Role
    area_code: str = ""
    organisation_key: str = ""


@dataclass(frozen=True)
class Standing:
    """What a person may reach on a day. Nobody logged in has a standing without duties."""

    actor: Actor
    duties: tuple[Duty, ...] = ()

    def holds(self, *roles: Role) -> bool:
        """Whether the person has any of these roles, anywhere."""
        return any(duty.role in roles for duty in self.duties)

    def area_codes(self, roles: Iterable[Role]) -> tuple[str, ...]:
        """The areas that any of these roles open, outermost form, in order."""
        wanted = frozenset(roles)
        return tuple(sorted({d.area_code for d in self.duties if d.role in wanted and d.area_code}))

    def organisation_keys(self, role: Role) -> tuple[str, ...]:
        """The organisations in which the person has this role, in order."""
        return tuple(
            sorted(
                {d.organisation_key for d in self.duties if d.role == role and d.organisation_key}
            )
        )


NOBODY = Standing(actor=Actor(key="nobody", name=""))
