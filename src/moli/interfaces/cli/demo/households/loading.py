"""Bringing the demo's households in as a county does: town by town, agreed to by another."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from uuid import UUID

from moli.households.queries.batches import batch_in_areas
from moli.households.queries.reach import RegistryReach, households_in_areas
from moli.households.rules.yearly import IncomeFacts
from moli.households.services.collecting_incomes import collect_incomes
from moli.households.services.importing_rosters import import_roster
from moli.households.services.reviewing_batches import merge_batch
from moli.households.services.setting_standards import load_reference
from moli.interfaces.cli.demo.households.drafts import FEN_PER_YUAN, Made, Year
from moli.interfaces.cli.demo.households.making import made_households
from moli.interfaces.cli.demo.households.rows import Row, rows_of
from moli.interfaces.cli.demo.households.workers import load_town_offices, town_office_of
from moli.interfaces.cli.demo.moment import COUNTY_CODE, MAKER, at
from moli.interfaces.cli.demo.people import office
from moli.interfaces.cli.demo.places import NAMED_POOR, generated_poor_codes
from moli.places.queries.directory import towns_inside, villages_inside
from moli.places.rules.divisions import Kind

# The towns send their rosters in the summer, when the last relapse had been found.
BROUGHT_DAYS_BEFORE, AGREED_DAYS_BEFORE = 70, 68
_SURVEY_YEAR = 2014
_SURVEY = "演示数据：2014 年入户调查"


def load_standards() -> None:
    """Lines, standards and rules of quality, with their sources."""
    load_reference(by=MAKER, at=at(days_before=300))


def load_workers() -> None:
    """The offices of the towns."""
    load_town_offices()


def load_households(count: int) -> None:
    """A roster of each town, brought by its office and agreed to by the county's."""
    names = dict(towns_inside(area_codes=[COUNTY_CODE]).values_list("code", "short_name"))
    by_town = sorted(all_households(count), key=_town_of)
    for place, (town, households) in enumerate(groupby(by_town, key=_town_of)):
        _bring(f"{names[town]}花名册 2016.xlsx", town, list(households), minutes=7 * place)


def load_survey(count: int) -> None:
    """What an earlier survey found the same households to have earned in 2014."""
    wanted = {
        made.national_code: year
        for made in all_households(count)
        for year in made.years
        if year.year == _SURVEY_YEAR
    }
    reach = RegistryReach(county_areas=(COUNTY_CODE,))
    known = households_in_areas(reach).values_list("national_code", "pk")
    incomes = {pk: _income(wanted[code]) for code, pk in known if code in wanted}
    collect_incomes(
        year=_SURVEY_YEAR, incomes=incomes, by=office().actor, at=at(days_before=66, hour=15)
    )


@cache
def all_households(count: int) -> tuple[Made, ...]:
    """The demo's households. Needs the divisions and nothing else."""
    villages = villages_inside(area_codes=[COUNTY_CODE]).exclude(kind=Kind.OTHER)
    poor = frozenset([*NAMED_POOR, *generated_poor_codes()])
    codes = list(villages.values_list("code", flat=True))
    return tuple(made_households(count, codes=codes, poor=poor))


def _bring(filename: str, town: str, households: Sequence[Made], *, minutes: int) -> None:
    rows = [row for made in households for row in rows_of(made)]
    report = import_roster(
        list(enumerate(rows, start=2)),
        file_hash=_hash(rows),
        filename=filename,
        area_codes=[town],
        is_generated=True,
        by=town_office_of(town).actor,
        at=at(days_before=BROUGHT_DAYS_BEFORE, minutes=minutes),
    )
    batch = batch_in_areas([town], UUID(report.batch_key)) if report.batch_key else None
    if batch is not None:
        moment = at(days_before=AGREED_DAYS_BEFORE, minutes=minutes)
        merge_batch(batch_id=batch.pk, by=office().actor, at=moment)


def _hash(rows: Sequence[Row]) -> str:
    """What the file's hash would be, if there were a file: of every cell."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(list(row.items())).encode())
    return digest.hexdigest()


def _income(year: Year) -> IncomeFacts:
    return IncomeFacts(
        wage_fen=year.wage_yuan * FEN_PER_YUAN,
        business_fen=year.business_yuan * FEN_PER_YUAN,
        property_fen=year.property_yuan * FEN_PER_YUAN,
        transfer_fen=year.transfer_yuan * FEN_PER_YUAN,
        cost_fen=year.cost_yuan * FEN_PER_YUAN,
        people=year.people,
        medical_fen=year.medical_yuan * FEN_PER_YUAN,
        schooling_fen=year.schooling_yuan * FEN_PER_YUAN,
        source=_SURVEY,
    )


def _town_of(made: Made) -> str:
    return made.village_code[:9]
