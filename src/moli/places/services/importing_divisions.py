"""Importing an official list of divisions, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.kernel.report import Finding, ImportReport, SheetRefused
from moli.places.models import Division
from moli.places.rules.divisions import Kind, Level, faults_of_row, kind_of_town, level_of

Row = Mapping[str, str]
Fields = dict[str, str]
_KEPT = ("name", "short_name", "name_en", "level", "kind")


def import_divisions(
    rows: Sequence[Row],
    *,
    name_en: Callable[[str], str],
    by: Actor,
    at: datetime,
    is_dry_run: bool = False,
) -> ImportReport:
    """Create or update the county, towns and villages of a list.

    Lines are those of the official format (`rules.divisions.COLUMNS`); `name_en` gives the
    Latin name of a Chinese one. The same list again changes nothing. Divisions that a newer
    list no longer has stay: lots and households of the past point at them.
    Raises SheetRefused, with nothing stored, when a line has a fault or a code comes twice.
    """
    findings = _faults(rows)
    if findings:
        raise SheetRefused(ImportReport(rows=len(rows), findings=tuple(findings)))
    wanted = _divisions_of(rows, name_en=name_en)
    with transaction.atomic():
        known = Division.objects.select_for_update(of=("self",)).order_by("pk")
        before = {row.code: row for row in known.filter(code__in=wanted)}
        changed = [code for code, row in before.items() if _differs(row, wanted[code])]
        created = [code for code in wanted if code not in before]
        report = ImportReport(
            rows=len(rows),
            created=len(created),
            changed=len(changed),
            unchanged=len(wanted) - len(created) - len(changed),
        )
        if is_dry_run or not (created or changed):
            return report
        _store(wanted, created=created, changed=[before[code] for code in changed])
        county = min(wanted, key=len)
        record(
            verb="places.import_divisions",
            on=Subject("division", county, county),
            by=by,
            at=at,
            created=len(created),
            changed=len(changed),
        )
    return report


def _faults(rows: Sequence[Row]) -> list[Finding]:
    findings: list[Finding] = []
    first_row_of: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        findings.extend(faults_of_row(number, row))
        code = row.get("code", "").strip()
        if code and first_row_of.setdefault(code, number) != number:
            findings.append(
                Finding(number, "code", "TWICE", {"value": code, "first_row": first_row_of[code]})
            )
    if not rows:
        findings.append(Finding(1, "code", "NO_ROWS"))
    return findings


def _divisions_of(rows: Iterable[Row], *, name_en: Callable[[str], str]) -> dict[str, Fields]:
    """The fields of each division by code, outer ones first."""
    found: dict[str, Fields] = {}
    for row in rows:
        cells = {column: value.strip() for column, value in row.items()}
        town_name, county_name = cells["town"], cells["county"]
        for code, name, short, kind in (
            (cells["county_code"], county_name, county_name, Kind.COUNTY),
            (cells["town_code"], town_name, town_name, kind_of_town(town_name)),
            (cells["code"], cells["name"], cells["short_name"], Kind(cells["kind"].upper())),
        ):
            found[code] = {
                "name": name,
                "short_name": short,
                "name_en": name_en(short),
                "level": level_of(code),
                "kind": kind,
            }
    return dict(sorted(found.items(), key=lambda item: (len(item[0]), item[0])))


def _differs(row: Division, wanted: Fields) -> bool:
    return any(getattr(row, name) != wanted[name] for name in _KEPT)


def _store(wanted: Mapping[str, Fields], *, created: list[str], changed: list[Division]) -> None:
    for row in changed:
        for name in _KEPT:
            setattr(row, name, wanted[row.code][name])
    Division.objects.bulk_update(changed, _KEPT)
    ids = dict(Division.objects.values_list("code", "pk"))
    for level, cut in ((Level.COUNTY, 0), (Level.TOWN, 6), (Level.VILLAGE, 9)):
        fresh = [code for code in created if wanted[code]["level"] == level]
        Division.objects.bulk_create(
            Division(code=code, parent_id=ids.get(code[:cut]), **wanted[code]) for code in fresh
        )
        ids.update(Division.objects.filter(code__in=fresh).values_list("code", "pk"))
