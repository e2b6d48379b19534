"""Setting what an indicator should reach: a change is a new version, the old one stays."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.audit.services.versions import end_version, locked_version
from moli.insights.models import Target
from moli.insights.rules.plans import Indicator
from moli.insights.rules.targets import PER_MILLE_MAX, known_targets
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal


class TargetWithoutSource(Refusal):
    """A target says who decided it."""


class TargetOutOfRange(Refusal):
    """A target is more than nothing and no more than all."""


class TargetBeforeAnother(Refusal):
    """A new target begins after the one in force."""


@transaction.atomic
def set_target(
    *,
    indicator: Indicator,
    target_per_mille: int,
    source: str,
    from_on: date,
    by: Actor,
    at: datetime,
) -> Target:
    """Let a target of an indicator hold from a day on; the one in force ends that day.

    The same target again returns the row there is. Refuses one without a source, one of nothing
    or of more than all, and one that begins before the target in force or on its day.
    """
    if not source.strip():
        raise TargetWithoutSource(field="source")
    if not 0 < target_per_mille <= PER_MILLE_MAX:
        raise TargetOutOfRange(
            field="target_per_mille", value=target_per_mille, per_mille_max=PER_MILLE_MAX
        )
    now = locked_version(Target.objects.filter(indicator=indicator))
    if now is not None:
        said = (now.from_on, now.target_per_mille, now.source)
        if said == (from_on, target_per_mille, source.strip()):
            return now
        end_version(now, on=from_on, too_early=TargetBeforeAnother)
    row = Target.objects.create(
        indicator=indicator,
        target_per_mille=target_per_mille,
        source=source.strip(),
        from_on=from_on,
    )
    record(
        verb="insights.set_target",
        on=Subject("target", str(row.pk)),
        by=by,
        at=at,
        indicator=indicator,
        target_per_mille=target_per_mille,
    )
    return row


def load_targets(*, by: Actor, at: datetime) -> None:
    """Enter the targets that the package brings, where no later one stands; twice is once."""
    for known in known_targets():
        newest = Target.objects.filter(indicator=known.indicator).order_by("-from_on").first()
        if newest is None or newest.from_on < known.from_on:
            set_target(
                indicator=known.indicator,
                target_per_mille=known.target_per_mille,
                source=known.source,
                from_on=known.from_on,
                by=by,
                at=at,
            )
