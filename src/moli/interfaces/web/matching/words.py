"""Sentences about rounds: why two sides were put together, what instead, why somebody got none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext

from moli.interfaces.web.matching.naming import listed, said, whole_yuan, whole_yuan_of_micro
from moli.interfaces.words import amounts
from moli.market.queries.runner_up import RunnerUp
from moli.market.queries.unmatched import UnmatchedOffer
from moli.market.rules.reasons import Reason, ReasonKind
from moli.market.rules.unmatched import Unmet

# More names than these make a sentence that nobody reads.
_MOST_NAMES = 3


def reason_words(reason: Reason, *, days_left: int, poor_households: int, road_km: int) -> str:
    """One reason, short enough for a cell of a table.

    The margin is named only where the reason still carries its weight, which is taken from it
    for readers who could work out the other side's limit.
    """
    if reason.kind is ReasonKind.MARGIN:
        if not reason.weight_micro_yuan:
            return gettext("两家的价格接得上")
        total = whole_yuan_of_micro(reason.weight_micro_yuan)
        return gettext("双方多出 %(total)s") % {"total": total}
    if reason.kind is ReasonKind.URGENT:
        return gettext("货%(days_left)s") % {"days_left": amounts_days(days_left)}
    if reason.kind is ReasonKind.POOR:
        return gettext("贫困户 %(households)s 户") % {"households": amounts.number(poor_households)}
    return gettext("路比别的近，%(road_km)s 公里") % {"road_km": amounts.number(road_km)}


def amounts_days(count: int) -> str:
    """Days left, as a part of a sentence."""
    if count <= 0:
        return gettext("今天到期")
    return gettext("只剩 %(count)s 天") % {"count": amounts.number(count)}


def runner_up_words(runner_up: RunnerUp, *, is_short: bool = False) -> str:
    """What would happen instead, and what all would lose where that may be shown.

    The short form, for a cell of a table, says only what becomes of the lot.
    """
    parts = [*_rerouted(runner_up), *([] if is_short else _filled(runner_up))]
    if runner_up.further and not is_short:
        parts.append(gettext("另有 %(count)s 处跟着变") % {"count": runner_up.further})
    if runner_up.loss_fen is not None:
        parts.append(gettext("全县合计少 %(total)s") % {"total": whole_yuan(runner_up.loss_fen)})
    return gettext("，").join(parts)


def _rerouted(runner_up: RunnerUp) -> Iterator[str]:
    if runner_up.rerouted:
        shown = runner_up.rerouted[:_MOST_NAMES]
        where = listed(
            gettext("%(enterprise)s %(weight)s")
            % {"enterprise": said(change.enterprise), "weight": amounts.jin(change.grams)}
            for change in shown
        )
        yield gettext("改送%(where)s") % {"where": where}
        rest = sum(change.grams for change in runner_up.rerouted[_MOST_NAMES:])
        if rest:
            yield gettext("送别家 %(weight)s") % {"weight": amounts.jin(rest)}
    if runner_up.idle_grams:
        yield gettext("%(weight)s没人要") % {"weight": amounts.jin(runner_up.idle_grams)}


def _filled(runner_up: RunnerUp) -> Iterator[str]:
    if runner_up.filled_by:
        villages = listed(said(change.village) for change in runner_up.filled_by[:_MOST_NAMES])
        filled = sum(change.grams for change in runner_up.filled_by)
        yield gettext("这边由%(villages)s等补 %(weight)s") % {
            "villages": villages,
            "weight": amounts.jin(filled),
        }


def unmatched_lot_words(offer: UnmatchedOffer) -> str:
    """Why a lot kept something, and what would help."""
    return gettext("。").join([*_lot_limit(offer), _lot_reason(offer)])


def unmatched_demand_words(offer: UnmatchedOffer) -> str:
    """Why a demand lacks something, and what would help."""
    return gettext("。").join([*_demand_limit(offer), _demand_reason(offer)])


def _lot_limit(offer: UnmatchedOffer) -> Iterator[str]:
    if offer.limit_fen_per_kg is not None and offer.reason is Unmet.NO_LINK_PRICE:
        yield gettext("底价 %(price)s") % {"price": amounts.yuan_per_jin(offer.limit_fen_per_kg)}


def _lot_reason(offer: UnmatchedOffer) -> str:
    if offer.reason is Unmet.NO_LINK_PRICE and offer.step_fen_per_kg:
        if offer.limit_fen_per_kg is None:
            step = amounts.yuan_per_jin(offer.step_fen_per_kg)
            return gettext("低 %(step)s就有人要") % {"step": step}
        price = amounts.yuan_per_jin(offer.limit_fen_per_kg - offer.step_fen_per_kg)
        return gettext("到 %(price)s就有人要") % {"price": price}
    return {
        Unmet.NO_LINK_PRODUCT: gettext("这一轮没有人要这个品种"),
        Unmet.NO_LINK_GRADE: gettext("买家要的等级更高"),
        Unmet.NO_LINK_DATES: gettext("和买家的日期对不上"),
        Unmet.NO_LINK_PRICE: gettext("扣掉运费，没有买家出得到底价"),
        Unmet.DECLINED: gettext("合适的一家谈过没谈成，条件还没变"),
        Unmet.OUTBID: gettext("买家要的量被更合算的货占满了"),
        Unmet.PART_ONLY: gettext("一部分有了买家，余下的没人要了"),
    }[offer.reason]


def _demand_limit(offer: UnmatchedOffer) -> Iterator[str]:
    if offer.limit_fen_per_kg is not None and offer.reason is Unmet.NO_LINK_PRICE:
        yield gettext("最高 %(price)s") % {"price": amounts.yuan_per_jin(offer.limit_fen_per_kg)}


def _demand_reason(offer: UnmatchedOffer) -> str:
    if offer.reason is Unmet.NO_LINK_PRICE and offer.step_fen_per_kg:
        if offer.limit_fen_per_kg is None:
            step = amounts.yuan_per_jin(offer.step_fen_per_kg)
            return gettext("再提 %(step)s就有货") % {"step": step}
        price = amounts.yuan_per_jin(offer.limit_fen_per_kg + offer.step_fen_per_kg)
        return gettext("提到 %(price)s就有货") % {"price": price}
    return {
        Unmet.NO_LINK_PRODUCT: gettext("这一轮没有村报这个品种"),
        Unmet.NO_LINK_GRADE: gettext("没有达到这个等级的货"),
        Unmet.NO_LINK_DATES: gettext("和村里的日期对不上"),
        Unmet.NO_LINK_PRICE: gettext("扣掉运费，够不到任何一村的底价"),
        Unmet.DECLINED: gettext("合适的一村谈过没谈成，条件还没变"),
        Unmet.OUTBID: gettext("货都去了更合算的买家"),
        Unmet.PART_ONLY: gettext("货不够，只配到一部分"),
    }[offer.reason]


def urgent_villages(names: Sequence[str]) -> str:
    """Some villages whose goods will not wait, the first three by name."""
    shown = listed(names[:_MOST_NAMES])
    if len(names) <= _MOST_NAMES:
        return shown
    return gettext("%(villages)s等 %(count)s 村") % {"villages": shown, "count": len(names)}
