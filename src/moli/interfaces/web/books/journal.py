"""The journal, one transfer of it in words, and one account line by line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.books.meanings import Told, told
from moli.interfaces.web.books.owners import Owner, owners_of, sort_words
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.payouts.doors import books_reach
from moli.interfaces.web.payouts.months import month_code
from moli.interfaces.words.labels import label
from moli.kernel.refusal import Refusal
from moli.ledger.queries.balances import balance
from moli.ledger.queries.browsing import (
    EntrySum,
    account_entries,
    account_of,
    entries_of,
    entry_sums,
    reversal_of,
    transfer_of,
    transfers_of,
)
from moli.ledger.rules.chart import SIDES, AccountKind, Side
from moli.ledger.rules.transfers import TransferKind
from moli.market.rules.amounts import read_day
from moli.settlement.queries.reach import closed_owners
from moli.settlement.queries.references import meaning_of, meanings_of

REFERENCE_MAX = 50


@dataclass(frozen=True)
class TransferRow:
    """One line of the journal."""

    url: str
    on: date
    kind: str
    told: Told
    fen: int
    entries: int


@dataclass(frozen=True)
class SumRow:
    """All entries of a transfer on one kind of account of one sort of owner."""

    side: str
    kind: str
    owners: str
    count: int
    debit_fen: int
    credit_fen: int
    why: str


@dataclass(frozen=True)
class EntryRow:
    """One entry of a transfer."""

    url: str
    side: str
    kind: str
    owner: Owner
    debit_fen: int
    credit_fen: int


@dataclass(frozen=True)
class LineRow:
    """One entry of an account."""

    url: str
    on: date
    kind: str
    told: Told
    fen: int


@require_safe
def journal(request: MoliRequest) -> HttpResponse:
    """The transfers of some days, or those whose reference holds some signs."""
    books_reach(request)
    today = clock.today()
    from_on = _day(request, "from") or today.replace(day=1)
    to_on = _day(request, "to") or today
    # PostgreSQL breaks on being asked for a zero sign, which no reference has.
    reference = request.GET.get("reference", "").replace("\0", "").strip()[:REFERENCE_MAX]
    found = transfers_of(from_on=from_on, to_on=to_on + timedelta(days=1), reference=reference)
    picked = {
        "from": from_on.isoformat(),
        "to": to_on.isoformat(),
        "reference": reference,
    }
    sheet = sheet_of(request, found, picked=picked)
    meanings = meanings_of(row.reference for row in sheet.rows)
    rows = [
        TransferRow(
            url=reverse("web:transfer", args=[row.uid]),
            on=row.happened_on,
            kind=label(TransferKind(row.kind)),
            told=told(meanings[row.reference], request.standing),
            fen=row.moved_fen,
            entries=row.entry_count,
        )
        for row in sheet.rows
    ]
    context = {"sheet": sheet, "rows": rows, "picked": picked}
    return render(request, "web/books/journal.html", context)


@require_safe
def transfer(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One transfer: what it stands for, its sums, and line by line."""
    reach = books_reach(request)
    found = transfer_of(uid)
    if found is None:
        raise Http404
    entries = entries_of(found).exclude(account__owner_kind__in=closed_owners(reach))
    sheet = sheet_of(request, entries, picked={})
    owners = owners_of((row.account for row in sheet.rows), reach=reach)
    reversal = reversal_of(found)
    context = {
        "row": found,
        "kind": label(TransferKind(found.kind)),
        "told": told(meaning_of(found.reference), request.standing),
        "sums": [_sum_row(each) for each in entry_sums(found)],
        "sheet": sheet,
        "entries": [_entry_row(row, owners[row.account_id]) for row in sheet.rows],
        "hidden": found.entry_count - sheet.count,
        "month": month_code(found.happened_on),
        "reverses": _link(found.reverses),
        "reversal": _link(reversal),
    }
    return render(request, "web/books/transfer.html", context)


@require_safe
def account_statement(request: MoliRequest, uid: UUID) -> HttpResponse:
    """One account over some days, the newest entry first, with what stood before and after."""
    reach = books_reach(request)
    account = account_of(uid)
    if account is None or account.owner_kind in closed_owners(reach):
        raise Http404
    today = clock.today()
    from_on = _day(request, "from") or today.replace(day=1)
    to_on = _day(request, "to") or today
    entries = account_entries(account, from_on=from_on, to_on=to_on + timedelta(days=1))
    picked = {"from": from_on.isoformat(), "to": to_on.isoformat()}
    sheet = sheet_of(request, entries, picked=picked)
    meanings = meanings_of(row.transfer.reference for row in sheet.rows)
    kind = AccountKind(account.kind)
    context = {
        "owner": owners_of([account], reach=reach)[account.pk],
        "kind": label(kind),
        "kind_url": reverse("web:book_accounts", args=[kind.lower()]),
        "side": label(SIDES[kind]),
        "opening_fen": balance(account, on=from_on - timedelta(days=1)),
        "closing_fen": balance(account, on=to_on),
        "sheet": sheet,
        "picked": picked,
        "rows": [
            LineRow(
                url=reverse("web:transfer", args=[row.transfer.uid]),
                on=row.transfer.happened_on,
                kind=label(TransferKind(row.transfer.kind)),
                told=told(meanings[row.transfer.reference], request.standing),
                fen=account.on_its_side(row.amount_fen),
            )
            for row in sheet.rows
        ],
    }
    return render(request, "web/books/account.html", context)


def _day(request: MoliRequest, name: str) -> date | None:
    try:
        return read_day(request.GET.get(name, ""), field=name)
    except Refusal:
        return None


def _link(row: Any) -> str:
    return reverse("web:transfer", args=[row.uid]) if row else ""


def _sum_row(each: EntrySum) -> SumRow:
    moved = each.debit_fen - each.credit_fen
    grows = (moved > 0) == (SIDES[each.kind] is Side.DEBIT)
    return SumRow(
        side=label(Side.DEBIT if moved > 0 else Side.CREDIT),
        kind=label(each.kind),
        owners=sort_words(each.owner_kind),
        count=each.accounts,
        debit_fen=each.debit_fen,
        credit_fen=each.credit_fen,
        why=gettext("增加") if grows else gettext("减少"),
    )


def _entry_row(row: Any, owner: Owner) -> EntryRow:
    is_debit = row.amount_fen > 0
    return EntryRow(
        url=reverse("web:account_statement", args=[row.account.uid]),
        side=label(Side.DEBIT if is_debit else Side.CREDIT),
        kind=label(AccountKind(row.account.kind)),
        owner=owner,
        debit_fen=max(row.amount_fen, 0),
        credit_fen=max(-row.amount_fen, 0),
    )
