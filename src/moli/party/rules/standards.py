"""What the kinds of the Party's rules hold, and how their content is read.

SIZES        {"full_members_min": …, …}: heads and units, see `Sizes`
TERMS        {"village_years": …, "other_years": …}
FREQUENCIES  {ActivityKind: months}: one is held in every so many months of the calendar
QUORUM       {"meeting_above": [1, 2], "election_from": [4, 5]}: shares of those with a vote
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from moli.kernel.certainty import Certainty
from moli.party.rules.organisation import ActivityKind, RuleKind


@dataclass(frozen=True)
class Sizes:
    """How many full members, units and committee members an organisation has."""

    full_members_min: int
    members_usual_max: int
    joint_units_max: int
    committee_from: int
    committee_min: int
    committee_usual_max: int
    committee_max: int


@dataclass(frozen=True)
class Terms:
    """For how many years a branch of a village, and any other, elects."""

    village_years: int
    other_years: int


@dataclass(frozen=True)
class Quorum:
    """Two shares of those with a vote: a meeting has more than one, an election at least one."""

    meeting_above: tuple[int, int]
    election_from: tuple[int, int]


@dataclass(frozen=True)
class KnownRule:
    """One version of a rule as the data file says it."""

    kind: RuleKind
    from_on: date
    content: Mapping[str, Any]
    source: str
    certainty: Certainty


def sizes(content: Mapping[str, Any]) -> Sizes:
    """The content of a SIZES rule."""
    return Sizes(**{name: int(content[name]) for name in Sizes.__dataclass_fields__})


def terms(content: Mapping[str, Any]) -> Terms:
    """The content of a TERMS rule."""
    return Terms(**{name: int(content[name]) for name in Terms.__dataclass_fields__})


def frequencies(content: Mapping[str, Any]) -> dict[ActivityKind, int]:
    """The content of a FREQUENCIES rule: in how many months each activity is held once."""
    return {ActivityKind(name): int(months) for name, months in content.items()}


def quorum(content: Mapping[str, Any]) -> Quorum:
    """The content of a QUORUM rule."""
    above, of_above = content["meeting_above"]
    least, of_least = content["election_from"]
    return Quorum((int(above), int(of_above)), (int(least), int(of_least)))


def known_rules() -> Iterator[KnownRule]:
    """All versions that the package brings, in the order of the file."""
    text = files("moli.party").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    for row in tomllib.loads(text)["rule"]:
        yield KnownRule(
            kind=RuleKind(row["kind"]),
            from_on=row["from_on"],
            content=row["content"],
            source=row["source"],
            certainty=Certainty(row["certainty"]),
        )
