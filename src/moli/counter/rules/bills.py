"""What may be taken for a bill, and how it goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from moli.counter.rules.cash import judge_sum
from moli.counter.rules.states import BillKind, BillState
from moli.kernel.refusal import Refusal

# Ours: who pays fifty yuan shall not pay more beside it than the bus to the county costs.
BILL_FEE_FEN_MAX: Final = 200
SLIP_SIGNS_MAX: Final = 40
TAIL_SIGNS: Final = 4
_ACCOUNT = re.compile(r"[0-9A-Z]{4,30}")


class AccountNumberMalformed(Refusal):
    """A customer's number is four to thirty letters and digits."""


class BillFeeTooHigh(Refusal):
    """Beside a bill a station takes nothing, or no more than our cap."""


class BillSlipMissing(Refusal):
    """Who passes a bill on writes down the number of the payment."""


class BillUnknown(Refusal):
    """The station has taken no such bill."""


class BillMovedOn(Refusal):
    """A bill that was passed on or undone stays so."""


@dataclass(frozen=True)
class BillFacts:
    """A bill as said at the counter: whose number at the biller, its sum, and the fee beside."""

    bill_kind: BillKind
    account_number: str
    amount_fen: int
    fee_fen: int


def judged_account(account_number: str) -> str:
    """A customer's number without blanks and hyphens, upper case. Refuses what is none."""
    half = "".join(
        chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in account_number
    )
    number = re.sub(r"[\s-]", "", half).upper()
    if not _ACCOUNT.fullmatch(number):
        raise AccountNumberMalformed(field="account_number")
    return number


def judge_sums(facts: BillFacts) -> None:
    """Refuse a bill of nothing or too much, and a fee below nought or above the cap."""
    judge_sum(facts.amount_fen)
    if not 0 <= facts.fee_fen <= BILL_FEE_FEN_MAX:
        raise BillFeeTooHigh(field="fee_fen", value_fen=facts.fee_fen, max_fen=BILL_FEE_FEN_MAX)


def judged_slip(slip_no: str) -> str:
    """The number of a payment without blanks around it. Refuses none, and one that is no number."""
    number = slip_no.strip()
    if not 0 < len(number) <= SLIP_SIGNS_MAX:
        raise BillSlipMissing(field="slip_no", signs_max=SLIP_SIGNS_MAX)
    return number


def judge_step(state: BillState) -> None:
    """Refuse to pass on or undo what was passed on or undone already."""
    if state is not BillState.TAKEN:
        raise BillMovedOn(field="ref", bill_state=state)
