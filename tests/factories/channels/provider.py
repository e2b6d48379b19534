"""What both fakes stand on: a server on the loopback that can misbehave on demand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STALL_SECONDS = 5.0
TRUNCATED_AT = 20


class Mood(StrEnum):
    """How a provider answers."""

    GOOD = "GOOD"
    UNSIGNED = "UNSIGNED"
    STRANGER = "STRANGER"  # signs with a key that is not its own
    TAMPERED = "TAMPERED"  # changes the answer after signing it
    TRUNCATED = "TRUNCATED"
    STALLED = "STALLED"
    DRIPPING = "DRIPPING"  # one byte at a time, so that no single wait is long
    OUT_OF_ORDER = "OUT_OF_ORDER"  # 500
    BUSY = "BUSY"  # 429
    ELSEWHERE = "ELSEWHERE"  # 302
    HUNG_UP = "HUNG_UP"


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Provider:
    """Base of the fakes: `answer` is theirs, the mood is the test's."""

    mood: Mood = Mood.GOOD
    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    freed: threading.Event = field(default_factory=threading.Event)

    def answer(self, asked: Asked) -> Answer:
        raise NotImplementedError


_PLAIN: dict[Mood, Callable[[Provider], Answer]] = {
    Mood.OUT_OF_ORDER: lambda _: Answer(500, b"<html>Bad Gateway</html>"),
    Mood.BUSY: lambda _: Answer(429, b'{"code":"TOO_MANY"}'),
    Mood.ELSEWHERE: lambda it: Answer(302, b"", {"Location": f"{it.address}/elsewhere"}),
}


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def log_message(self, *_: object) -> None:
        pass

    def _handle(self) -> None:
        it = self.provider
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.command, self.path, dict(self.headers), body)
        it.asked.append(asked)
        if it.mood is Mood.STALLED:
            it.freed.wait(STALL_SECONDS)
        if it.mood in {Mood.STALLED, Mood.HUNG_UP}:
            self.close_connection = True
            return
        make = _PLAIN.get(it.mood)
        self._send(make(it) if make else it.answer(asked))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.provider.mood is not Mood.DRIPPING:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            if self.provider.freed.wait(0.05):
                return
            self.wfile.write(bytes([byte]))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that waits no longer is what some tests are about."""


@contextmanager
def served(provider: Provider) -> Iterator[None]:
    """A provider behind an address of its own for the time of a test."""
    handler = type("Handler", (_Handler,), {"provider": provider})
    with _Server(("127.0.0.1", 0), handler) as server:
        provider.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            provider.freed.set()
            server.shutdown()
            thread.join()
