"""The console script `moli`.

It names Moli's commands, lets every other name through to Django's, and turns each refusal into
one sentence on stderr with exit code 2. A refused command has changed nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

LANGUAGES = {"zh": "zh-hans", "en": "en"}
REFUSED = 2


def main() -> None:
    """The entry of the console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moli.config.settings")
    language, rest = language_of(arguments, environ=os.environ)
    try:
        import django

        django.setup()
    except OSError as error:
        # Settings make the data folder; without one there are no translations to speak with.
        print(_folder_sentence(error, language=language), file=sys.stderr)
        return REFUSED
    # Everything below needs the settings that were just read.
    from moli.interfaces.cli.dispatch import dispatch

    return dispatch(rest, language=language)


def language_of(
    arguments: Sequence[str], *, environ: os._Environ[str] | dict[str, str]
) -> tuple[str, list[str]]:
    """The language to speak, and the arguments without `--lang`.

    `--lang en|zh` decides, else the locale of the terminal: English when it is English, Chinese
    otherwise, for that is the language of the county.
    """
    rest, asked = [], ""
    words = iter(arguments)
    for word in words:
        if word == "--lang":
            asked = next(words, "")
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
        else:
            rest.append(word)
    locale = next((environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(n)), "")
    return LANGUAGES.get((asked or locale)[:2].lower(), "zh-hans"), rest


def _folder_sentence(error: OSError, *, language: str) -> str:
    path = error.filename or os.environ.get("MOLI_HOME", "var")
    if language == "en":
        return f"The data folder {path} cannot be used; set MOLI_HOME to a folder you may write."
    return f"数据目录 {path} 用不了，请把 MOLI_HOME 设成一个能写的目录。"
