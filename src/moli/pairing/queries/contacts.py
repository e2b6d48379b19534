"""Whom to call in a pairing: for its two sides alone, and only while it holds.

That both agreed opens the numbers, and the trail says so (`pairing.begin`). The number of a
household is nobody's: its village stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from moli.accounts.models import User
from moli.accounts.queries import people_in_organisation, people_over_area
from moli.accounts.rules import OrganisationKind, Role
from moli.market.queries.contacts import Contact
from moli.pairing.models import Pairing
from moli.pairing.queries.sight import PairingSight
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.pairing.rules.speaking import SPEAKERS, other_side

_ORGANISATIONS = {
    Role.STATION_OPERATOR: OrganisationKind.STATION,
    Role.BUYER: OrganisationKind.ENTERPRISE,
}


def contacts_of(pairing: Pairing, *, sight: PairingSight) -> dict[PairSide, list[Contact]]:
    """Who speaks for the side across from each side that the person speaks for.

    Nobody while the pairing is not in force, and for everybody else. Two queries a role at most.
    """
    if pairing.state != PairingState.IN_FORCE:
        return {}
    across = [other_side(side) for side in sight.speaks_for(pairing)]
    return {side: list(_people(pairing, side, sight)) for side in across}


def _people(pairing: Pairing, side: PairSide, sight: PairingSight) -> Iterator[Contact]:
    roles: Sequence[Role] = sorted(SPEAKERS[PairingKind(pairing.pairing_kind)][side])
    for role in roles:
        for user in _users(pairing, role, sight):
            yield Contact(name=user.name, name_en=user.name_en, role=role, phone=user.phone)


def _users(pairing: Pairing, role: Role, sight: PairingSight) -> Iterable[User]:
    if role in _ORGANISATIONS:
        kind = _ORGANISATIONS[role]
        return people_in_organisation(kind=kind, key=pairing.helper_key, on=sight.on)
    if role is Role.PRACTITIONER:
        return User.objects.filter(uid=pairing.helper_key, is_active=True)
    return people_over_area(role=role, area_code=pairing.village.code, on=sight.on)
