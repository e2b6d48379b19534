"""Where a Chromium is, under the names that systems give it."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The first Chromium on the path, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)
