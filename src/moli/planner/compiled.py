"""Loading the compiler, and where it keeps its work.

Compiled passes are kept in the user's cache folder, never beside the sources, which may be
read-only. The folder's name carries a digest of the sources: the compiler notices a change in a
pass itself, but not in the formula that the pass calls, and would go on using the old one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Pass = TypeVar("Pass", bound=Callable[..., Any])


def digest_of(planner: Path) -> str:
    """What all sources of a planner's folder say, in short: a pass may call into any of them."""
    whole = sha256()
    for source in sorted(planner.rglob("*.py")):
        whole.update(source.read_bytes())
    return whole.hexdigest()[:16]


def _folder() -> str:
    """A writable folder of this user; a fresh one where the user has none."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(home) / "moli" / "numba" / digest_of(Path(__file__).parent)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # A shared name under /tmp could be filled by somebody else with code of theirs.
        return tempfile.mkdtemp(prefix="moli-numba-")
    return str(folder) if os.access(folder, os.W_OK) else tempfile.mkdtemp(prefix="moli-numba-")


if not os.environ.get("NUMBA_CACHE_DIR"):
    # The module makes its settings from the environment at import, unseen by type checkers.
    numba.config.CACHE_DIR = _folder()  # type: ignore[attr-defined]


def compiled(function: Pass) -> Pass:
    """Compile a pass at its first call.

    It runs without the interpreter lock, and without reordering sums, so that it gives the same
    bits as NumPy.
    """
    return cast(Pass, numba.njit(cache=True, nogil=True, error_model="numpy")(function))
