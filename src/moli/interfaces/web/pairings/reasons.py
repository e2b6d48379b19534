"""Why a pair was planned, for the page of its pairing and for its line in a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from moli.interfaces.web.pairings.doors import PairingDoor
from moli.interfaces.web.pairings.naming import Helpers, helper_names
from moli.interfaces.words.days import full_day
from moli.interfaces.words.pairing_reasons import Why, instead_words, points_words, why_lines
from moli.pairing.queries.rules_in_force import all_terms_on
from moli.pairing.rules.kinds import PairingKind


@dataclass(frozen=True)
class Reasons:
    """Why the two: by a plan, or in somebody's words."""

    lines: Sequence[tuple[str, str]]
    instead: str
    words: str
    source: str
    how: Sequence[str]


def reasons_of(door: PairingDoor) -> Reasons:
    """The planner's reasons of a pairing, or the words of whoever thought of it."""
    row = door.pairing
    facts = {"name": row.by_name, "day": full_day(row.at)}
    if row.planned is None:
        source = gettext("%(name)s %(day)s提的，不是算出来的") % facts
        return Reasons((), "", row.words, source, ())
    planned, kind = row.planned, PairingKind(row.pairing_kind)
    on = planned.plan.on
    names = helper_names(kind, (planned.tie_key, planned.instead_key), on=on)
    terms = all_terms_on(on=on).get(kind)
    why = why_of(planned, names)
    return Reasons(
        lines=why_lines(why),
        instead=instead_words(why),
        words=row.words,
        source=gettext("%(plan)s算的方案，%(name)s %(day)s提的") % {"plan": full_day(on), **facts},
        how=points_words(terms) if terms else (),
    )


def why_of(planned: Any, names: Helpers) -> Why:
    """What the planner said of a planned pair, with helpers by name."""
    return Why(
        road_metres=planned.road_metres,
        fit_per_mille=planned.fit_per_mille,
        need_per_mille=planned.need_per_mille,
        tie=names.get(planned.tie_key, ""),
        is_kept=planned.tie_key == planned.helper_key,
        instead=names.get(planned.instead_key, ""),
        loss_points=planned.loss_points,
    )
