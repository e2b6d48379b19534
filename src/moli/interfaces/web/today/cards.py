"""A village's lots and an enterprise's demands as cards: a bar, what became of it, a badge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.lots.rows import URGENT_DAYS
from moli.interfaces.web.naming import name_of, village_name
from moli.interfaces.web.public.rows import DemandRow, demand_row
from moli.interfaces.words.amounts import jin
from moli.interfaces.words.days import days_left, until
from moli.market.queries.work import DemandProgress, LotProgress, Progress
from moli.market.rules.offers import OfferState


@dataclass(frozen=True)
class Card:
    """One lot or demand: `held_grams` is agreed, `talked_grams` waits for an answer."""

    url: str
    title: str
    place: str
    weight_grams: int
    held_grams: int
    talked_grams: int
    words: str
    badge: str
    kind: Kind


@dataclass(frozen=True)
class FittingDemand:
    """A demand for something the village grows, and whether what it has now would do."""

    row: DemandRow
    fits: bool


def lot_card(one: LotProgress, *, on: date) -> Card:
    """A lot with its state in at most eight characters."""
    lot = one.lot
    left_days = (lot.ready_to_on - on).days
    badge, kind = _deal_badge(one.progress) or (
        days_left(left_days),
        Kind.WARN if left_days <= URGENT_DAYS else Kind.PLAIN,
    )
    return _card(
        lot,
        url=reverse("web:lot", args=[lot.uid]),
        title=f"{name_of(lot.product)} {name_of(lot.grade)}",
        place=village_name(lot.village),
        progress=one.progress,
        badge=(badge, kind),
    )


def demand_card(one: DemandProgress) -> Card:
    """A demand with its state, the last day of delivery while nobody was found."""
    demand = one.demand
    badge = _deal_badge(one.progress) or (until(demand.deliver_to_on), Kind.PLAIN)
    return _card(
        demand,
        url=reverse("web:demand", args=[demand.uid]),
        title=gettext("%(product)s %(grade)s以上")
        % {
            "product": name_of(demand.product),
            "grade": name_of(demand.lowest_grade),
        },
        place=name_of(demand.destination),
        progress=one.progress,
        badge=badge,
    )


def _card(
    offer: Any, *, url: str, title: str, place: str, progress: Progress, badge: tuple[str, Kind]
) -> Card:
    return Card(
        url=url,
        title=title,
        place=place,
        weight_grams=offer.grams,
        held_grams=progress.agreed_grams,
        talked_grams=progress.talked_grams,
        words=_words(offer, progress),
        badge=badge[0],
        kind=badge[1],
    )


def _deal_badge(progress: Progress) -> tuple[str, Kind] | None:
    if progress.contracts:
        return gettext("有合同"), Kind.OK
    if progress.agreed_grams:
        return gettext("谈成了"), Kind.OK
    if progress.talked_grams:
        return gettext("在谈"), Kind.INFO
    return None


def _words(offer: Any, progress: Progress) -> str:
    if offer.state == OfferState.WITHDRAWN:
        return gettext("剩下的已收回")
    if progress.talked_grams:
        return gettext("%(weight)s 等答复") % {"weight": jin(progress.talked_grams)}
    if progress.agreed_grams == offer.grams:
        return gettext("全部谈成")
    if progress.agreed_grams:
        return gettext("已谈成 %(weight)s") % {"weight": jin(progress.agreed_grams)}
    return gettext("还没有对上")


def fitting(demands: Sequence[Any], lots: Sequence[LotProgress]) -> list[FittingDemand]:
    """Demands with a mark where a lot of the village is good enough and ripe in time."""
    return [
        FittingDemand(row=demand_row(demand), fits=any(_would_do(one.lot, demand) for one in lots))
        for demand in demands
    ]


def _would_do(lot: Any, demand: Any) -> bool:
    return bool(
        lot.product_id == demand.product_id
        and lot.state == OfferState.OPEN
        and lot.left_grams > 0
        and lot.grade.rank <= demand.lowest_grade.rank
        and lot.ready_from_on <= demand.deliver_to_on
    )
