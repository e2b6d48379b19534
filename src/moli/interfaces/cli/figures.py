"""The figures of a round, for scripts and for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from moli.interfaces.words.amounts import jin, yuan
from moli.kernel.weight import GRAMS_PER_KG
from moli.market.queries.figures import RoundFigures


def kilograms(grams: int) -> int | float:
    """A weight in kilograms, whole when it is whole."""
    whole, rest = divmod(grams, GRAMS_PER_KG)
    return whole if not rest else grams / GRAMS_PER_KG


def gap_number(figures: RoundFigures) -> int | float:
    """The gap for scripts: a plain 0 when the plan is proved best."""
    return figures.gap or 0


def round_as_json(figures: RoundFigures) -> dict[str, object]:
    """What `moli match --json` prints."""
    return {
        "round": figures.number,
        "lots": figures.lots,
        "demands": figures.demands,
        "proposals": figures.proposals,
        "matched_kg": kilograms(figures.matched_grams),
        "value_fen": figures.value_fen,
        "bound_fen": figures.bound_fen,
        "gap": gap_number(figures),
        "greedy_value_fen": figures.greedy_value_fen,
        "fcfs_value_fen": figures.first_come_value_fen,
        "seconds": figures.milliseconds / 1000,
    }


def round_lines(figures: RoundFigures) -> list[str]:
    """What `moli match` tells a person."""
    return [
        _("第 %(number)s 轮：%(lots)s 批货，%(demands)s 个需求，%(proposals)s 条方案。")
        % {
            "number": figures.number,
            "lots": figures.lots,
            "demands": figures.demands,
            "proposals": figures.proposals,
        },
        _("对上 %(weight)s，总价值 %(value)s。")
        % {
            "weight": jin(figures.matched_grams),
            "value": yuan(figures.value_fen),
        },
        proof_line(figures),
    ]


def proof_line(figures: RoundFigures) -> str:
    """Whether the plan is proved to be the best, and how far it may be from it."""
    if figures.gap == 0:
        return _("已证明最好：任何方案的总价值都超不过 %(bound)s。") % {
            "bound": yuan(figures.bound_fen)
        }
    return _("离上限 %(bound)s 最多差 %(gap)s%%。") % {
        "bound": yuan(figures.bound_fen),
        "gap": f"{100 * figures.gap:.4f}",
    }
