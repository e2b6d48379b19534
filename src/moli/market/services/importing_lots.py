"""Importing a sheet of lots, all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record, record_each
from moli.catalogue.models import Grade
from moli.kernel.actor import Actor
from moli.kernel.refusal import Fact
from moli.kernel.report import Finding, ImportReport, SheetRefused
from moli.market.models import Lot
from moli.market.queries.vocabulary import SheetWords, words_of_sheets
from moli.market.rules.sheet import Column, LotLine, Row, SheetColumns, lines_of, twice_in
from moli.places.models import Division

# The same file and row give the same key on every machine and at any time.
_SHEETS = UUID("5f0c8a54-8c1b-5d2e-9a77-3b6f7a1c2d90")
_BATCH = 500  # well under the variables that SQLite takes in a query

_Resolved = tuple[LotLine, Division, Grade]


def import_lots(
    rows: Sequence[Row],
    *,
    file_hash: str,
    area_codes: Collection[str],
    by: Actor,
    at: datetime,
    is_dry_run: bool = False,
) -> ImportReport:
    """Post every row of a sheet as a lot, or none of them.

    `rows` are the sheet's row numbers with cells by heading (`rules.sheet.HEADINGS`);
    `area_codes` are the areas that the person sells for. The same file again, by its hash,
    changes nothing, whoever sends it: a lot that was withdrawn meanwhile stays withdrawn.
    A dry run answers the same and stores nothing.
    Raises SheetRefused, with a finding for each cell to mend, when any row has a fault: cells
    that cannot be read, amounts and windows that no lot may have, places, products and grades
    that are unknown, ambiguous or out of reach, and rows that repeat another.
    """
    resolved = _resolve(rows, area_codes=area_codes, at=at)
    if is_dry_run:
        return _store(resolved, file_hash=file_hash, by=by, at=at, is_dry_run=True)
    try:
        return _store(resolved, file_hash=file_hash, by=by, at=at)
    except IntegrityError:
        # Somebody stored the same file between our look and our write: now all of it is there.
        return _store(resolved, file_hash=file_hash, by=by, at=at)


def _resolve(rows: Sequence[Row], *, area_codes: Collection[str], at: datetime) -> list[_Resolved]:
    lines, findings, columns = lines_of(rows, today=timezone.localdate(at))
    words = words_of_sheets(area_codes=area_codes)
    wrong = [*findings, *twice_in(lines, columns)]
    resolved: list[_Resolved] = []
    for line in lines:
        village = _village(line, words, columns)
        grade = _grade(line, words, columns)
        wrong += [found for found in (village, grade) if isinstance(found, Finding)]
        if isinstance(village, Division) and isinstance(grade, Grade):
            resolved.append((line, village, grade))
    if wrong:
        wrong.sort(key=lambda finding: finding.row)
        raise SheetRefused(ImportReport(rows=len(rows), findings=tuple(wrong)))
    return resolved


def _village(line: LotLine, words: SheetWords, columns: SheetColumns) -> Division | Finding:
    """The village that a line means. Its name alone never decides between two of that name."""

    def fault(column: Column, code: str, **facts: str | tuple[str, ...]) -> Finding:
        return Finding(line.row, columns.heading(column), code, facts)

    if line.village_code:
        village = words.villages.of_code(line.village_code)
        if village is None:
            return fault(Column.CODE, "VILLAGE_CODE_UNKNOWN", value=line.village_code)
        if line.village and line.village not in {village.name, village.short_name}:
            return fault(
                Column.VILLAGE, "NAME_OF_OTHER_CODE", value=line.village, name=village.short_name
            )
    else:
        here = words.villages.named(line.village, town=line.town)
        if not here:
            return fault(Column.VILLAGE, "VILLAGE_UNKNOWN", value=line.village)
        if len(here) > 1:
            towns = tuple(v.parent.name for v in here if v.parent)
            return fault(Column.TOWN, "VILLAGE_AMBIGUOUS", value=line.village, towns=towns)
        village = here[0]
    if village.code not in words.villages.reachable_codes:
        return fault(Column.VILLAGE, "VILLAGE_OUT_OF_REACH", value=village.short_name)
    return village


def _grade(line: LotLine, words: SheetWords, columns: SheetColumns) -> Grade | Finding:
    product = words.products_by_name.get(line.product)
    if product is None:
        heading = columns.heading(Column.PRODUCT)
        return Finding(line.row, heading, "PRODUCT_UNKNOWN", {"value": line.product})
    grade = words.grades_by_name.get((product.pk, line.grade))
    if grade is None:
        facts: dict[str, Fact] = {
            "value": line.grade,
            "product": product.name,
            "allowed": words.grades_of(product),
        }
        return Finding(line.row, columns.heading(Column.GRADE), "GRADE_UNKNOWN", facts)
    return grade


def _key(file_hash: str, row: int) -> UUID:
    return uuid5(_SHEETS, f"{file_hash}:{row}")


@transaction.atomic
def _store(
    resolved: Sequence[_Resolved],
    *,
    file_hash: str,
    by: Actor,
    at: datetime,
    is_dry_run: bool = False,
) -> ImportReport:
    known = _known_keys(_key(file_hash, line.row) for line, _, _ in resolved)
    fresh = [one for one in resolved if _key(file_hash, one[0].row) not in known]
    report = ImportReport(
        rows=len(resolved), created=len(fresh), unchanged=len(resolved) - len(fresh)
    )
    if is_dry_run or not fresh:
        return report
    lots = [_lot(*one, file_hash=file_hash, by=by, at=at) for one in fresh]
    Lot.objects.bulk_create(lots, batch_size=_BATCH)
    record_each(
        verb="market.post_lot",
        lines=(
            (
                Subject("lot", lot.key, village.code),
                {"grams": lot.grams, "floor_fen_per_kg": lot.floor_fen_per_kg},
            )
            for lot, (_, village, _) in zip(lots, fresh, strict=True)
        ),
        by=by,
        at=at,
    )
    subject = Subject("sheet", file_hash[:60])
    record(verb="market.import_lots", on=subject, by=by, at=at, created=len(fresh))
    return report


def _known_keys(keys: Iterable[UUID]) -> set[UUID]:
    wanted = list(keys)
    return {key for part in _parts(wanted) for key in _stored(part)}


def _parts(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    yield from (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _stored(keys: Sequence[UUID]) -> Iterable[UUID]:
    rows = Lot.objects.filter(request_key__in=keys)
    return rows.order_by("pk").values_list("request_key", flat=True)


def _lot(
    line: LotLine, village: Division, grade: Grade, *, file_hash: str, by: Actor, at: datetime
) -> Lot:
    return Lot(
        request_key=_key(file_hash, line.row),
        product_id=grade.product_id,
        grade=grade,
        village=village,
        grams=line.grams,
        floor_fen_per_kg=line.floor_fen_per_kg,
        ready_from_on=line.window.from_on,
        ready_to_on=line.window.to_on,
        households=line.households,
        poor_households=line.poor_households,
        posted_by_key=by.key,
        posted_by_name=by.name,
        posted_at=at,
    )
