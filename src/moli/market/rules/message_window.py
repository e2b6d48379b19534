"""The first and the last day of a lot or a demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from moli.kernel.refusal import Fact
from moli.kernel.spoken.points import DayDoubt
from moli.kernel.spoken.shape import Shape
from moli.kernel.spoken.windows import SpokenWindow, windows_in
from moli.market.rules.message_heard import Heard, MessageSide, Reason
from moli.market.rules.offers import WINDOW_DAYS_MAX

Window = tuple[Heard[date], Heard[date]]

_ASSUMED = {
    DayDoubt.ROUGH: Reason.ROUGH_DAY,
    DayDoubt.NEXT_MONTH: Reason.NEXT_MONTH_TAKEN,
    DayDoubt.NEXT_WEEK: Reason.NEXT_WEEK_TAKEN,
    DayDoubt.BARE_LENGTH: Reason.LENGTH_TAKEN,
}
_ASKED = {
    DayDoubt.NO_SUCH_DAY: Reason.NO_SUCH_DAY,
    DayDoubt.OVER: Reason.DAY_OVER,
    DayDoubt.END_BEFORE_START: Reason.END_BEFORE_START,
    DayDoubt.LOOSE: Reason.DAY_VAGUE,
    DayDoubt.LUNAR: Reason.LUNAR_DAY,
    DayDoubt.NO_TABLE: Reason.FESTIVAL_NOT_LISTED,
    DayDoubt.TOO_FAR: Reason.DAY_TOO_FAR,
}


def window_of(shape: Shape, *, today: date, side: MessageSide, has_price: bool) -> Window:
    """First and last day, both included. `shape` has its prices and weights taken out.

    Without a first day it is today's; without a last day it is asked. A last day before the first
    is asked about with both days as facts, never swapped. 9.10-9.25 in a message without any other
    price may be one, and is confirmed.
    """
    windows = [_unless_price(each, has_price=has_price) for each in windows_in(shape, today=today)]
    starts = [w for w in windows if _sets_from(w, side)]
    ends = [w for w in windows if _sets_to(w, side)]
    from_on = _settled(starts, _from_day, side)
    to_on = _settled(ends, _to_day, side)
    if from_on.reason is Reason.NOT_SAID:
        from_on = Heard.assumed(today, Reason.TODAY_TAKEN, *from_on.spans)
    return _in_order(from_on, to_on, today)


def _unless_price(window: SpokenWindow, *, has_price: bool) -> SpokenWindow:
    is_unsure = window.is_dotted and not has_price and window.doubt is None
    return replace(window, doubt=DayDoubt.ROUGH) if is_unsure else window


def _sets_from(window: SpokenWindow, side: MessageSide) -> bool:
    return window.sets_from and not (window.is_bare_day and side is MessageSide.DEMAND)


def _sets_to(window: SpokenWindow, side: MessageSide) -> bool:
    """A bare day (15号) is when an offer begins and when a demand ends."""
    return window.sets_to or (window.is_bare_day and side is MessageSide.DEMAND)


def _from_day(window: SpokenWindow) -> date | None:
    return window.from_on


def _to_day(window: SpokenWindow) -> date | None:
    return window.from_on if window.is_bare_day else window.to_on


def _settled(
    windows: Sequence[SpokenWindow],
    day_of: Callable[[SpokenWindow], date | None],
    side: MessageSide,
) -> Heard[date]:
    """One day out of all phrases about it. A loose word (尽快) counts only if nothing else does."""
    sure = [window for window in windows if window.doubt is not DayDoubt.LOOSE] or windows
    heard = [_heard(window, day_of(window), side) for window in sure]
    if not heard:
        return Heard.asked(Reason.NOT_SAID)
    asked = [each for each in heard if each.value is None]
    if asked:
        return asked[0]
    days = {each.value for each in heard}
    spans = tuple(span for each in heard for span in each.spans)
    if len(days) > 1:
        choices = tuple(sorted(day.isoformat() for day in days if day is not None))
        return Heard.asked(Reason.SEVERAL_SAID, *spans, choices=choices)
    first = heard[0]
    return Heard(first.value, first.status, first.reason, spans)


def _heard(window: SpokenWindow, day: date | None, side: MessageSide) -> Heard[date]:
    choices = tuple(each.isoformat() for each in window.candidates)
    if window.doubt is DayDoubt.END_BEFORE_START and len(choices) == 2:
        facts: dict[str, Fact] = {"from_on": choices[0], "to_on": choices[1]}
        return Heard.asked(Reason.END_BEFORE_START, window.span, facts=facts)
    if window.doubt in _ASKED or day is None:
        reason = _ASKED.get(window.doubt, Reason.NOT_SAID) if window.doubt else Reason.NOT_SAID
        return Heard.asked(reason, window.span, choices=choices)
    if window.doubt is not None:
        return Heard.assumed(day, _ASSUMED[window.doubt], window.span)
    if window.is_bare_day and side is MessageSide.DEMAND:
        return Heard.assumed(day, Reason.LAST_DAY_TAKEN, window.span)
    return Heard.said(day, window.span)


def _in_order(from_on: Heard[date], to_on: Heard[date], today: date) -> Window:
    if from_on.value is None or to_on.value is None:
        return from_on, to_on
    if to_on.reason is Reason.LENGTH_TAKEN and from_on.value != today:
        # 20号开始,卖半个月 counts from the 20th for one writer and from today for another.
        return from_on, Heard.asked(Reason.DAY_VAGUE, *to_on.spans)
    facts: dict[str, Fact] = {
        "from_on": from_on.value.isoformat(),
        "to_on": to_on.value.isoformat(),
    }
    if to_on.value < from_on.value:
        asked: Heard[date] = Heard.asked(Reason.END_BEFORE_START, *from_on.spans, facts=facts)
        return asked, Heard.asked(Reason.END_BEFORE_START, *to_on.spans, facts=facts)
    if to_on.value < today:
        return from_on, Heard.asked(Reason.DAY_OVER, *to_on.spans, facts=facts)
    if to_on.value - from_on.value > timedelta(days=WINDOW_DAYS_MAX):
        return from_on, Heard.asked(Reason.DAY_TOO_FAR, *to_on.spans, facts=facts)
    return from_on, to_on
