"""Sixteen shoppers who order over HTTP as fast as they are answered.

Each keeps one connection open. Requests are put together and answers taken apart by hand, so that
the shoppers, who share the machine with the server, cost as little of it as they can.
"""

from __future__ import annotations

import gzip
import json
import random
import socket
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from threading import Lock, Thread
from time import perf_counter
from uuid import uuid4

SHOPPERS = 16
CREATED, CONFLICT = 201, 409
_PATIENCE_SECONDS = 60
_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass
class Told:
    """What the shoppers saw: answers by status, and milliseconds of every order that was taken."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    sold_seconds: float = 0.0

    @property
    def sold(self) -> int:
        """Orders that were taken."""
        return self.statuses[CREATED]

    def errors(self, *, expected: Sequence[int]) -> int:
        """Answers that are none of the expected ones; 0 stands for no answer at all."""
        return sum(times for status, times in self.statuses.items() if status not in expected)

    def percentile(self, share: float) -> float:
        """The time within which a share of the orders was taken, in milliseconds."""
        ordered = sorted(self.milliseconds)
        place = min(len(ordered) - 1, int(share * len(ordered)))
        return round(ordered[place], 1) if ordered else 0.0


def shop(
    port: int, *, articles: Sequence[str], seconds: float, is_over: Callable[[int], bool]
) -> Told:
    """Let all shoppers order single units until the time is over, or `is_over` of a status."""
    told, lock, numbers = Told(), Lock(), count(1)
    begun = perf_counter()

    def run(seed: int) -> None:
        mine = random.Random(seed)  # noqa: S311 - no secret
        with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while perf_counter() - begun < seconds:
                order = _request(article=mine.choice(articles), number=next(numbers))
                sent = perf_counter()
                try:
                    status, _ = answer_of(wire, order)
                except (OSError, ValueError):
                    status = 0
                done = perf_counter()
                with lock:
                    told.statuses[status] += 1
                    if status == CREATED:
                        told.milliseconds.append((done - sent) * 1_000)
                        told.sold_seconds = done - begun
                if status == 0 or is_over(status):
                    return

    threads = [Thread(target=run, args=(seed,)) for seed in range(SHOPPERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.seconds = perf_counter() - begun
    return told


def _request(*, article: str, number: int) -> bytes:
    order = {
        "request_key": str(uuid4()),
        "lines": [{"article": article, "units": 1}],
        "buyer": {"name": "买家", "phone": f"139{number:08d}", "address": "南宁市民族大道 1 号"},
    }
    body = json.dumps(order, ensure_ascii=False).encode()
    head = (
        "POST /shop/orders/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def answer_of(wire: socket.socket, request: bytes) -> tuple[int, bytes]:
    """Send one request and read its answer whole: status and body, unpacked."""
    wire.sendall(request)
    read = b""
    while _HEAD_END not in read:
        read += _more(wire)
    head, _, body = read.partition(_HEAD_END)
    lines = head.lower().split(b"\r\n")
    length = next(int(line[len(_LENGTH) :]) for line in lines if line.startswith(_LENGTH))
    while len(body) < length:
        body += _more(wire)
    if b"content-encoding: gzip" in lines:
        body = gzip.decompress(body)
    return int(head.split(b" ", 2)[1]), body


def _more(wire: socket.socket) -> bytes:
    read = wire.recv(65_536)
    if not read:
        raise ConnectionError
    return read
