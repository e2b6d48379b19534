"""What the branches make of the round: some eighty proposals introduced, and what became of them.

Each is introduced by the organiser of the nearest branch that leads both sides. Who says what is
made up and always the same; it is played in the order of its moments, by the services that pages
use. A proposal that somebody has taken up already is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from moli.accounts.rules import Role
from moli.interfaces.cli.demo.branches import (
    ASSOCIATION_BRANCH,
    COUNTY_BRANCH,
    GROUPS,
    group_branch,
)
from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.enterprises import JUNQIAO
from moli.interfaces.cli.demo.moment import DAY, at, request_key
from moli.interfaces.cli.demo.names import made_up_name
from moli.interfaces.cli.demo.passion_fruit import PRODUCT
from moli.interfaces.cli.demo.people import (
    Person,
    account_at,
    buyer_of,
    open_contact,
    organiser,
    seller_of,
)
from moli.interfaces.cli.demo.places import YAOBU
from moli.market.queries.introducers import introducers_of
from moli.market.rules.negotiation import AnswerKind, DeclineReason, ProposalState, Side
from moli.market.services.answering import Reply, answer
from moli.market.services.contracting import ContractTerms, draw_up_contract
from moli.market.services.introducing import introduce
from moli.party.queries.branches import branches

if TYPE_CHECKING:
    from moli.accounts.models import User
    from moli.market.models import Proposal, Round

_SUB_BRANCHES = (ASSOCIATION_BRANCH, *(group_branch(group) for group in GROUPS))
_FIRST_ORGANISER = 30
# Of the pairs that a sub-branch leads by itself most were taken up, of the county's others few.
_TAKEN_UP, _TAKEN_UP_BY_COUNTY = 0.72, 0.12
# Half hours in which people work, from eleven o'clock on the day of the round on.
_SLOTS = ((0, time(11), 14), (1, time(8, 30), 19), (2, time(8), 3))
_LAST_SLOT = 35
_INTRODUCED_IN, _INTRODUCED_LATE, _ANSWERED_AFTER = (0, 20), (20, _LAST_SLOT), (1, 8)
_CONTRACTS_FROM = 8  # Yaobu's contract is the first of the year
_EVENING = time(20)
_CUT_FEN_PER_KG = (10, 30)


class _Fate(Enum):
    """What became of an introduction by the morning that a visitor finds."""

    CONTRACTED = auto()
    AGREED = auto()
    ONE_SAID_YES = auto()
    COUNTERED = auto()
    SILENT = auto()
    DECLINED = auto()


_FATES = dict(zip(_Fate, (30, 30, 12, 6, 8, 14), strict=True))
_NO: tuple[tuple[Side, DeclineReason, str], ...] = (
    (Side.SELLER, DeclineReason.PRICE, "村民代表不同意这个价"),
    (Side.SELLER, DeclineReason.OTHER_PARTNER, "上门收购的先付了定金"),
    (Side.SELLER, DeclineReason.DATES, "采收要晚几天，赶不上车"),
    (Side.BUYER, DeclineReason.QUALITY, "看了样品，大小不齐"),
    (Side.BUYER, DeclineReason.PRICE, "加上运费，门店卖不动"),
    (Side.BUYER, DeclineReason.OTHER_PARTNER, "别处的货已经订足"),
)


@dataclass(frozen=True)
class _Act:
    """One act at its moment."""

    at: datetime
    place: int
    play: Callable[[datetime], object]


def load_organisers() -> None:
    """An account for the organiser of every sub-branch; no password enters."""
    keys = {branch.name: branch.key for branch in branches()}
    for place, name in enumerate(_SUB_BRANCHES, start=_FIRST_ORGANISER):
        who = made_up_name(f"organiser {name}")
        open_contact(place, Person("", who, Role.ORGANISER, "", keys[name]))


def organiser_of(branch_name: str) -> User:
    """The worker of a branch who introduces two sides."""
    if branch_name == COUNTY_BRANCH:
        return organiser()
    return account_at(_FIRST_ORGANISER + _SUB_BRANCHES.index(branch_name))


def broker(round: Round) -> None:
    """Introduce, answer and draw up, one act after the other. Twice is once."""
    proposals = list(
        round.proposals.select_related(
            "lot__village", "lot__product", "demand__enterprise"
        ).order_by("place")
    )
    pairs = {row.pk: (row.lot.village.code, row.demand.enterprise.key) for row in proposals}
    introducers = introducers_of(pairs.values(), on=DAY)
    acts = [
        act
        for row in proposals
        for nearest in introducers[pairs[row.pk]][:1]
        if row.state == ProposalState.PROPOSED
        for act in _acts_of(row, nearest.zh)
    ]
    for act in sorted(acts, key=lambda act: (act.at, act.place)):
        act.play(act.at)


def _acts_of(proposal: Proposal, branch_name: str) -> list[_Act]:
    chance = Chance(f"brokered {proposal.place}")
    is_taken_up = chance.share() < (
        _TAKEN_UP_BY_COUNTY if branch_name == COUNTY_BRANCH else _TAKEN_UP
    )
    fate = chance.weighed(list(_FATES), list(_FATES.values()))
    if _fills_what_junqiao_wants(proposal):
        is_taken_up, fate = True, _Fate.ONE_SAID_YES
    if not is_taken_up or proposal.lot.village.code == YAOBU:
        return []
    return list(_played(proposal, fate, chance, by=organiser_of(branch_name)))


def _fills_what_junqiao_wants(proposal: Proposal) -> bool:
    """Beside Yaobu's: these villages have said yes, and wait for the buyer of the log-in page."""
    is_junqiao = proposal.demand.enterprise.short_name == JUNQIAO
    return is_junqiao and proposal.lot.product.code == PRODUCT


def _played(proposal: Proposal, fate: _Fate, chance: Chance, *, by: User) -> Iterator[_Act]:
    minutes = chance.whole(0, 29)
    slot = chance.whole(*(_INTRODUCED_LATE if fate is _Fate.SILENT else _INTRODUCED_IN))
    # What spoils soon is asked for by the next evening.
    evenings = 1 + (_fills_what_junqiao_wants(proposal) or chance.share() < 0.5)

    def act(play: Callable[[datetime], object]) -> _Act:
        return _Act(_moment(slot, minutes), proposal.place, play)

    yield act(partial(_introduce, proposal, by, evenings))
    for place, reply in enumerate(_replies(proposal, fate, chance)):
        slot = min(slot + chance.whole(*_ANSWERED_AFTER), _LAST_SLOT)
        yield act(partial(_answer, proposal, reply, place))
    if fate is _Fate.CONTRACTED:
        slot = min(max(slot + 1, _CONTRACTS_FROM), _LAST_SLOT)
        floor = min(proposal.lot.floor_fen_per_kg, proposal.fair_fen_per_kg)
        terms = ContractTerms(floor, chance.whole(1, 3), has_variety_clause=chance.share() < 0.3)
        yield act(partial(_draw_up, proposal, terms, by))


def _replies(proposal: Proposal, fate: _Fate, chance: Chance) -> list[Reply]:
    """What the sides say, in their order."""
    price, grams = proposal.fair_fen_per_kg, proposal.grams
    if fate is _Fate.SILENT:
        return []
    if fate is _Fate.DECLINED:
        side, reason, words = chance.one_of(_NO)
        return [Reply(side, AnswerKind.DECLINE, price, grams, reason, words)]
    if fate is _Fate.COUNTERED:
        cut = chance.whole(*_CUT_FEN_PER_KG)
        return [Reply(Side.BUYER, AnswerKind.COUNTER, price - cut, grams)]
    first = chance.one_of(list(Side))
    if fate is _Fate.ONE_SAID_YES:
        first = Side.SELLER if _fills_what_junqiao_wants(proposal) else first
        return [Reply(first, AnswerKind.ACCEPT, price, grams)]
    return [Reply(side, AnswerKind.ACCEPT, price, grams) for side in (first, first.other)]


def _introduce(proposal: Proposal, by: User, evenings: int, moment: datetime) -> None:
    until = datetime.combine(moment.date() + timedelta(evenings), _EVENING, tzinfo=moment.tzinfo)
    introduce(proposal_ids=[proposal.pk], answer_by=until, by=by.actor, at=moment)


def _answer(proposal: Proposal, reply: Reply, place: int, moment: datetime) -> None:
    seller, buyer = proposal.lot.village.code, proposal.demand.enterprise.short_name
    who = seller_of(seller) if reply.side is Side.SELLER else buyer_of(buyer)
    answer(
        proposal_id=proposal.pk,
        reply=reply,
        request_key=request_key(f"brokered {proposal.place} {place}"),
        by=who.actor,
        at=moment,
    )


def _draw_up(proposal: Proposal, terms: ContractTerms, by: User, moment: datetime) -> None:
    draw_up_contract(proposal_id=proposal.pk, terms=terms, by=by.actor, at=moment)


def _moment(slot: int, minutes: int) -> datetime:
    """The moment so many minutes into a half hour of work."""
    for days, opens, halves in _SLOTS:
        if slot < halves:
            return at(
                days_before=-days, hour=opens.hour, minutes=opens.minute + 30 * slot + minutes
            )
        slot -= halves
    raise ValueError(slot)
