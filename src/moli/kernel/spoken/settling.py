"""The year and month that spoken days leave out: chosen so that they have not passed yet.

Nothing is swapped and nothing silently moved: what has passed, ends before it starts or lies most
of a year ahead comes back as a doubt.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from moli.kernel.spoken.points import YEARS_AHEAD, DayDoubt, Point, as_dates

DAYS_AHEAD_MAX = 400
# 9月10日 said in December would be most of a year away: more likely it is a slip, so it is asked.
ROLL_DAYS_MAX = 200


def _with_month_of(first: Point, second: Point) -> Point:
    if first.fixed or second.fixed:
        return second
    if second.month is None and first.month is not None:
        return replace(second, month=first.month, year=first.year)
    if second.year is None and first.year is not None and second.month and first.month:
        return replace(second, year=first.year + (second.month < first.month))
    return second


def _with_week_of(first: Point, second: Point) -> Point:
    """下礼拜一到礼拜五 ends in the week in which it begins."""
    if not second.is_bare_weekday or first.fixed is None or second.fixed is None:
        return second
    weeks = max(0, -((second.fixed[1] - first.fixed[0]).days // 7))
    shift = timedelta(weeks=weeks)
    return replace(second, fixed=(second.fixed[0] + shift, second.fixed[1] + shift), doubt=None)


def aligned(first: Point, second: Point) -> Point:
    """The second end of a range with the month, year or week that only the first one said."""
    return _with_week_of(first, _with_month_of(first, second))


def settle_range(
    first: Point, second: Point, today: date
) -> tuple[date, date, DayDoubt | None] | DayDoubt:
    """Both days of a range, in the year or month in which it has not passed yet."""
    if DayDoubt.NO_TABLE in (first.doubt, second.doubt):
        return DayDoubt.NO_TABLE
    shifts = _shifts(first, second)
    for shift_first, shift_second in shifts:
        one, two = days_of(first, today, shift_first), days_of(second, today, shift_second)
        is_last = (shift_first, shift_second) == shifts[-1]
        has_fault = isinstance(one, DayDoubt) or isinstance(two, DayDoubt)
        if has_fault and not is_last and (_is_leap_day(first) or _is_leap_day(second)):
            continue
        if isinstance(one, DayDoubt):
            return one
        if isinstance(two, DayDoubt):
            return two
        from_on, to_on = one[0], two[1]
        if to_on < from_on and (first.fixed is None or shift_second == shifts[-1][1]):
            return from_on, to_on, None
        if from_on <= to_on and to_on >= today:
            fault = _fault_of_length(from_on, to_on, today, is_rolled=shift_first > 0)
            return fault or (from_on, to_on, _rolled(first, second, shift_second))
    return DayDoubt.OVER


def _is_leap_day(point: Point) -> bool:
    """29 February without a year: missing this year, it may be meant of the next."""
    return point.year is None and (point.month, point.last_day) == (2, 29)


def _shifts(first: Point, second: Point) -> tuple[tuple[int, int], ...]:
    """How many years (months, where none was said) each end may lie ahead, likeliest first."""
    if first.fixed is not None:
        return ((0, 0), (0, 1)) if second.fixed is None and second.month is None else ((0, 0),)
    if first.year is not None:
        return ((0, 0),)
    if first.month and second.month and second.month < first.month and second.year is None:
        return ((-1, 0), (0, 1))
    return ((0, 0), (1, 1))


def _rolled(first: Point, second: Point, shift_second: int) -> DayDoubt | None:
    has_no_month = first.month is None and second.month is None and second.fixed is None
    return DayDoubt.NEXT_MONTH if shift_second and has_no_month else None


def _fault_of_length(
    from_on: date, to_on: date, today: date, *, is_rolled: bool
) -> DayDoubt | None:
    if is_rolled and (from_on - today).days > ROLL_DAYS_MAX:
        return DayDoubt.OVER
    if (from_on - today).days > DAYS_AHEAD_MAX or (to_on - from_on).days > DAYS_AHEAD_MAX:
        return DayDoubt.TOO_FAR
    # 9月25日到8月10日 over the new year would last most of a year: likelier the ends are mixed up.
    if to_on.month < from_on.month and (to_on - from_on).days > ROLL_DAYS_MAX:
        return DayDoubt.END_BEFORE_START
    return None


def days_of(point: Point, today: date, shift: int) -> tuple[date, date] | DayDoubt:
    """First and last day; `shift` moves a floating point by a year, or by a month without one."""
    if point.fixed is not None:
        return point.fixed
    if point.month is None:
        year, month = divmod(today.year * 12 + today.month - 1 + shift, 12)
        month += 1
    else:
        year, month = point.year if point.year is not None else today.year + shift, point.month
    if not today.year - 1 <= year <= today.year + YEARS_AHEAD:
        return DayDoubt.TOO_FAR
    return as_dates(point, year=year, month=month) or DayDoubt.NO_SUCH_DAY


def next_days(point: Point, today: date) -> tuple[tuple[date, date], DayDoubt | None] | DayDoubt:
    """A point in the month or year in which it is not over yet."""
    if point.doubt is DayDoubt.NO_TABLE:
        return DayDoubt.NO_TABLE
    days = days_of(point, today, 0)
    if isinstance(days, DayDoubt) or days[1] >= today:
        return days if isinstance(days, DayDoubt) else (days, None)
    if point.fixed is not None or point.year is not None:
        return DayDoubt.OVER
    later = days_of(point, today, 1)
    if isinstance(later, DayDoubt) or (later[0] - today).days > ROLL_DAYS_MAX:
        return DayDoubt.OVER
    return later, DayDoubt.NEXT_MONTH if point.month is None else None
