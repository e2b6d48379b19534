"""The keys that seal personal values: a file beside the data, or one that settings name.

The file is made at the first need and never enters a backup of the database: whoever has only
one of the two has nothing. `moli rotate-keys` adds a key and seals everything again.
"""

from __future__ import annotations

import base64
import json
import os
from functools import cache
from pathlib import Path

from django.conf import settings

from moli.kernel.sealing import KeyRing, new_key


def key_ring() -> KeyRing:
    """The key ring of this installation; read once a process and again when the file changed."""
    path = Path(settings.MOLI_FIELD_KEYS)
    if not path.exists():
        write_key_ring(KeyRing("k1", {"k1": new_key()}, new_key()), is_first=True)
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _changed_ns: int) -> KeyRing:
    kept = json.loads(path.read_text(encoding="ascii"))
    return KeyRing(
        active=kept["active"],
        data_keys={name: base64.b64decode(key) for name, key in kept["data"].items()},
        index_key=base64.b64decode(kept["index"]),
    )


def write_key_ring(ring: KeyRing, *, is_first: bool = False) -> None:
    """Keep a key ring, readable by its owner alone.

    Written beside and moved into place, so that a reader never meets half of it. With `is_first`
    a ring that another process has made meanwhile stays.
    """
    path = Path(settings.MOLI_FIELD_KEYS)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "active": ring.active,
        "data": {n: base64.b64encode(k).decode("ascii") for n, k in ring.data_keys.items()},
        "index": base64.b64encode(ring.index_key).decode("ascii"),
    }
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_text(json.dumps(content), encoding="ascii")
    if is_first:
        try:
            os.link(beside, path)
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    else:
        beside.replace(path)
