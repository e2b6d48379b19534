"""What a page of plans says first: the reader's own village, town or branch in each plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from moli.accounts.rules import Role, Standing
from moli.insights.queries.brokering import BranchBrokering
from moli.insights.queries.counting import Counted, Unit
from moli.insights.queries.next_steps import NextSteps
from moli.insights.rules.plans import Indicator
from moli.interfaces.web.matching.naming import said
from moli.interfaces.web.naming import village_name
from moli.interfaces.web.plans.figures import indicator_url
from moli.interfaces.web.plans.links import Links
from moli.interfaces.web.plans.meanings import MEANINGS
from moli.interfaces.web.plans.quarters import Quarter
from moli.interfaces.web.plans.reading import VILLAGE_ROLES
from moli.interfaces.web.plans.rows import day_words, proof_words
from moli.interfaces.web.plans.steps import StepRow, step_rows
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.places.queries.directory import divisions_of_codes

# Branches and members are no village's.
_OF_VILLAGE: Final = (
    Indicator.VILLAGES_WITH_PROJECT,
    Indicator.CADRES_ACTIVE,
    Indicator.VENUES_WITH_STATION,
    Indicator.VENUES_WITH_ACTIVE_STATION,
)

CountedBy = Mapping[Indicator, Counted]


@dataclass(frozen=True)
class OwnRow:
    """One indicator of one's own: whether it is done, by what, and a tap to the rows."""

    title: str
    is_met: bool
    words: str
    url: str


@dataclass(frozen=True)
class OwnVillage:
    """A village of the reader with its state in each indicator."""

    name: str
    rows: list[OwnRow]

    @property
    def missing(self) -> int:
        """How many are not done yet."""
        return sum(not row.is_met for row in self.rows)


@dataclass(frozen=True)
class OwnBranch:
    """A branch of the reader: whether it counts, what it brought together, what to do next."""

    name: str
    is_met: bool
    url: str
    brokering: BranchBrokering | None
    steps: list[StepRow]


def own_villages(standing: Standing, counted: CountedBy, *, quarter: Quarter) -> list[OwnVillage]:
    """The villages of a first secretary or a committee: one query, none for others."""
    codes = standing.area_codes(VILLAGE_ROLES)
    rows = divisions_of_codes(codes) if codes else []
    return [
        OwnVillage(village_name(row), list(_village_rows(row.code, counted, quarter)))
        for row in rows
    ]


def _village_rows(code: str, counted: CountedBy, quarter: Quarter) -> Iterator[OwnRow]:
    for indicator in _OF_VILLAGE:
        units = [unit for unit in counted[indicator].units if code in {unit.village_code, unit.key}]
        met = sum(unit.is_met for unit in units)
        is_met = bool(units) and met == len(units)
        yield OwnRow(
            title=label(indicator),
            is_met=is_met,
            words=_village_words(indicator, units, quarter),
            url=indicator_url(
                indicator, quarter, village=code, state="" if is_met or not units else "unmet"
            ),
        )


def _village_words(indicator: Indicator, units: Sequence[Unit], quarter: Quarter) -> str:
    if not units:
        return gettext("没有登记过")
    newest = max((unit.evidence[0] for unit in units if unit.evidence), default=None)
    if indicator is Indicator.CADRES_ACTIVE or newest is None:
        return str(MEANINGS[indicator].share) % {
            "met": number(sum(unit.is_met for unit in units)),
            "all": number(len(units)),
        }
    return gettext("%(day)s %(what)s") % {
        "day": day_words(newest.on, year=quarter.on.year),
        "what": proof_words(newest),
    }


def own_branches(
    standing: Standing,
    branches: Counted,
    *,
    brokered: Sequence[BranchBrokering],
    steps: NextSteps | None,
    links: Links,
    quarter: Quarter,
) -> list[OwnBranch]:
    """The branches of an organiser, with what each of them does next."""
    keys = set(standing.organisation_keys(Role.ORGANISER))
    by_key = {row.key: row for row in brokered}
    return [
        OwnBranch(
            name=said(unit.names),
            is_met=unit.is_met,
            url=indicator_url(branches.indicator, quarter, branch=unit.key),
            brokering=by_key.get(unit.key),
            steps=step_rows(
                steps.by_branch.get(unit.key, ()) if steps else (), links=links, quarter=quarter
            ),
        )
        for unit in branches.units
        if unit.key in keys
    ]


def own_towns(standing: Standing) -> tuple[str, ...]:
    """The towns whose rows are marked as the reader's own."""
    return standing.area_codes({Role.TOWN_OFFICE})
