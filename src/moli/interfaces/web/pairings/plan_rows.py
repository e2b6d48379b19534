"""A plan in words: what it changes, why each pair, who is left alone, how good it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.pairings.naming import helper_names, planned_names
from moli.interfaces.web.pairings.reasons import why_of
from moli.interfaces.words.amounts import number
from moli.interfaces.words.labels import label
from moli.interfaces.words.pairing_reasons import instead_words, why_lines
from moli.pairing.queries.plans import PlanLine
from moli.pairing.rules.footing import Footing, PairChange
from moli.pairing.rules.kinds import PairingKind

_CHANGE_KINDS: Mapping[PairChange, Kind] = {
    PairChange.KEPT: Kind.OK,
    PairChange.CHANGED: Kind.WARN,
    PairChange.NEW: Kind.INFO,
}


@dataclass(frozen=True)
class PlannedRow:
    """One pair of a plan. `is_free`: it can be proposed now."""

    key: str
    helper: str
    helped: str
    village: str
    change: str
    change_kind: Kind
    why: Sequence[tuple[str, str]]
    instead: str
    stands: str
    is_free: bool
    url: str


def planned_rows(lines: Iterable[PlanLine], *, kind: PairingKind, on: date) -> list[PlannedRow]:
    """Some pairs of a plan, in the order given: sixteen queries at most."""
    found = list(lines)
    rows = [line.planned for line in found]
    names = planned_names(kind, rows, on=on)
    others = {key for row in rows for key in (row.tie_key, row.instead_key)}
    helpers = helper_names(kind, others, on=on)
    return [_row(line, names[line.planned.helped_key], helpers) for line in found]


def _row(line: PlanLine, names: Any, helpers: Mapping[str, str]) -> PlannedRow:
    why = why_of(line.planned, helpers)
    pairing = line.pairing
    return PlannedRow(
        key=line.planned.helped_key,
        helper=names.helper,
        helped=names.helped,
        village=names.village,
        change=label(line.pair_change),
        change_kind=_CHANGE_KINDS[line.pair_change],
        why=why_lines(why),
        instead=instead_words(why),
        stands=label(line.footing),
        is_free=line.footing is Footing.FREE,
        url=reverse("web:pairing", args=[pairing.uid]) if pairing is not None else "",
    )


def best_words(plan: Any) -> str:
    """Whether a plan is proved best, or how much another one might save at most."""
    gap = plan.cost_points - plan.bound_points
    if not gap:
        return gettext("证明过：没有更好的")
    return gettext("离最好的最多差 %(points)s 分") % {"points": number(gap)}
