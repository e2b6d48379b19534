"""The units behind a figure as a page and a workbook list them: masked people, proof in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from moli.insights.queries.counting import Unit
from moli.insights.rules.evidence import Evidence
from moli.interfaces.web.matching.naming import said
from moli.interfaces.web.naming import name_of, spoken
from moli.interfaces.web.plans.links import Links
from moli.interfaces.words.amounts import number
from moli.interfaces.words.days import day, full_day
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.party.queries.branches import branches_of
from moli.places.queries.directory import divisions_of_codes

PROOFS_SHOWN = 2


@dataclass(frozen=True)
class Proof:
    """One row that proves something: what it is and of which day, and its page if it opens."""

    words: str
    day: str
    url: str = ""


@dataclass(frozen=True)
class UnitRow:
    """One village, branch, person or venue: whether it counts, and by what."""

    name: str
    town: str
    village: str
    branch: str
    is_met: bool
    proofs: tuple[Proof, ...]
    more: int


@dataclass(frozen=True)
class Places:
    """Names of the places and branches of some units, in the reader's language."""

    places: Mapping[str, str]
    branches: Mapping[str, str]


def places_of(units: Iterable[Unit]) -> Places:
    """The names that units need: at most two queries."""
    listed = list(units)
    codes = {code for unit in listed for code in (unit.town_code, unit.village_code) if code}
    keys = {unit.branch_uid for unit in listed if unit.branch_uid}
    return Places(
        places={row.code: spoken(row.short_name, row.name_en) for row in divisions_of_codes(codes)}
        if codes
        else {},
        branches={str(row.uid): name_of(row) for row in branches_of(keys)} if keys else {},
    )


def unit_rows(
    units: Sequence[Unit], *, places: Places, links: Links, is_of_people: bool, year: int
) -> list[UnitRow]:
    """Rows of a page; the newest proofs of each, as far as they are shown."""
    shown = [proof for unit in units for proof in unit.evidence[:PROOFS_SHOWN]]
    links.learn((proof.kind, proof.key) for proof in shown)
    return [
        UnitRow(
            name=unit_name(unit, is_of_people=is_of_people),
            town=places.places.get(unit.town_code, ""),
            village=places.places.get(unit.village_code, ""),
            branch=places.branches.get(unit.branch_uid, ""),
            is_met=unit.is_met,
            proofs=tuple(_proof(each, links, year) for each in unit.evidence[:PROOFS_SHOWN]),
            more=max(0, len(unit.evidence) - PROOFS_SHOWN),
        )
        for unit in units
    ]


def day_words(on: date, *, year: int) -> str:
    """A day, with its year unless that is the year of the figures."""
    return day(on) if on.year == year else full_day(on)


def unit_name(unit: Unit, *, is_of_people: bool) -> str:
    """A thing by its name; of a person no more than a list shows."""
    return masked_name(unit.names.zh) if is_of_people else said(unit.names)


def _proof(evidence: Evidence, links: Links, year: int) -> Proof:
    return Proof(
        words=proof_words(evidence),
        day=day_words(evidence.on, year=year),
        url=links.url(evidence.kind, evidence.key),
    )


def proof_words(evidence: Evidence) -> str:
    """What kind of row it is, and how many where a key stands for many."""
    if evidence.rows == 1:
        return label(evidence.kind)
    return gettext("%(what)s %(n)s 次") % {
        "what": label(evidence.kind),
        "n": number(evidence.rows),
    }
