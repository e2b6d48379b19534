"""Names of bulk orders in rooms below: accounts, references of transfers, holders of weight."""

from __future__ import annotations

from moli.ledger.rules.chart import AccountKey, AccountKind

# Where buyers' money arrives, and from which households are paid.
OFFICE_BANK = AccountKey("office", "county", AccountKind.BANK)


def buyer_account(enterprise_key: str) -> AccountKey:
    """What an enterprise owes for what it took in."""
    return AccountKey("buyer", enterprise_key, AccountKind.RECEIVABLE)


def proceeds_account(delivery_key: str) -> AccountKey:
    """What is undisputed of a delivery's price and not shared yet."""
    return AccountKey("delivery", delivery_key, AccountKind.PROCEEDS)


def held_account(delivery_key: str) -> AccountKey:
    """What is held of a delivery's price while its claim is open."""
    return AccountKey("delivery", delivery_key, AccountKind.HELD)


def sale_reference(delivery_key: str) -> str:
    """Of the transfer with which a delivery was accepted."""
    return f"sale:{delivery_key}"


def hold_reference(claim_key: str) -> str:
    """Of the transfer with which a claim that came later was held."""
    return f"hold:{claim_key}"


def claim_reference(claim_key: str) -> str:
    """Of the transfer with which a claim was settled."""
    return f"claim:{claim_key}"


def remittance_reference(bank_reference: str) -> str:
    """Of the transfer with which a buyer's money arrived, by the bank's own number."""
    return f"remittance:{bank_reference}"


def hold_owner(part_key: str) -> str:
    """By which name the market holds a lot's weight for a part."""
    return f"bulk_part:{part_key}"
