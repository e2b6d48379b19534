"""Whether the numbers of a rule fit together, so that whoever reckons by them can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from moli.party.rules import standards
from moli.party.rules.organisation import RuleKind

# Whole spans of a year, because a span that runs over its end is asked of no calendar.
MONTHS: Final = (1, 2, 3, 4, 6, 12)
YEARS_MAX: Final = 10
_JOINT_UNITS_MIN: Final = 2


def is_sound(kind: RuleKind, content: Mapping[str, Any]) -> bool:
    """Whether a rule can be reckoned by. One that cannot be read raises what reading it does."""
    return _JUDGES[kind](content)


def _sizes(content: Mapping[str, Any]) -> bool:
    said = standards.sizes(content)
    members = 1 <= said.full_members_min <= said.members_usual_max
    committee = 1 <= said.committee_min <= said.committee_usual_max <= said.committee_max
    can_elect = said.committee_min <= said.committee_from
    return members and committee and can_elect and said.joint_units_max >= _JOINT_UNITS_MIN


def _terms(content: Mapping[str, Any]) -> bool:
    said = standards.terms(content)
    return all(1 <= years <= YEARS_MAX for years in (said.village_years, said.other_years))


def _frequencies(content: Mapping[str, Any]) -> bool:
    return all(months in MONTHS for months in standards.frequencies(content).values())


def _quorum(content: Mapping[str, Any]) -> bool:
    """A meeting has more than a share, so less than all; an election at least one."""
    said = standards.quorum(content)
    (above, of_above), (least, of_least) = said.meeting_above, said.election_from
    return 0 <= above < of_above and 0 < least <= of_least


_JUDGES: Mapping[RuleKind, Callable[[Mapping[str, Any]], bool]] = {
    RuleKind.SIZES: _sizes,
    RuleKind.TERMS: _terms,
    RuleKind.FREQUENCIES: _frequencies,
    RuleKind.QUORUM: _quorum,
}
