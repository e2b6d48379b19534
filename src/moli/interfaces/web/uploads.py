"""Sheets that wait for a yes: kept for an hour between the dry run and the import.

A sheet is kept as a file, because asking for it again would send it twice over a slow line, and a
session row would carry ten megabytes through the database on every page. It is named by its hash
in a folder of its sender, so that nobody can confirm a sheet that somebody else sent. A roster is
full of identity numbers, so every sheet is sealed while it lies there.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from moli.households.queries.held import held_sheet, released_sheet
from moli.interfaces.sheets import BYTES_MAX, SheetTooLarge
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal

KEPT_FOR = timedelta(hours=1)
_HASH = re.compile(r"[0-9a-f]{64}")


class SheetNoLongerKept(Refusal):
    """The sheet that was looked through is gone: it is kept for an hour only."""


class FileMissing(Refusal):
    """No file was chosen, or an empty one."""


def sent_sheet(request: HttpRequest) -> tuple[bytes, str]:
    """The file that a form sent, and its name. Refuses none, and one that is too large unread."""
    sent = request.FILES.get("file")
    if sent is None or not sent.size:
        raise FileMissing(field="file")
    name = sent.name or ""
    if sent.size > BYTES_MAX:
        raise SheetTooLarge(field="file", filename=name, max_mb=BYTES_MAX // 1024**2)
    return sent.read(), name


def keep(content: bytes, *, by: Actor, at: datetime) -> str:
    """Keep a sheet and answer its hash; sheets that waited too long are thrown away first.

    The same sheet again waits another hour. `at` is the machine's own time, since files carry it;
    on a demo system the day of the pages is another.
    """
    _throw_away_old(at)
    file_hash = hash_of(content)
    path = _path(file_hash, by=by)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written beside and moved into place: two taps at once never leave half a file.
    beside = path.with_suffix(f".{at.timestamp():.6f}")
    beside.write_bytes(held_sheet(content))
    beside.chmod(0o600)
    beside.replace(path)
    return file_hash


def kept(file_hash: str, *, by: Actor, at: datetime) -> bytes:
    """The sheet of a hash that this person sent within the hour."""
    if _HASH.fullmatch(file_hash):
        _throw_away_old(at)
        try:
            content = released_sheet(_path(file_hash, by=by).read_bytes())
        except OSError:
            content = b""
        if content and hash_of(content) == file_hash:
            return content
    raise SheetNoLongerKept(field="file")


def forget(file_hash: str, *, by: Actor) -> None:
    """Throw away a sheet that was stored: nothing of it waits any more. Twice is once."""
    if _HASH.fullmatch(file_hash):
        _path(file_hash, by=by).unlink(missing_ok=True)


def hash_of(content: bytes) -> str:
    """The name of a content: equal for equal bytes."""
    return hashlib.sha256(content).hexdigest()


def _folder() -> Path:
    return Path(settings.MOLI_HOME) / "uploads"


def _path(file_hash: str, *, by: Actor) -> Path:
    return _folder() / hash_of(by.key.encode())[:32] / file_hash


def _throw_away_old(at: datetime) -> None:
    for path in _folder().glob("*/*"):
        try:
            if path.stat().st_mtime < at.timestamp() - KEPT_FOR.total_seconds():
                path.unlink()
        except FileNotFoundError:
            continue
