"""Books: accounts by kind and owner, and transfers between them."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count

from moli.ledger.models import Account, Transfer
from moli.ledger.rules.chart import AccountKind
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import account_for
from moli.ledger.services.posting import Line, post
from tests.factories.moments import NOW, TESTER, TODAY

_sequence = count(1)


def account(kind: AccountKind, *, owner_kind: str = "office", owner_key: str = "1") -> Account:
    """The office's account of a kind, unless told whose; the same one each time."""
    return account_for(owner_kind=owner_kind, owner_key=owner_key, kind=kind)


def entered(
    lines: dict[Account, int],
    *,
    reference: str = "",
    kind: TransferKind = TransferKind.CORRECTION,
    happened_on: date = TODAY,
    at: datetime = NOW,
) -> Transfer:
    """A transfer of these amounts; a new reference each time unless told which."""
    return post(
        reference=reference or f"test:{next(_sequence)}",
        kind=kind,
        lines=[Line(account, amount_fen) for account, amount_fen in lines.items()],
        happened_on=happened_on,
        by=TESTER,
        at=at,
    )


def funded(kind: AccountKind, amount_fen: int, *, owner_key: str = "1") -> Account:
    """The office's account of a kind with so much on it, from where the books began."""
    wanted = account(kind, owner_key=owner_key)
    signed = wanted.on_its_side(amount_fen)
    entered({wanted: signed, account(AccountKind.OPENING): -signed}, kind=TransferKind.OPENING)
    return wanted
