"""What has to be there before a station acts in a household's name."""

from __future__ import annotations

from typing import Final

from moli.counter.rules.states import ActKind
from moli.kernel.refusal import Refusal

RECEIPT_SIGNS_MAX: Final = 30
# Whoever brings its goods itself, hears the weight and takes the receipt has agreed by that. All
# else is done in the household's name, and needs what it once agreed to.
DONE_IN_PRESENCE: Final = frozenset({ActKind.WEIGH_IN})


class NotReadBack(Refusal):
    """What is done in a household's name is read back to it first."""


class ReceiptMissing(Refusal):
    """What is done in a household's name has a receipt with a number."""


class DeputyConsentMissing(Refusal):
    """A station acts in a household's name only with its consent, in force on that day."""


def judged_receipt(receipt_no: str, *, is_read_back: bool) -> str:
    """The receipt's number without blanks. Refuses what was not read back, and no number."""
    number = receipt_no.strip()
    if not is_read_back:
        raise NotReadBack(field="is_read_back")
    if not 0 < len(number) <= RECEIPT_SIGNS_MAX:
        raise ReceiptMissing(field="receipt_no", signs_max=RECEIPT_SIGNS_MAX)
    return number


def judge_consent(act_kind: ActKind, *, has_consent: bool) -> None:
    """Refuse what is done in the name of a household that has not agreed to it."""
    if not has_consent and act_kind not in DONE_IN_PRESENCE:
        raise DeputyConsentMissing(field="household")
