"""`moli import households`: a roster as a batch in review, with a bar for whoever watches."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _
from tqdm import tqdm

from moli.households.rules.roster_report import RosterReport
from moli.households.services.importing_rosters import import_roster
from moli.interfaces import clock
from moli.interfaces.cli.command import OPERATOR, is_terminal
from moli.interfaces.sheets import read_table
from moli.interfaces.words.findings import finding_words
from moli.places.queries.directory import counties

_SHOWN_MAX = 20


def import_households(path: Path, *, is_dry_run: bool) -> RosterReport:
    """Import a roster for all counties of this installation; see `import_roster`."""
    rows = [(row.number, row) for row in read_table(path, filename=path.name)]
    is_quiet = is_dry_run or not is_terminal()
    with tqdm(total=len(rows), file=sys.stderr, disable=is_quiet, leave=False, ncols=70) as bar:
        return import_roster(
            rows,
            file_hash=hashlib.sha256(path.read_bytes()).hexdigest(),
            filename=path.name,
            area_codes=[county.code for county in counties()],
            by=OPERATOR,
            at=clock.now(),
            is_dry_run=is_dry_run,
            watch=lambda done: bar.update(done - bar.n),
        )


def roster_as_json(report: RosterReport) -> dict[str, object]:
    """What a roster's report has beyond that of every import."""
    return {
        "households": report.households,
        "people": report.people,
        "is_known": report.is_known,
        "batch": report.batch_key,
        "unread": list(report.unread),
        "differing": [
            {"row": one.row, "column": one.column, "sentence": finding_words(one)}
            for one in report.differing
        ],
    }


def roster_lines(report: RosterReport, *, is_dry_run: bool) -> Iterator[str]:
    """What became of a roster, for a person."""
    if not report.is_clean:
        return
    yield from (finding_words(one) for one in report.differing[:_SHOWN_MAX])
    if len(report.differing) > _SHOWN_MAX:
        hidden = len(report.differing) - _SHOWN_MAX
        yield _("还有 %(count)s 处和在册的不一样。") % {"count": f"{hidden:,}"}
    if report.unread:
        yield _("没有读的列：%(columns)s。") % {"columns": _("、").join(report.unread)}
    counts = {
        "households": f"{report.households:,}",
        "people": f"{report.people:,}",
        "created": f"{report.created:,}",
        "unchanged": f"{report.unchanged:,}",
    }
    told = _("试跑：") if is_dry_run else ""
    yield told + (
        _("%(households)s 户 %(people)s 人，新增 %(created)s 户，已在册 %(unchanged)s 户。")
        % counts
    )
    if report.is_known:
        yield _("这份表以前导入过，没有改动。")
    elif report.created and not is_dry_run:
        yield _("新增的户等另一个人在网页上复核，复核前谁也查不到。")
