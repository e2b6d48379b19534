"""Devices that come back online together and send what they queued, each over a line of its own.

The answer of every tenth is lost on the way: it does not know that its operations were applied, and
sends them again. What a device is told to send later, or not told at all, it sends again, too.
"""

from __future__ import annotations

import json
import socket
from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Barrier, Lock, Thread
from time import perf_counter, sleep
from typing import Any

from moli.interfaces.cli.benches.shoppers import answer_of
from moli.interfaces.cli.benches.villages import Counter

_PATIENCE_SECONDS = 300
_WAIT_SECONDS = 2.0
_LOST_EVERY = 10
_OK = 200

Queue = Sequence[Mapping[str, Any]]


@dataclass
class Sent:
    """What the devices saw: outcomes of operations, statuses, milliseconds of each push."""

    seconds: float = 0.0
    outcomes: Tally[str] = field(default_factory=Tally)
    statuses: Tally[int] = field(default_factory=Tally)
    milliseconds: list[float] = field(default_factory=list)
    refusals: Tally[str] = field(default_factory=Tally)

    def percentile(self, share: float) -> float:
        """The time within which a share of the pushes was answered, in milliseconds."""
        ordered = sorted(self.milliseconds)
        place = min(len(ordered) - 1, int(share * len(ordered)))
        return round(ordered[place], 1) if ordered else 0.0


def come_back(port: int, queues: Mapping[Counter, Queue]) -> Sent:
    """Let all devices send their queues at the same moment, until each has its answers."""
    sent, lock = Sent(), Lock()
    start = Barrier(len(queues) + 1)

    def run(counter: Counter, queue: Queue) -> None:
        push = _request(counter, queue)
        start.wait()
        if counter.number % _LOST_EVERY == 0:
            _send_and_hear_nothing(port, push)
        while True:
            begun = perf_counter()
            status, told = _pushed(port, push)
            with lock:
                sent.statuses[status] += 1
                sent.milliseconds.append((perf_counter() - begun) * 1_000)
                for each in told:
                    sent.outcomes[each["outcome"]] += 1
                    sent.refusals[each["code"]] += bool(each["code"])
            if status == _OK:
                return
            sleep(_WAIT_SECONDS)

    threads = [Thread(target=run, args=each, daemon=True) for each in queues.items()]
    for thread in threads:
        thread.start()
    start.wait()
    begun = perf_counter()
    for thread in threads:
        thread.join()
    sent.seconds = perf_counter() - begun
    return sent


def _request(counter: Counter, queue: Queue) -> bytes:
    body = json.dumps({"operations": queue}, ensure_ascii=False).encode()
    head = (
        "POST /counter/push/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "X-Moli-Counter: 1\r\nAccept-Encoding: gzip\r\n"
        f"Cookie: moli_device={counter.token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _send_and_hear_nothing(port: int, push: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS) as wire:
        wire.sendall(push)
        # Cut once it is being worked at.
        wire.recv(1)


def _pushed(port: int, push: bytes) -> tuple[int, Sequence[Mapping[str, Any]]]:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS) as wire:
            status, body = answer_of(wire, push)
    except (OSError, ValueError):
        return 0, ()
    return status, json.loads(body)["answers"] if status == _OK else ()
