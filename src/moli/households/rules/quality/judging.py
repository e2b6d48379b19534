"""Judges: pure functions over a record, by the code of their rule.

    @judge("work.months_without_place")
    def _(record, limits):
        yield from each(...)

What a judge finds names the member it is about, or nobody, and facts that hold no personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from moli.households.rules.quality.record import Member, Record
from moli.kernel.refusal import Fact

Limits = Mapping[str, Any]


@dataclass(frozen=True)
class Breach:
    """One breach of one rule: about a member, by their key, or about the household."""

    member_key: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


Judge = Callable[[Record, Limits], Iterator[Breach]]
# Filled while the files of the judges load.
JUDGES: dict[str, Judge] = {}


def judge(code: str) -> Callable[[Judge], Judge]:
    """Make a function the judge of a rule; a code has one judge."""

    def made(function: Judge) -> Judge:
        if code in JUDGES:
            raise ValueError(f"{code} has two judges")
        JUDGES[code] = function
        return function

    return made


def each(members: Iterable[Member]) -> Iterator[Breach]:
    """A breach for each of some members, without more to say."""
    return (Breach(member.key) for member in members)


def when(is_broken: bool, **facts: Fact) -> Iterator[Breach]:  # noqa: FBT001 - the question itself
    """A breach of the household as a whole, or none."""
    return iter((Breach(facts=facts),) if is_broken else ())
