"""Turn the .po file of translations into the .mo file that Django reads, without gettext."""

from __future__ import annotations

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "src" / "moli" / "locale" / "en" / "LC_MESSAGES" / "django.po"


def compile_catalogue(catalogue: Path = CATALOGUE) -> Path:
    """Write the .mo file beside a .po file and return its path; a second call writes it again."""
    compiled = catalogue.with_suffix(".mo")
    polib.pofile(str(catalogue)).save_as_mofile(str(compiled))
    return compiled


if __name__ == "__main__":
    compile_catalogue()
