"""Entering lines and standards: a correction is a new row, the old one stays for its decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from moli.audit.services.recording import Subject, record
from moli.audit.services.versions import end_version, locked_version
from moli.households.models import Line, Standard
from moli.households.rules.lines import LineKind
from moli.households.rules.reference import KnownLine, known_lines, known_standards
from moli.households.rules.standards import StandardKind
from moli.households.services.setting_quality_rules import load_quality_rules
from moli.kernel.actor import Actor
from moli.kernel.certainty import Certainty
from moli.kernel.refusal import Refusal

_YEARS = (2000, 2100)
_FEN_MAX = 10_000_000


class LineOutOfRange(Refusal):
    """A line is above nought and at most 100,000 yuan a year."""


class LineYearOutOfRange(Refusal):
    """A line's year lies between 2000 and 2100."""


class SourceMissing(Refusal):
    """A line or a standard names where it comes from."""


class StandardBeforeAnother(Refusal):
    """A new version begins after the one in force."""


@dataclass(frozen=True)
class LineFacts:
    """A line as somebody enters it. `region` is the beginning of a division code, or nothing."""

    region: str
    year: int
    kind: LineKind
    fen: int
    source: str
    certainty: Certainty


@transaction.atomic
def set_line(*, facts: LineFacts, by: Actor, at: datetime) -> Line:
    """Enter the line of a region, year and kind; one that stands already is replaced by it.

    The same line again returns the row there is. Decisions keep the row they were judged by.
    Refuses sums and years out of range, and a line without a source.
    """
    if not 0 < facts.fen <= _FEN_MAX:
        raise LineOutOfRange(field="line_fen", max_yuan=_FEN_MAX // 100)
    if not _YEARS[0] <= facts.year <= _YEARS[1]:
        raise LineYearOutOfRange(field="year", from_year=str(_YEARS[0]), to_year=str(_YEARS[1]))
    if not facts.source.strip():
        raise SourceMissing(field="source")
    now = (
        Line.objects.select_for_update(of=("self",))
        .filter(region=facts.region, year=facts.year, kind=facts.kind, replaced_at=None)
        .first()
    )
    if now is not None:
        if (now.fen, now.source, now.certainty) == (facts.fen, facts.source, facts.certainty):
            return now
        now.replaced_at = at
        now.save(update_fields=["replaced_at"])
    row = Line.objects.create(
        region=facts.region,
        year=facts.year,
        kind=facts.kind,
        fen=facts.fen,
        source=facts.source,
        certainty=facts.certainty,
        entered_at=at,
    )
    record(
        verb="households.set_line",
        on=Subject("line", str(row.pk), facts.region),
        by=by,
        at=at,
        year=facts.year,
        kind=facts.kind,
        fen=facts.fen,
        replaced=now.pk if now else 0,
    )
    return row


@dataclass(frozen=True)
class StandardFacts:
    """A version of a standard as somebody enters it."""

    kind: StandardKind
    version: str
    from_on: date
    content: Mapping[str, Any]
    source: str
    certainty: Certainty


@transaction.atomic
def set_standard(*, facts: StandardFacts, by: Actor, at: datetime) -> Standard:
    """Let a version of a standard hold from a day on; the one in force ends that day.

    A version that begins on the same day with the same content returns the row there is.
    Refuses one without a source, and one that begins before the version in force.
    """
    if not facts.source.strip():
        raise SourceMissing(field="source")
    now = locked_version(Standard.objects.filter(kind=facts.kind))
    if now is not None:
        if now.from_on == facts.from_on and now.content == dict(facts.content):
            return now
        end_version(now, on=facts.from_on, too_early=StandardBeforeAnother)
    row = Standard.objects.create(
        kind=facts.kind,
        version=facts.version,
        from_on=facts.from_on,
        content=dict(facts.content),
        source=facts.source,
        certainty=facts.certainty,
    )
    record(
        verb="households.set_standard",
        on=Subject("standard", str(row.pk)),
        by=by,
        at=at,
        kind=facts.kind,
        version=facts.version,
    )
    return row


def load_reference(*, by: Actor, at: datetime) -> None:
    """Enter the lines and standards that the package brings, where none stands yet, and its rules.

    Lines and standards that a county has entered itself stay. A second call changes nothing, and
    two calls at once enter each only once.
    """
    for line in known_lines():
        if not Line.objects.filter(region=line.region, year=line.year, kind=line.kind).exists():
            _enter(line, by=by, at=at)
    for known in known_standards():
        newest = Standard.objects.filter(kind=known.kind).order_by("-from_on").first()
        if newest is None or newest.from_on < known.from_on:
            set_standard(facts=StandardFacts(**vars(known)), by=by, at=at)
    load_quality_rules(by=by, at=at)


def _enter(line: KnownLine, *, by: Actor, at: datetime) -> None:
    try:
        set_line(facts=LineFacts(**vars(line)), by=by, at=at)
    except IntegrityError:
        # Somebody else entered it between our look and our write.
        return
