"""Importing measured points of towns and villages, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from moli.kernel.actor import Actor
from moli.kernel.report import Finding, ImportReport, SheetRefused
from moli.places.models import Division
from moli.places.rules.divisions import PositionSource
from moli.places.rules.layout import Point
from moli.places.rules.positions import faults_of_position, point_of
from moli.places.services.placing import survey

Row = tuple[int, Mapping[str, str]]


@transaction.atomic
def import_positions(
    rows: Sequence[Row], *, source: str, by: Actor, at: datetime, is_dry_run: bool = False
) -> ImportReport:
    """Put measured points over approximate ones.

    `rows` are the sheet's row numbers with cells by heading (`rules.positions.COLUMNS`). Points
    that are there already change nothing. A dry run answers the same and stores nothing.
    Raises SheetRefused, with nothing stored, when a line has a fault, names a division that is
    not there, or names one twice.
    """
    codes = [row["code"].strip() for _, row in rows if row.get("code")]
    known = {row.code: row for row in Division.objects.filter(code__in=codes)}
    findings = _faults(rows, known=known)
    if findings:
        raise SheetRefused(ImportReport(rows=len(rows), findings=tuple(findings)))
    points = {row["code"].strip(): point_of(row) for _, row in rows}
    moved = {code: point for code, point in points.items() if _differs(known[code], point)}
    if moved and not is_dry_run:
        survey(points=moved, source=source, by=by, at=at)
    return ImportReport(
        rows=len(rows), changed=len(moved), unchanged=len(rows) - len(moved), findings=()
    )


def _faults(rows: Sequence[Row], *, known: Mapping[str, Division]) -> list[Finding]:
    findings: list[Finding] = []
    first_row_of: dict[str, int] = {}
    for number, row in rows:
        findings.extend(faults_of_position(number, row))
        code = row.get("code", "").strip()
        first = first_row_of.setdefault(code, number)
        if code and first != number:
            findings.append(Finding(number, "code", "TWICE", {"value": code, "first_row": first}))
        if code and code not in known:
            findings.append(Finding(number, "code", "DIVISION_UNKNOWN", {"value": code}))
    if not rows:
        findings.append(Finding(1, "code", "NO_ROWS"))
    return findings


def _differs(row: Division, point: Point) -> bool:
    return row.position_source != PositionSource.SURVEYED or (row.longitude, row.latitude) != point
