"""`moli export`: the people of a village or a town as a workbook, with numbers masked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from moli.households.services.exporting_rosters import export_households
from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, MoliCommand
from moli.interfaces.sheets.rosters import roster_export
from moli.places.queries.directory import division_by_code
from moli.places.rules.divisions import Level
from moli.places.services.placing import PlaceUnknown


class Command(MoliCommand):
    """Export households. The trail says that somebody did."""

    help = "Export the households of a village or a town to an .xlsx file, numbers masked."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to export, of which area, into which file."""
        parser.add_argument("what", choices=["households"], metavar="households")
        area = parser.add_mutually_exclusive_group(required=True)
        area.add_argument("--village", metavar="CODE", help="12 digits")
        area.add_argument("--town", metavar="CODE", help="9 digits")
        parser.add_argument("file", type=Path, metavar="OUT.xlsx")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, readable by its owner alone."""
        level = Level.VILLAGE if options["village"] else Level.TOWN
        code = options["village"] or options["town"]
        area = division_by_code(code)
        if area is None or area.level != level:
            raise PlaceUnknown(field="area", value=code)
        people = export_households(area_code=area.code, by=OPERATOR, at=clock.now())
        _write(options["file"], roster_export(people))
        if options["json"]:
            self.show_json({"area": area.code, "people": len(people), "file": str(options["file"])})
            return
        self.say(
            _("%(name)s：%(people)s 人，写到 %(file)s。号码隐去了中间，用完请删掉。")
            % {"name": area.name, "people": f"{len(people):,}", "file": options["file"]}
        )


def _write(path: Path, content: bytes) -> None:
    """Beside and moved into place, so that a full disk leaves no half of a file."""
    beside = path.with_name(f".{path.name}.part")
    beside.touch(mode=0o600)
    beside.write_bytes(content)
    beside.replace(path)
