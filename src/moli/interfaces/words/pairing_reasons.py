"""Why the planner pairs two, in sentences: how far, what fits, how pressing, whom else.

Costs are points; what a point is worth is written beside (`points_words`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from moli.interfaces.words.amounts import kilometres, number
from moli.pairing.rules.content import PairingTerms

_WHOLE, _TWO_THIRDS, _THIRD = 1_000, 667, 334


@dataclass(frozen=True)
class Why:
    """What the planner said of one pair. Helpers by name; "" where there is nobody."""

    road_metres: int
    fit_per_mille: int | None
    need_per_mille: int
    tie: str
    is_kept: bool
    instead: str
    loss_points: int


def why_lines(why: Why) -> list[tuple[str, str]]:
    """Every reason as an icon and a sentence, the plainest first; whom else it would be apart."""
    return [
        ("truck", way_words(why.road_metres)),
        ("leaf", fit_words(why.fit_per_mille)),
        ("list", need_words(why.need_per_mille)),
        ("link", tie_words(why)),
    ]


def way_words(road_metres: int) -> str:
    """How far the two are from each other."""
    if not road_metres:
        return gettext("在同一个村")
    return gettext("相距约 %(way)s（直线）") % {"way": kilometres(road_metres)}


def fit_words(fit_per_mille: int | None) -> str:
    """How much of what is grown the helper deals in."""
    if fit_per_mille is None:
        return gettext("还不知道种养什么，没按货来配")
    if fit_per_mille >= _WHOLE:
        return gettext("种养的货，对方都在做")
    if fit_per_mille == 0:
        return gettext("种养的货，对方还没做过")
    return gettext("种养的货，对方在做其中的 %(percent)s%%") % {"percent": fit_per_mille // 10}


def need_words(need_per_mille: int) -> str:
    """Where it stands among those who wait for somebody."""
    if need_per_mille >= _TWO_THIRDS:
        return gettext("先后次序排在前面")
    if need_per_mille >= _THIRD:
        return gettext("先后次序排在中间")
    return gettext("先后次序排在后面")


def tie_words(why: Why) -> str:
    """What becomes of whom it had."""
    if not why.tie:
        return gettext("原来没有人带")
    if why.is_kept:
        return gettext("已经在一起做了，接着做")
    return gettext("原来是%(name)s带") % {"name": why.tie}


def instead_words(why: Why) -> str:
    """Whom else it would be, and what all would lose by that."""
    if not why.instead:
        return gettext("没有别的合适的。")
    facts = {"name": why.instead, "points": number(why.loss_points)}
    if not why.loss_points:
        return gettext("也可以是%(name)s，全县合计不一定多花。") % facts
    return gettext("换成%(name)s，全县合计至少多花 %(points)s 分。") % facts


def points_words(terms: PairingTerms) -> list[str]:
    """What costs how many points, and what a tie is worth."""
    weights = terms.weights
    facts = {
        "km": f"{weights.points_per_km:g}",
        "unfit": number(weights.unfit),
        "alone": number(weights.alone),
        "need": number(weights.need),
        "stay": number(terms.stay_points),
        "more": number(terms.stay_points_per_result),
        "days": number(terms.result_days),
        "capacity": number(terms.capacity),
    }
    told = [
        gettext("每公里 %(km)s 分；货一样都对不上 %(unfit)s 分，对上一半就一半。"),
        gettext("没有人带 %(alone)s 分，最该先带的再加 %(need)s 分。"),
        gettext("原来的结对不换，减 %(stay)s 分；%(days)s 天里每项成效再减 %(more)s 分。"),
        ngettext(
            "一方最多带 %(capacity)s 个。全部加起来分最少的方案最好。",
            "一方最多带 %(capacity)s 个。全部加起来分最少的方案最好。",
            terms.capacity,
        ),
    ]
    return [words % facts for words in told]
