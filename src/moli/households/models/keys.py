"""The keys that seal personal values: a file beside the data, or one that settings name.

The file is made at the first need and never enters a backup of the database: whoever has only
one of the two has nothing. `moli rotate-keys` adds a key and seals everything again. A backup of
before opens with the file of before alone, so the two are kept, and destroyed, together.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from moli.kernel.sealing import KeyRing, new_key


class KeysHeld(Exception):
    """Another process is changing the keys at this moment."""


def key_ring() -> KeyRing:
    """The key ring of this installation; read once a process and again when the file changed."""
    path = settings.MOLI_FIELD_KEYS
    try:
        # Asked for each value that is sealed, so without building a Path first.
        state = os.stat(path)
    except FileNotFoundError:
        write_key_ring(KeyRing("k1", {"k1": new_key()}, new_key()), is_first=True)
        state = os.stat(path)
    # Moved into place, a new file has another number, even within one tick of the clock.
    return _read(path, (state.st_mtime_ns, state.st_ino))


@lru_cache(maxsize=2)
def _read(path: str | Path, _state: tuple[int, int]) -> KeyRing:
    kept = json.loads(Path(path).read_text(encoding="ascii"))
    return KeyRing(
        active=kept["active"],
        data_keys={name: base64.b64decode(key) for name, key in kept["data"].items()},
        index_key=base64.b64decode(kept["index"]),
        other_index_keys=tuple(base64.b64decode(key) for key in kept.get("other_index", ())),
    )


def write_key_ring(ring: KeyRing, *, is_first: bool = False) -> None:
    """Keep a key ring, readable by its owner alone.

    Written beside, to the disk and not only to its cache, and moved into place: a reader never
    meets half of it, and no value is ever sealed with a key that a power cut could lose. With
    `is_first` a ring that another process has made meanwhile stays.
    """
    path = Path(settings.MOLI_FIELD_KEYS)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "active": ring.active,
        "data": {name: _text(key) for name, key in ring.data_keys.items()},
        "index": _text(ring.index_key),
        "other_index": [_text(key) for key in ring.other_index_keys],
    }
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.touch(mode=0o600)
    with beside.open("w", encoding="ascii") as file:
        file.write(json.dumps(content))
        file.flush()
        os.fsync(file.fileno())
    if is_first:
        try:
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    else:
        beside.replace(path)
    _sync_folder(path.parent)


@contextmanager
def keys_held() -> Iterator[None]:
    """Hold the right to change the keys; two who add a key at once would lose one of them.

    The system gives it back when the process ends, killed or not. Raises KeysHeld.
    """
    # Not on every system, and needed by this one command alone.
    import fcntl

    path = Path(settings.MOLI_FIELD_KEYS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KeysHeld from None
        yield


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _sync_folder(folder: Path) -> None:
    """Let the disk know the new name too."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
