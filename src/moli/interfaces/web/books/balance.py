"""The trial balance of a month, the accounts of a kind, and closing a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.books.owners import Owner, owners_of
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.payouts.doors import books_reach
from moli.interfaces.web.payouts.months import (
    month_before,
    month_code,
    month_said,
    month_sent,
    month_words,
    next_month,
)
from moli.interfaces.web.registry.forms import attempted
from moli.interfaces.words.labels import label
from moli.ledger.queries.browsing import (
    MonthRow,
    accounts_of_kind,
    closed_through,
    closings,
    first_day,
    month_balance,
)
from moli.ledger.rules.chart import SIDES, AccountKind, on_its_side
from moli.ledger.rules.months import last_day_of_month
from moli.ledger.services.closing import close_month as close
from moli.settlement.queries.reach import closed_owners


@dataclass(frozen=True)
class KindRow:
    """One kind of account over the month, in words."""

    url: str
    kind: str
    side: str
    accounts: int
    opening_fen: int
    debit_fen: int
    credit_fen: int
    closing_fen: int


@require_safe
def books(request: MoliRequest) -> HttpResponse:
    """The month's trial balance, and how far the books are closed."""
    reach = books_reach(request)
    today = clock.today()
    month = month_said(request.GET.get("month", ""), otherwise=today)
    found = month_balance(month)
    closed = closed_through()
    context = {
        "month": month_code(month),
        "month_words": month_words(month),
        "months": [(month_code(each), month_words(each)) for each in _months(month, today)],
        "rows": [_kind_row(row) for row in found.rows],
        "debit_fen": found.debit_fen,
        "credit_fen": found.credit_fen,
        "is_balanced": found.is_balanced,
        "closed": closed,
        "is_closed": closed is not None and closed >= last_day_of_month(month),
        "closings": [(month_words(row.through_on), row) for row in closings()],
        "reads_payouts": reach.reads_payouts,
        "may_close": reach.pays and next_month(month) <= today,
    }
    return render(request, "web/books/books.html", context)


@require_safe
def book_accounts(request: MoliRequest, kind: str) -> HttpResponse:
    """The accounts of one kind with what stands on them now."""
    reach = books_reach(request)
    known = _kind(kind)
    closed = closed_owners(reach)
    accounts = accounts_of_kind(known).exclude(owner_kind__in=closed)
    sheet = sheet_of(request, accounts, picked={})
    owners = owners_of(sheet.rows, reach=reach)
    context = {
        "kind": label(known),
        "side": label(SIDES[known]),
        "sheet": sheet,
        "rows": [_account_row(row, owners[row.pk], known) for row in sheet.rows],
        "is_without_households": bool(closed),
    }
    return render(request, "web/books/accounts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close_month(request: MoliRequest) -> HttpResponse:
    """Say what closing means; sent, close the month. Closing twice is once."""
    reach = books_reach(request)
    if not reach.pays:
        raise Http404
    today = clock.today()
    month = month_said(request.GET.get("month", ""), otherwise=month_before(today))
    if request.method == "POST":
        month = month_sent(request.POST.get("month", ""))
        by, at = request.standing.actor, clock.now()
        if attempted(request, lambda: close(month=month, by=by, at=at)):
            told = gettext("%(month)s结好了，不能再往里记。")
            messages.success(request, told % {"month": month_words(month)})
        return redirect(f"{reverse('web:books')}?month={month_code(month)}")
    found = month_balance(month)
    context = {
        "month": month_code(month),
        "month_words": month_words(month),
        "through_on": last_day_of_month(month),
        "is_over": next_month(month) <= today,
        "is_balanced": found.is_balanced,
        "debit_fen": found.debit_fen,
        "closed": closed_through(),
    }
    return render(request, "web/books/close.html", context)


def _months(month: date, today: date) -> Sequence[date]:
    """The months from the first transfer to today, the newest first, and the one shown."""
    begin = (first_day() or today).replace(day=1)
    found, each = {month}, begin
    while each <= today:
        found.add(each)
        each = next_month(each)
    return sorted(found, reverse=True)


def _kind(text: str) -> AccountKind:
    if text.upper() not in set(AccountKind):
        raise Http404
    return AccountKind(text.upper())


def _kind_row(row: MonthRow) -> KindRow:
    return KindRow(
        url=reverse("web:book_accounts", args=[row.kind.lower()]),
        kind=label(row.kind),
        side=label(row.side),
        accounts=row.accounts,
        opening_fen=row.opening_fen,
        debit_fen=row.debit_fen,
        credit_fen=row.credit_fen,
        closing_fen=row.closing_fen,
    )


def _account_row(row: Any, owner: Owner, kind: AccountKind) -> tuple[str, Owner, int]:
    url = reverse("web:account_statement", args=[row.uid])
    return url, owner, on_its_side(kind, row.sum_fen)
