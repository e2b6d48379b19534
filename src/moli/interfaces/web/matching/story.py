"""What happened to a proposal, and what comes next, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext

from moli.interfaces.design.parts import TimelineEvent
from moli.interfaces.web.matching.naming import said
from moli.interfaces.words import amounts, days
from moli.interfaces.words.labels import label
from moli.market.queries.proposal_sheets import ProposalSheet, SaidLast, TrailStep
from moli.market.rules.negotiation import AnswerKind, ProposalState, Side

_STEP_OF_STATE = {
    ProposalState.PROPOSED: 2,
    ProposalState.REPLACED: 2,
    ProposalState.INTRODUCED: 3,
    ProposalState.DECLINED: 3,
    ProposalState.AGREED: 4,
    ProposalState.CONTRACTED: 5,
}


def step_labels() -> list[str]:
    """The way from a plan to money in the village."""
    return [
        gettext("算出方案"),
        gettext("牵线"),
        gettext("双方点头"),
        gettext("拟合同"),
        gettext("装车"),
        gettext("到账"),
    ]


def current_step(state: ProposalState) -> int:
    """Where on that way a proposal is, from 1."""
    return _STEP_OF_STATE[state]


def side_name(sheet: ProposalSheet, side: Side) -> str:
    """The village or the enterprise."""
    return said(sheet.seller.village if side is Side.SELLER else sheet.buyer.enterprise)


def waiting_for(sheet: ProposalSheet) -> str:
    """Whose answer is missing: both, or the one that has not accepted what lies on the table."""
    missing = [side for side in Side if side not in sheet.table.accepted]
    return gettext("双方") if len(missing) == len(Side) else side_name(sheet, missing[0])


def state_words(sheet: ProposalSheet, *, now: datetime) -> str:
    """The state in one line; while answers are missing, whose and until when."""
    if sheet.state is not ProposalState.INTRODUCED or sheet.introduction is None:
        return label(sheet.state)
    by = sheet.introduction.answer_by
    facts = {"who": waiting_for(sheet), "moment": days.moment(by)}
    if by < now:
        return gettext("等%(who)s答复，已过 %(moment)s") % facts
    return gettext("等%(who)s答复，%(moment)s前") % facts


def said_words(said_last: SaidLast | None) -> str:
    """What a side said last."""
    if said_last is None:
        return gettext("还没点头")
    facts = {
        "moment": days.moment(said_last.at),
        "price": amounts.yuan_per_jin(said_last.price_fen_per_kg),
    }
    if said_last.kind is AnswerKind.ACCEPT:
        return gettext("%(moment)s 同意") % facts
    if said_last.kind is AnswerKind.COUNTER:
        return gettext("%(moment)s 还价 %(price)s") % facts
    return gettext("%(moment)s 说不做") % facts


def story(sheet: ProposalSheet) -> list[TimelineEvent]:
    """The whole course, oldest first, with what is still to come."""
    return list(_story(sheet))


def _story(sheet: ProposalSheet) -> Iterator[TimelineEvent]:
    yield TimelineEvent(
        when=days.moment(sheet.run_at),
        what=gettext("第 %(number)s 轮算出这条方案") % {"number": sheet.round_number},
    )
    for step in sheet.trail:
        yield _event(sheet, step)
    if sheet.state is ProposalState.INTRODUCED and sheet.introduction is not None:
        yield TimelineEvent(
            when=gettext("%(moment)s前") % {"moment": days.moment(sheet.introduction.answer_by)},
            what=gettext("等%(who)s答复") % {"who": waiting_for(sheet)},
            note=gettext("过时不算拒绝，会提醒牵线人打电话"),
            is_to_come=True,
        )


def _event(sheet: ProposalSheet, step: TrailStep) -> TimelineEvent:
    what, note = _told(sheet, step)
    return TimelineEvent(
        when=days.moment(step.at),
        what=what,
        note=note,
        is_bad=step.verb == "market.decline",
    )


def _told(sheet: ProposalSheet, step: TrailStep) -> tuple[str, str]:
    facts = {
        "who": step.by_name,
        "side": "" if step.side is None else side_name(sheet, step.side),
        "price": amounts.yuan_per_jin(step.price_fen_per_kg or 0),
        "weight": amounts.jin(step.grams or 0),
        "reason": "" if step.reason is None else label(step.reason),
        "words": step.words,
    }
    quoted = gettext("“%(words)s”") % facts if step.words else ""
    by = gettext("经手：%(who)s") % facts
    if step.verb == "market.introduce":
        return gettext("由%(who)s牵线，双方看到对方电话") % facts, gettext("已记入查看记录")
    if step.verb == "market.accept":
        return gettext("%(side)s同意 %(price)s、%(weight)s") % facts, by
    if step.verb == "market.counter":
        return gettext("%(side)s还价 %(price)s、%(weight)s") % facts, f"{quoted} {by}".strip()
    if step.verb == "market.decline":
        return gettext("%(side)s说不做：%(reason)s") % facts, by
    if step.verb == "market.draw_up_contract":
        return gettext("拟好合同") % facts, by
    return step.verb, by
