"""A household's own statement of a month, on a page, on A4 and on a slip of 58 mm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.payouts.doors import household_of
from moli.interfaces.web.payouts.months import month_code, month_of, month_words
from moli.interfaces.web.payouts.rows import account_words, names_of, payout_state, reason_words
from moli.interfaces.words.amounts import is_english, jin, number, rounded
from moli.interfaces.words.labels import label
from moli.settlement.queries.household_statements import (
    HouseholdMonth,
    SaleGroup,
    household_month,
)
from moli.settlement.rules.payouts import PayoutState
from moli.settlement.rules.shares import ShareKind

_TAKEN = (ShareKind.PACKAGING, ShareKind.TRANSPORT, ShareKind.STATION, ShareKind.PLATFORM)
# Single sales under a day's sum; of more the sum tells enough.
SINGLE_SHOWN = 50
# A household's part of a batch is reckoned: to a tenth of a jin.
_STEP_GRAMS = 50


@dataclass(frozen=True)
class SaleRow:
    """Sales of one kind of goods on one day, or what came back of them, in words."""

    on: date
    goods: str
    amount: str
    price_fen: int
    taken: Sequence[tuple[str, int]]
    households_fen: int
    own_fen: int
    own_weight: str
    is_correction: bool
    is_rest: bool
    is_shared: bool
    single: Sequence[tuple[str, int]]
    count: int


@dataclass(frozen=True)
class PaidRow:
    """One payout: when, how much, to where, and whether it arrived."""

    on: date
    fen: int
    account: str
    bank: str
    state: str
    kind: Kind
    reason: str
    netted_fen: int


@dataclass(frozen=True)
class DrawnRow:
    """One row of what was drawn up: the first, or a correction."""

    words: str
    on: Any
    fen: int


@require_safe
def statement(request: MoliRequest, uid: UUID, year: int, month: int) -> HttpResponse:
    """The statement with every sum explained."""
    found = household_of(request, uid)
    context = _context(found, month_of(year, month))
    return render(request, "web/payouts/statement.html", context)


@require_safe
def statement_print(request: MoliRequest, uid: UUID, year: int, month: int) -> HttpResponse:
    """The same for paper: A4, or a slip of 58 mm when the address asks for one."""
    found = household_of(request, uid)
    context = _context(found, month_of(year, month))
    is_slip = request.GET.get("paper") == "58"
    context |= {
        "is_slip": is_slip,
        "at": clock.now(),
        "by": request.standing.actor.name,
    }
    name = "statement_slip" if is_slip else "statement_sheet"
    return render(request, f"web/payouts/{name}.html", context)


def _context(household: Any, month: date) -> dict[str, Any]:
    sheet = household_month(household, month=month, on=clock.today())
    whose = names_of([household.key], links=True)[household.key]
    paid = [each for each in sheet.payouts if each.state == PayoutState.PAID]
    return {
        "whose": whose,
        "uid": household.uid,
        "group_name": household.group_name,
        "year": month.year,
        "month_number": month.month,
        "month": month_code(month),
        "month_words": month_words(month),
        "others": [(each, month_words(each)) for each in sheet.months if each != month],
        "list_url": f"{reverse('web:statements')}?month={month_code(month)}"
        f"&village={household.village.code}",
        "sales": [_sale_row(group) for group in sheet.groups],
        "total_fen": sheet.total_fen,
        "paid_fen": sum(each.total_fen for each in paid),
        "owed_fen": sheet.now.payable_fen if sheet.now else 0,
        "debt_fen": sheet.debt_fen,
        "has_account": sheet.now is None or sheet.now.bank_account is not None,
        "payouts": [_paid_row(each) for each in sheet.payouts],
        "drawn": _drawn(sheet),
        "undrawn_fen": sheet.total_fen - sheet.stated_fen if sheet.rows else 0,
    }


def _sale_row(group: SaleGroup) -> SaleRow:
    single = [(sale.number, sale.own_fen) for sale in group.sales[:SINGLE_SHOWN]]
    return SaleRow(
        on=group.on,
        goods=name_of(group.goods),
        amount=_amount(group),
        price_fen=group.price_fen,
        taken=[(label(kind), group.part_fen(kind)) for kind in _TAKEN if group.part_fen(kind)],
        households_fen=group.part_fen(ShareKind.HOUSEHOLD),
        own_fen=group.own_fen,
        own_weight=jin(rounded(group.own_grams, step=_STEP_GRAMS) * _STEP_GRAMS),
        is_rest=group.is_rest,
        is_correction=group.is_correction,
        is_shared=group.own_fen != group.part_fen(ShareKind.HOUSEHOLD),
        single=single if len(group.sales) > 1 else [],
        count=len(group.sales),
    )


def _amount(group: SaleGroup) -> str:
    """How much was sold, in the goods' own unit: "10 × 250 克盒", "80,000 斤"."""
    if group.grams or group.is_rest:
        return jin(group.grams) if group.grams else ""
    goods: Any = group.goods
    unit = goods.unit_name_en if is_english() else goods.unit_name
    return f"{number(group.units)} × {unit}"


def _paid_row(payout: Any) -> PaidRow:
    state = PayoutState(payout.state)
    told, kind = payout_state(state)
    return PaidRow(
        on=payout.told_at or payout.batch.approved_at,
        fen=payout.total_fen,
        account=account_words(payout.bank_account),
        bank=payout.bank_account.bank_name,
        state=told,
        kind=kind,
        reason=reason_words(payout),
        netted_fen=payout.netted_fen,
    )


def _drawn(sheet: HouseholdMonth) -> list[DrawnRow]:
    return [
        DrawnRow(
            words=gettext("第一次出")
            if row.sequence == 1
            else gettext("更正 %(number)s") % {"number": str(row.sequence - 1)},
            on=row.at,
            fen=row.total_fen,
        )
        for row in sheet.rows
    ]
