"""A figure ready to show: the share, what is missing to the target, and how it is reckoned."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext

from moli.insights.queries.counting import Counted
from moli.insights.queries.plans import Figure
from moli.insights.rules.periods import SPAN_OF
from moli.insights.rules.plans import Indicator
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.plans.meanings import MEANINGS, TIMES, Meaning, slug_of
from moli.interfaces.web.plans.quarters import Quarter
from moli.interfaces.words.amounts import NOTHING, decimal, number, rounded
from moli.interfaces.words.indicator_words import LEFT_OUT
from moli.interfaces.words.labels import label

_WHOLE = 1_000


@dataclass(frozen=True)
class FigureShown:
    """One figure: its share of 1,000 and in words, its target, and how far it is from it."""

    title: str
    percent: str
    share: str
    per_mille: int
    target_per_mille: int | None
    target: str
    target_source: str
    badge: str
    kind: Kind
    url: str
    meaning: Meaning
    time: str
    left_out: Promise
    query: str = "insights.queries.indicators.counted"

    @property
    def fill(self) -> str:
        """The bar's colour: dark where the target is reached."""
        return "f5" if self.kind is Kind.OK else "f-pale"

    @property
    def whole(self) -> int:
        """What the bar's length is out of."""
        return _WHOLE


def figure_shown(figure: Figure, quarter: Quarter) -> FigureShown:
    """A figure in the reader's words."""
    counted, target = figure.counted, figure.target
    badge, kind = badge_of(figure)
    return FigureShown(
        title=label(counted.indicator),
        percent=percent(counted.per_mille),
        share=share_words(counted),
        per_mille=counted.per_mille or 0,
        target_per_mille=target.target_per_mille if target else None,
        target=percent(target.target_per_mille) if target else "",
        target_source=target.source if target else "",
        badge=badge,
        kind=kind,
        url=indicator_url(counted.indicator, quarter),
        meaning=MEANINGS[counted.indicator],
        time=str(TIMES[SPAN_OF[counted.indicator]]),
        left_out=LEFT_OUT[counted.indicator],
    )


def share_words(counted: Counted) -> str:
    """So many of so many, with their unit."""
    return str(MEANINGS[counted.indicator].share) % {
        "met": number(counted.numerator),
        "all": number(counted.denominator),
    }


def percent(per_mille: int | None) -> str:
    """A share in whole percent: "77%"; a dash where there is nobody to count."""
    return NOTHING if per_mille is None else f"{rounded(per_mille, step=10)}%"


def points(per_mille: int) -> str:
    """A difference of shares in percentage points, to one decimal: "4.2"."""
    return decimal(abs(per_mille), places=1)


def badge_of(figure: Figure) -> tuple[str, Kind]:
    """Whether the target is reached, and how many are missing to it."""
    counted = figure.counted
    if not counted.denominator:
        return gettext("还没有可数的"), Kind.INFO
    if figure.target is None:
        return gettext("没有定目标"), Kind.INFO
    if figure.is_reached:
        return gettext("达标"), Kind.OK
    wanted = -(-figure.target.target_per_mille * counted.denominator // _WHOLE)
    short = str(MEANINGS[counted.indicator].short)
    return short % {"n": number(wanted - counted.numerator)}, Kind.WARN


def indicator_url(indicator: Indicator, quarter: Quarter, **picked: str) -> str:
    """The page of an indicator's rows in a quarter, with some filters already picked."""
    kept = {**quarter.kept, **{name: value for name, value in picked.items() if value}}
    url = reverse("web:plan_indicator", args=[slug_of(indicator)])
    return f"{url}?{urlencode(kept)}" if kept else url
