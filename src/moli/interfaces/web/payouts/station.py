"""What an operator's own stations earned month by month, what of it was moved and paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.payouts.months import month_words
from moli.interfaces.web.stock.doors import station_names
from moli.settlement.queries.earnings import StationEarnings, TakerPayment, station_earnings
from moli.settlement.queries.team_earnings import TeamPart, team_parts

# Two years; the books have all of it.
MONTHS_SHOWN = 24
TEAM_ROWS_SHOWN = 60


@dataclass(frozen=True)
class MonthRow:
    """One month: the commission, and what became of it."""

    words: str
    earned_fen: int
    moved_fen: int
    moved_on: date | None
    why_not: str


@dataclass(frozen=True)
class TeamRow:
    """What one month gave one person of the team."""

    words: str
    name: str
    fen: int


@dataclass(frozen=True)
class StationPart:
    """One station of the person's."""

    name: str
    this_month_fen: int
    earned_fen: int
    payable_fen: int
    paid_fen: int
    months: Sequence[MonthRow]
    payments: Sequence[TakerPayment]
    team_fen: int
    team: Sequence[TeamRow]


@require_safe
def own_earnings(request: MoliRequest) -> HttpResponse:
    """The commission of the stations to which the person is appointed, to read only."""
    today = clock.today()
    keys = request.standing.organisation_keys(Role.STATION_OPERATOR)
    names = station_names(keys)
    found = station_earnings(keys)
    teams = team_parts(keys)
    context = {
        "month_words": month_words(today),
        "parts": [
            _part(each, names.get(each.station_key, ""), today, teams=teams) for each in found
        ],
    }
    return render(request, "web/payouts/station.html", context)


def _part(
    earnings: StationEarnings, name: str, today: date, *, teams: Sequence[TeamPart]
) -> StationPart:
    own = [each for each in teams if each.station_key == earnings.station_key]
    return StationPart(
        name=name,
        this_month_fen=earnings.earned_in(today),
        earned_fen=earnings.earned_fen,
        payable_fen=earnings.payable_fen,
        paid_fen=earnings.paid_fen,
        months=_months(earnings, today),
        payments=earnings.payments[:MONTHS_SHOWN],
        team_fen=earnings.team_fen,
        team=[
            TeamRow(month_words(each.month), each.person_name, each.fen)
            for each in own[:TEAM_ROWS_SHOWN]
        ],
    )


def _months(earnings: StationEarnings, today: date) -> list[MonthRow]:
    newest_moved = max((each.month for each in earnings.months if each.moved_on), default=date.min)
    rows = []
    for each in earnings.months[:MONTHS_SHOWN]:
        why_not = gettext("县里还没转")
        if each.month >= today.replace(day=1):
            why_not = gettext("过完这个月再转")
        elif each.month < newest_moved:
            why_not = gettext("算在后面的月份里")
        rows.append(
            MonthRow(
                words=month_words(each.month),
                earned_fen=each.earned_fen,
                moved_fen=each.moved_fen,
                moved_on=each.moved_on,
                why_not="" if each.moved_on else why_not,
            )
        )
    return rows
