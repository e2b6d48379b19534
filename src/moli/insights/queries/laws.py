"""Laws of insights. Only targets have rows; a figure is counted anew each time it is asked."""

from __future__ import annotations

from moli.audit.queries import overlap_law, written_once_law
from moli.insights.models import Target
from moli.kernel.law import LawCheck


def insight_laws() -> list[LawCheck]:
    """What holds of targets: set once, and one at a time."""
    return [
        written_once_law(
            "insights.target_set_once",
            verb="insights.set_target",
            keys=map(str, Target.objects.values_list("pk", flat=True)),
        ),
        overlap_law("insights.target_once_at_a_time", Target.objects.all(), same=("indicator",)),
    ]
