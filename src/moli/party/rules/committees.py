"""How many are elected, and to what, by how many full members there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from moli.party.rules.organisation import Form, PositionKind
from moli.party.rules.standards import Sizes, Terms

# A secretary and perhaps a deputy, where the members are too few for a committee.
_ALONE_MAX = 2
# These elect as the regulation on branches says; the others have rules of their own.
ELECTING = frozenset({Form.BRANCH, Form.JOINT_BRANCH})
_ALONE = frozenset({PositionKind.SECRETARY, PositionKind.DEPUTY})
_ELECTED = frozenset(PositionKind) - {PositionKind.GROUP_LEADER}


@dataclass(frozen=True)
class Elected:
    """How many a branch elects, from and to, and to which positions."""

    people_min: int
    people_max: int
    kinds: Collection[PositionKind]


def elected_by(full_members: int, rule: Sizes) -> Elected:
    """What a branch with so many full members elects."""
    if full_members < rule.committee_from:
        return Elected(1, _ALONE_MAX, _ALONE)
    return Elected(rule.committee_min, rule.committee_max, _ELECTED)


def has_committee(positions: Sequence[PositionKind], rule: Sizes) -> bool:
    """Whether those in positions are enough to be a committee."""
    elected = [kind for kind in positions if kind in _ELECTED]
    return len(elected) >= rule.committee_min


def years_of_term(*, is_of_village: bool, rule: Terms) -> int:
    """For how many years a branch elects."""
    return rule.village_years if is_of_village else rule.other_years
