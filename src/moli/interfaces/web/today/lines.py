"""Everything that waits for a person today, whatever its roles, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice

from moli.accounts.rules import Role, Standing
from moli.enterprises.queries import enterprises_to_check
from moli.interfaces.web.pairings.doors import SPEAKERS
from moli.interfaces.web.pairings.waiting import pairing_lines
from moli.interfaces.web.party.waiting import party_lines
from moli.interfaces.web.stations.waiting import station_lines
from moli.interfaces.web.today import things
from moli.interfaces.web.today.back import back_lines
from moli.interfaces.web.today.bulk import bulk_lines
from moli.interfaces.web.today.parcels import parcel_lines
from moli.interfaces.web.today.payouts import payout_lines
from moli.interfaces.web.today.registry import step_lines
from moli.interfaces.web.today.things import Thing
from moli.interfaces.web.today.transfers import transfer_lines
from moli.market.queries.figures import newest_round
from moli.market.queries.proposals import proposals_to_draw_up
from moli.market.queries.reach import MarketReach
from moli.market.queries.work import (
    late_answers,
    organiser_work,
    ripe_lots,
    to_answer,
    work_reach,
)
from moli.market.rules.negotiation import Side

LINES_SHOWN = 30
# Of each sort that an organiser has to do; the others stand behind one line.
PROPOSALS_SHOWN = 4


@dataclass(frozen=True)
class Day:
    """Whose day it is: standing, reach, the day and the moment."""

    standing: Standing
    reach: MarketReach
    on: date
    at: datetime


def day_of(standing: Standing, *, on: date, at: datetime) -> Day:
    """The day of a person: at most three queries."""
    return Day(standing=standing, reach=work_reach(standing, on=on), on=on, at=at)


def lines_of(day: Day) -> list[Thing]:
    """All lines of a person's list, in the order in which they press."""
    lines = chain(
        _seller_lines(day),
        _buyer_lines(day),
        bulk_lines(day.standing, on=day.on),
        _pairing_lines(day),
        _organiser_lines(day),
        party_lines(day.standing, on=day.on),
        payout_lines(day.standing),
        station_lines(day.standing, on=day.on),
        parcel_lines(day.standing),
        transfer_lines(day.standing),
        back_lines(day.standing, on=day.on),
        step_lines(day.standing, on=day.on),
        _office_lines(day),
    )
    return list(islice(lines, LINES_SHOWN))


def _seller_lines(day: Day) -> list[Thing]:
    if not day.reach.sells_for_areas:
        return []
    waiting = to_answer(day.reach, side=Side.SELLER, at=day.at)
    return [
        *things.seller_answers(waiting),
        *things.ripe(ripe_lots(day.reach, on=day.on), on=day.on),
    ]


def _buyer_lines(day: Day) -> list[Thing]:
    if not day.reach.buys_for_keys:
        return []
    waiting = to_answer(day.reach, side=Side.BUYER, at=day.at)
    return list(things.buyer_answers(waiting))


def _pairing_lines(day: Day) -> list[Thing]:
    return pairing_lines(day.standing, on=day.on) if day.standing.holds(*SPEAKERS) else []


def _organiser_lines(day: Day) -> list[Thing]:
    if not day.standing.holds(Role.ORGANISER):
        return []
    found = organiser_work(day.reach, at=day.at)
    lines: list[Thing] = []
    if found.late:
        late = late_answers(day.reach, at=day.at)[:PROPOSALS_SHOWN]
        lines += things.late(late)
        lines += things.more_late(found.late - PROPOSALS_SHOWN)
    if found.to_introduce:
        lines += things.to_introduce(found, newest_round=newest_round())
    if found.to_draw_up:
        agreed = proposals_to_draw_up(day.reach)[:PROPOSALS_SHOWN]
        lines += things.to_draw_up(agreed)
        lines += things.more_to_draw_up(found.to_draw_up - PROPOSALS_SHOWN)
    return lines


def _office_lines(day: Day) -> list[Thing]:
    if not day.standing.holds(Role.OFFICE):
        return []
    return list(things.to_check(enterprises_to_check()))
