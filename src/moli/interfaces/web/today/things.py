"""The list of today: one line for each thing that waits, with why and until when, one tap away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import enterprise_name, name_of, village_name
from moli.interfaces.web.procedures.rows import procedure_row, step_words
from moli.interfaces.words.amounts import jin, number, wan_jin, yuan_per_jin
from moli.interfaces.words.days import days_left, moment
from moli.interfaces.words.labels import label
from moli.market.queries.work import OrganiserWork, ToAnswer
from moli.market.rules.negotiation import ProposalState, Side


@dataclass(frozen=True)
class Thing:
    """One line: what, why and until when, and where it is done."""

    url: str
    icon: str
    kind: Kind
    what: str
    why: str


def seller_answers(waiting: list[ToAnswer]) -> Iterator[Thing]:
    """A buyer wants something of the village's: the price against the village's own floor."""
    for one in waiting:
        lot, demand = one.proposal.lot, one.proposal.demand
        what = gettext("%(buyer)s要买 %(weight)s %(product)s") % {
            "buyer": enterprise_name(demand.enterprise),
            "weight": jin(one.grams),
            "product": name_of(lot.product),
        }
        why = _against_floor(one.price_fen_per_kg, lot.floor_fen_per_kg)
        yield _answer_line(one, what, why)


def buyer_answers(waiting: list[ToAnswer]) -> Iterator[Thing]:
    """A village has what the enterprise wants: the farm-gate price on the table."""
    for one in waiting:
        lot = one.proposal.lot
        what = gettext("%(village)s有 %(weight)s %(product)s") % {
            "village": village_name(lot.village),
            "weight": jin(one.grams),
            "product": name_of(lot.product),
        }
        price = yuan_per_jin(one.price_fen_per_kg)
        yield _answer_line(one, what, gettext("地头价 %(price)s") % {"price": price})


def _answer_line(one: ToAnswer, what: str, why: str) -> Thing:
    sentence = (
        gettext("%(why)s。%(moment)s 该答复，已经过了")
        if one.is_late
        else gettext("%(why)s。%(moment)s 前答复")
    )
    return Thing(
        url=reverse("web:proposal", args=[one.proposal.uid]),
        icon="oct" if one.is_late else "link",
        kind=Kind.ALERT if one.is_late else Kind.PLAIN,
        what=what,
        why=sentence % {"why": why, "moment": moment(one.answer_by)},
    )


def _against_floor(price_fen_per_kg: int, floor_fen_per_kg: int) -> str:
    price = yuan_per_jin(price_fen_per_kg)
    if price_fen_per_kg == floor_fen_per_kg:
        return gettext("%(price)s，正好是底价") % {"price": price}
    difference = yuan_per_jin(abs(price_fen_per_kg - floor_fen_per_kg))
    sentence = (
        gettext("%(price)s，比底价高 %(difference)s")
        if price_fen_per_kg > floor_fen_per_kg
        else gettext("%(price)s，比底价低 %(difference)s")
    )
    return sentence % {"price": price, "difference": difference}


def ripe(lots: QuerySet[Any], *, on: date) -> Iterator[Thing]:
    """Lots whose last days have come while something is left."""
    for lot in lots:
        yield Thing(
            url=reverse("web:lot", args=[lot.uid]),
            icon="clock",
            kind=Kind.WARN,
            what=gettext("%(product)s %(grade)s 还有 %(weight)s 没卖")
            % {
                "product": name_of(lot.product),
                "grade": name_of(lot.grade),
                "weight": jin(lot.left_grams),
            },
            why=gettext("%(left)s · %(village)s")
            % {
                "left": days_left((lot.ready_to_on - on).days),
                "village": village_name(lot.village),
            },
        )


def to_introduce(work: OrganiserWork, *, newest_round: Any) -> Iterator[Thing]:
    """All fresh proposals are one thing to do: they are picked on the page of the round."""
    yield Thing(
        url=reverse("web:round", args=[newest_round.number]),
        icon="link",
        kind=Kind.PLAIN,
        what=ngettext("%(count)s 条方案可以牵线", "%(count)s 条方案可以牵线", work.to_introduce)
        % {"count": number(work.to_introduce)},
        why=gettext("第 %(number)s 轮，全县对上 %(weight)s")
        % {
            "number": newest_round.number,
            "weight": wan_jin(newest_round.matched_grams),
        },
    )


def late(proposals: QuerySet[Any]) -> Iterator[Thing]:
    """Introductions whose deadline has passed: whom to call."""
    for row in proposals:
        said = [answer.side for answer in row.answers.all()]
        waited_for = [side for side in Side if not said or side != said[-1]]
        yield _proposal_line(
            row,
            icon="clock",
            kind=Kind.WARN,
            what=gettext("%(village)s和%(buyer)s还没谈定"),
            why=gettext("%(product)s · 等%(sides)s答复，%(moment)s 到期")
            % {
                "product": name_of(row.lot.product),
                "sides": gettext("、").join(label(side) for side in waited_for),
                "moment": moment(row.introduction.answer_by),
            },
        )


def more_late(count: int) -> Iterator[Thing]:
    """The introductions beyond those that were named."""
    if count > 0:
        what = ngettext("还有 %(count)s 条过了答复期限", "还有 %(count)s 条过了答复期限", count)
        yield _more(what, count, ProposalState.INTRODUCED)


def more_to_draw_up(count: int) -> Iterator[Thing]:
    """The agreements beyond those that were named."""
    if count > 0:
        what = ngettext("还有 %(count)s 条可以拟合同", "还有 %(count)s 条可以拟合同", count)
        yield _more(what, count, ProposalState.AGREED)


def _more(what: str, count: int, state: ProposalState) -> Thing:
    return Thing(
        url=f"{reverse('web:proposals')}?state={state}",
        icon="list",
        kind=Kind.PLAIN,
        what=what % {"count": number(count)},
        why=gettext("都在对接方案里"),
    )


def to_draw_up(proposals: QuerySet[Any]) -> Iterator[Thing]:
    """Agreed and waiting for a contract."""
    for row in proposals:
        yield _proposal_line(
            row,
            icon="file",
            kind=Kind.OK,
            what=gettext("%(village)s和%(buyer)s谈成了"),
            why=gettext("%(product)s %(weight)s，%(price)s，可以拟合同")
            % {
                "product": name_of(row.lot.product),
                "weight": jin(row.held_grams),
                "price": yuan_per_jin(row.agreed_fen_per_kg),
            },
        )


def _proposal_line(row: Any, *, icon: str, kind: Kind, what: str, why: str) -> Thing:
    names = {
        "village": village_name(row.lot.village),
        "buyer": enterprise_name(row.demand.enterprise),
    }
    url = reverse("web:proposal", args=[row.uid])
    return Thing(url=url, icon=icon, kind=kind, what=what % names, why=why)


def owed_steps(procedures: Iterable[Any], *, others: int, on: date) -> Iterator[Thing]:
    """Steps of procedures that wait for the person, overdue ones first; the rest in one line."""
    for procedure in procedures:
        row = procedure_row(procedure, on=on)
        names = {"name": row.household, "step": step_words(procedure)}
        yield Thing(
            url=row.url,
            icon="oct" if row.is_overdue else "users",
            kind=row.kind,
            what=gettext("%(name)s：%(step)s") % names,
            why=gettext("%(change)s · %(village)s · %(when)s")
            % {"change": row.change, "village": row.village, "when": row.when},
        )
    if others:
        yield Thing(
            url=reverse("web:procedures"),
            icon="list",
            kind=Kind.PLAIN,
            what=ngettext("还有 %(count)s 件办理轮到您", "还有 %(count)s 件办理轮到您", others)
            % {"count": number(others)},
            why=gettext("快到期的排在前面"),
        )


def to_check(enterprises: QuerySet[Any]) -> Iterator[Thing]:
    """Enterprises whose licence nobody has looked at."""
    for row in enterprises:
        yield Thing(
            url=reverse("web:enterprise", args=[row.uid]),
            icon="file",
            kind=Kind.WARN,
            what=gettext("%(name)s等着核对") % {"name": name_of(row)},
            why=gettext("统一社会信用代码 %(code)s") % {"code": row.credit_code},
        )
