"""`moli import`: divisions, positions, lots or households from a sheet, all of it or nothing."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from moli.households.rules.roster_report import RosterReport
from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, MoliCommand
from moli.interfaces.cli.latin import latin_name
from moli.interfaces.cli.refusals import FileNotThere
from moli.interfaces.cli.rosters import import_households, roster_as_json, roster_lines
from moli.interfaces.sheets import SheetRow, read_table, text_of
from moli.interfaces.words.findings import finding_words
from moli.interfaces.words.refusals import sentence
from moli.kernel.report import ImportReport, SheetRefused
from moli.market.services.importing_lots import import_lots
from moli.places.queries.directory import counties
from moli.places.rules import divisions, positions
from moli.places.services.importing_divisions import import_divisions
from moli.places.services.importing_positions import import_positions


class Importer(Protocol):
    """Reads a sheet and gives it to the service that knows its lines."""

    def __call__(self, path: Path, *, is_dry_run: bool) -> ImportReport:
        """The report of the import, or of its dry run."""


class Command(MoliCommand):
    """Import a sheet. A dry run reports every cell to mend and stores nothing."""

    help = "Import divisions, positions, lots or households from an .xlsx or .csv sheet."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to import, from which file."""
        parser.add_argument("what", choices=sorted(IMPORTERS), metavar="|".join(sorted(IMPORTERS)))
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="report only, store nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, then report; a dry run that found faults shows all of them and ends with 2."""
        if not options["file"].is_file():
            raise FileNotThere(field="file", value=str(options["file"]))
        try:
            report = IMPORTERS[options["what"]](options["file"], is_dry_run=options["dry_run"])
        except SheetRefused as refused:
            if not options["dry_run"]:
                raise
            self._show(refused.report, options)
            self.stderr.write(sentence(refused))
            sys.exit(2)
        self._show(report, options)

    def _show(self, report: ImportReport, options: Mapping[str, Any]) -> None:
        if options["json"]:
            content = _as_json(report, is_dry_run=options["dry_run"])
            if isinstance(report, RosterReport):
                content |= roster_as_json(report)
            self.show_json(content)
            return
        for finding in report.findings:
            self.say(finding_words(finding))
        if isinstance(report, RosterReport):
            for line in roster_lines(report, is_dry_run=options["dry_run"]):
                self.say(line)
        elif report.is_clean:
            told = _("试跑：") if options["dry_run"] else ""
            self.say(
                told
                + _("%(rows)s 行，新增 %(created)s，改动 %(changed)s，原样 %(unchanged)s。")
                % {
                    "rows": report.rows,
                    "created": report.created,
                    "changed": report.changed,
                    "unchanged": report.unchanged,
                }
            )


def _as_json(report: ImportReport, *, is_dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": is_dry_run,
        "rows": report.rows,
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "findings": [
            {
                "row": finding.row,
                "column": finding.column,
                "code": finding.code,
                "sentence": finding_words(finding),
            }
            for finding in report.findings
        ],
    }


def _texts(row: SheetRow) -> dict[str, str]:
    return {heading: text_of(cell) for heading, cell in row.items()}


def _divisions(path: Path, *, is_dry_run: bool) -> ImportReport:
    rows = read_table(
        path,
        filename=path.name,
        required=divisions.COLUMNS,
        text_columns=("code", "town_code", "county_code"),
    )
    try:
        return import_divisions(
            [_texts(row) for row in rows],
            name_en=latin_name,
            by=OPERATOR,
            at=clock.now(),
            is_dry_run=is_dry_run,
        )
    except SheetRefused as refused:
        raise SheetRefused(_with_sheet_rows(refused.report, rows)) from refused


def _with_sheet_rows(report: ImportReport, rows: list[SheetRow]) -> ImportReport:
    """The list counts its lines from 2 without gaps; a sheet may have blank rows between."""
    return replace(
        report,
        findings=tuple(
            replace(finding, row=rows[finding.row - 2].number) if finding.row > 1 else finding
            for finding in report.findings
        ),
    )


def _positions(path: Path, *, is_dry_run: bool) -> ImportReport:
    rows = read_table(path, filename=path.name, required=positions.COLUMNS, text_columns=("code",))
    return import_positions(
        [(row.number, _texts(row)) for row in rows],
        source=path.name[:200],
        by=OPERATOR,
        at=clock.now(),
        is_dry_run=is_dry_run,
    )


def _lots(path: Path, *, is_dry_run: bool) -> ImportReport:
    rows = read_table(path, filename=path.name, text_columns=("村代码",))
    return import_lots(
        [(row.number, row) for row in rows],
        file_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
        area_codes=[county.code for county in counties()],
        by=OPERATOR,
        at=clock.now(),
        is_dry_run=is_dry_run,
    )


IMPORTERS: Mapping[str, Importer] = {
    "divisions": _divisions,
    "households": import_households,
    "lots": _lots,
    "positions": _positions,
}
