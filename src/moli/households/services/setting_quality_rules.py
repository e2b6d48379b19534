"""Loading the rules of data quality that the package brings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import QualityRule
from moli.households.rules.quality.known import KnownRule, known_rules
from moli.kernel.actor import Actor

_ONE_DAY = timedelta(days=1)


def load_quality_rules(*, by: Actor, at: datetime) -> None:
    """Let the rules of the package hold, each from its day on.

    A second call changes nothing, and of two calls at once only one loads. A rule whose words,
    limits or weight differ from the row in force ends that row today and begins a new one; a
    rule that the package no longer brings ends today. Nothing is refused.
    """
    try:
        _load(by=by, at=at)
    except IntegrityError:
        # Both found nothing there to lock, and the database kept one open row for a code: now
        # there are rows, and the second look finds them as they should be.
        _load(by=by, at=at)


@transaction.atomic
def _load(*, by: Actor, at: datetime) -> None:
    today = timezone.localdate(at)
    rows = QualityRule.objects.select_for_update(of=("self",)).order_by("from_on", "pk")
    newest = {row.code: row for row in rows}
    known = {rule.code: rule for rule in known_rules()}
    differing = [rule for code, rule in known.items() if not _stands(newest.get(code), rule)]
    begun = [_begin(rule, newest.get(rule.code), today=today) for rule in differing]
    ended = [row for code, row in newest.items() if code not in known and row.to_on is None]
    for row in ended:
        _end(row, on=today)
    if begun or ended:
        record(
            verb="households.load_quality_rules",
            on=Subject("quality_rules", "known"),
            by=by,
            at=at,
            begun=len(begun),
            ended=len(ended),
        )


def _stands(row: QualityRule | None, rule: KnownRule) -> bool:
    """Whether the newest row of a code says what the package says, until when included."""
    if row is None:
        return False
    said = (row.text, row.text_en, row.severity, row.mender, row.limits, row.source)
    known = (rule.text, rule.text_en, rule.severity, rule.mender, rule.limits, rule.source)
    return said == known and row.to_on == rule.to_on


def _begin(rule: KnownRule, before: QualityRule | None, *, today: date) -> QualityRule:
    """A new row; the row before it ends when it begins."""
    from_on = rule.from_on
    if before is not None:
        from_on = max(today, before.to_on or before.from_on + _ONE_DAY)
        if before.to_on is None:
            _end(before, on=from_on)
    return QualityRule.objects.create(
        code=rule.code,
        text=rule.text,
        text_en=rule.text_en,
        severity=rule.severity,
        mender=rule.mender,
        from_on=from_on,
        to_on=rule.to_on,
        limits=dict(rule.limits),
        source=rule.source,
    )


def _end(row: QualityRule, *, on: date) -> None:
    row.to_on = max(on, row.from_on + _ONE_DAY)
    row.save(update_fields=["to_on"])
