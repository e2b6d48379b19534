"""What can go wrong between us and a payment channel, and whether anything may have happened.

Neither exception is a refusal: nobody at a screen can mend it. Both carry codes only, never a
key, a signature or the text that was sent or received, so they may be logged as they are.
"""

from __future__ import annotations

import re
from enum import StrEnum

# A provider's own code, such as ORDERPAID or ACQ.TRADE_NOT_EXIST; anything else is left out.
_PROVIDER_CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class GatewayFault(StrEnum):
    """Why a channel did not do what it was asked."""

    NO_ANSWER = "NO_ANSWER"  # not reached, too late, or out of order itself
    REFUSED = "REFUSED"  # it understood and said no
    UNTRUSTED = "UNTRUSTED"  # the answer's signature does not hold, or it is about something else
    UNREADABLE = "UNREADABLE"  # the answer is cut off or lacks what it must say


class GatewayFailed(Exception):
    """A channel did not do what it was asked.

    Only after REFUSED is it certain that nothing has happened. After every other fault the
    channel may have acted: query, or ask again under the same number, which never acts twice.
    """

    def __init__(self, fault: GatewayFault, *, detail: object = "") -> None:
        self.fault = fault
        self.detail = detail if _is_code(detail) else ""
        super().__init__(f"{fault} {self.detail}".rstrip())

    @property
    def is_certain(self) -> bool:
        """Whether it is certain that the channel has done nothing."""
        return self.fault is GatewayFault.REFUSED


def _is_code(text: object) -> bool:
    return isinstance(text, str) and bool(_PROVIDER_CODE.fullmatch(text))


class NotificationFault(StrEnum):
    """Why a notification is not believed."""

    INCOMPLETE = "INCOMPLETE"  # a header or field that it must have is missing
    STALE = "STALE"  # sent too long ago, or in the future: perhaps replayed
    UNTRUSTED = "UNTRUSTED"  # its signature does not hold under the channel's key
    SEALED = "SEALED"  # the signature holds, but our key does not open what is inside
    NOT_OURS = "NOT_OURS"  # about another merchant, application or currency
    UNREADABLE = "UNREADABLE"  # not what the channel says that it sends
    UNKNOWN_KIND = "UNKNOWN_KIND"  # well-formed, but not about a payment or a refund


class NotificationRefused(Exception):
    """A notification is not believed; nothing may be done because of it. `code` says why."""

    def __init__(self, code: NotificationFault) -> None:
        self.code = code
        super().__init__(str(code))
