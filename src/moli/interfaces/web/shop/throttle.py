"""How often one client may ask: token buckets in the memory of this process.

Nothing is written to the database for it. Each worker counts for itself, so a client that is
spread over n workers may do n times as much, and a restart forgets; what is never oversold and
ordered once is kept by the database, this only keeps one client from taking all the room.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

from moli.kernel.refusal import Refusal

_CLIENTS_MAX = 20_000
_SECONDS_A_MINUTE = 60
# Of an IPv6 address the first half is a household's or a phone's; the rest it may choose.
_NETWORK_BITS = 64


class AskedTooOften(Refusal):
    """One client asks faster than a person can; after `seconds` it may again."""


@dataclass(frozen=True)
class Allowance:
    """So many at once, and so many more each minute; nothing a minute means no limit."""

    burst: int
    per_minute: int


class Throttle:
    """One bucket for each client. The clock is given, so that a test need not wait."""

    def __init__(
        self,
        allowance: Callable[[], Allowance],
        *,
        clock: Callable[[], float] = monotonic,
        clients_max: int = _CLIENTS_MAX,
    ) -> None:
        self._allowance = allowance
        self._clock = clock
        self._clients_max = clients_max
        # Client → what it has left, and when that was reckoned; the longest silent is first.
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def seconds_to_wait(self, client: str) -> int:
        """Take one; nothing if there was one to take, else how long until there is.

        A client without a name is not limited.
        """
        allowed = self._allowance()
        if not client or allowed.per_minute <= 0:
            return 0
        now = self._clock()
        per_second = allowed.per_minute / _SECONDS_A_MINUTE
        with self._lock:
            left, since = self._buckets.pop(client, (float(allowed.burst), now))
            left = min(allowed.burst, left + (now - since) * per_second)
            is_there = left >= 1
            self._buckets[client] = (left - 1 if is_there else left, now)
            if len(self._buckets) > self._clients_max:
                self._buckets.popitem(last=False)
        return 0 if is_there else ceil((1 - left) / per_second)

    def forget(self) -> None:
        """Begin anew with full buckets."""
        with self._lock:
            self._buckets.clear()


def client_of(request: HttpRequest) -> str:
    """By which address a client is counted; nothing where that cannot be known.

    An address that is not of the open internet is a proxy in front of us, through which everybody
    comes, or the office's own network: counting it would shut the shop for all at once. How many
    proxies are ours to believe is said by `MOLI_PROXIES`; then the address that the first of them
    saw counts.
    """
    sent = request.META.get("REMOTE_ADDR", "")
    if settings.MOLI_PROXIES > 0:
        told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        sent = told[-settings.MOLI_PROXIES] if len(told) >= settings.MOLI_PROXIES else sent
    try:
        address = ip_address(sent.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if not address.is_global:
        return ""
    if isinstance(address, IPv6Address):
        return f"{int(address) >> _NETWORK_BITS:x}"
    return str(address)


def _orders() -> Allowance:
    return Allowance(settings.MOLI_ORDERS_BURST, settings.MOLI_ORDERS_PER_MINUTE)


def _finds() -> Allowance:
    return Allowance(settings.MOLI_FINDS_BURST, settings.MOLI_FINDS_PER_MINUTE)


ORDERS = Throttle(_orders)
FINDS = Throttle(_finds)
# The same number asked for from many addresses: somebody tries telephones.
FINDS_OF_NUMBER = Throttle(_finds)


def seconds_to_try(request: HttpRequest, number: str) -> int:
    """How long until this client may try a telephone for an order's number; nothing if it may.

    Trying takes one of the client's and one of the number's, wherever the number is asked for.
    """
    return FINDS.seconds_to_wait(client_of(request)) or FINDS_OF_NUMBER.seconds_to_wait(number)
