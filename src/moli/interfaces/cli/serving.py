"""Serving the pages: static files made ready, then one process that answers."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from moli.interfaces.cli.refusals import PortTaken
from moli.interfaces.cli.work.background import EVERY_SECONDS, WORK_SECONDS
from moli.interfaces.payments import settings_faults
from moli.interfaces.words.refusals import sentence

_THREADS = 4


@dataclass(frozen=True)
class Address:
    """Where to listen, and with how many processes."""

    host: str
    port: int
    workers: int

    @property
    def url(self) -> str:
        """The address as a browser wants it."""
        return f"http://{self.host}:{self.port}"

    def must_be_free(self) -> None:
        """Refuse an address on which somebody listens, before any work is done for it."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise PortTaken(value=f"{self.host}:{self.port}") from error


def add_address_arguments(parser: CommandParser) -> None:
    """The options of every command that serves."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument(
        "--workers", type=int, default=0, help="processes; 0 chooses by the database"
    )
    parser.add_argument(
        "--no-work", action="store_true", help="leave what is due by the clock to `moli work`"
    )


def prepare_pages() -> None:
    """Gather and compress the static files, unless those that are there are still the same."""
    stamp = Path(settings.STATIC_ROOT) / "sources.sha256"
    now = _fingerprint(_static_sources())
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now, encoding="ascii")


def _static_sources() -> Iterable[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


def _fingerprint(sources: Iterable[tuple[str, Path]]) -> str:
    """One value that changes when a file is added, taken away or changed."""
    told = hashlib.sha256()
    for name, path in sorted(sources):
        state = path.stat()
        told.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return told.hexdigest()


def serve(address: Address, *, say: Callable[[str], None], works: bool = True) -> None:
    """Serve until stopped. SQLite has one writer, so it gets one process with few threads.

    With `works` the server also does, every minute, what `moli work` does. What is wrong with the
    settings of a payment channel is said on stderr; the pages go on without it.
    """
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    address.must_be_free()
    for fault in settings_faults():
        print(sentence(fault), file=sys.stderr)
    # The environment reaches the server's processes, however they are started.
    os.environ.setdefault(WORK_SECONDS, str(EVERY_SECONDS))
    if not works:
        os.environ[WORK_SECONDS] = "0"
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    say(_("已打开 %(url)s（按 Ctrl-C 停）") % {"url": address.url})
    if settings.MOLI_DEMO:
        say(_("登录页 %(url)s 列出演示账号，点一下就进去。") % {"url": f"{address.url}/login/"})
    # The reader waits for these lines; a pipe would keep them until the end.
    sys.stdout.flush()
    Server(
        "moli.config.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=1 if is_sqlite else (address.workers or 2),
        blocking_threads=_THREADS,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()
