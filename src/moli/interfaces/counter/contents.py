"""What the app consists of: its files, the version that they make together, and its worker."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from rjsmin import jsmin

from moli.interfaces.counter.joining import joined
from moli.interfaces.counter.words import WORDS
from moli.interfaces.design.icons import SYMBOLS

_STATIC: Final = Path(__file__).with_name("static")
SCRIPTS: Final = _STATIC / "counter" / "js"
# What the worker needs to send what waits, each after those that it builds on.
_SENDING: Final = ("signal", "store", "queue", "wiping", "sending")
_PICTURES: Final = ("design/favicon.svg", "counter/icon-192.png", "counter/icon-512.png")
_SIGNS: Final = 12


@dataclass(frozen=True)
class Contents:
    """The app as it is served: each file's hash by its address, and the texts that are made."""

    version: str
    files: Mapping[str, str]
    shell: str
    worker: str
    words: Mapping[str, str]


def contents() -> Contents:
    """The app, made once in a process; while somebody works on it, at each request."""
    return _made() if settings.DEBUG else _made_once()


def _made() -> Contents:
    words = {language: _words(language) for language, _ in settings.LANGUAGES}
    texts = {_words_url(language): text.encode() for language, text in words.items()}
    files = {url: _told(content) for url, content in [*static_files(), *texts.items()]}
    files[reverse("counter:shell")] = _told(_shell("").encode())
    sending = joined({name: _script(f"{name}.js") for name in _SENDING})
    worker = _script("worker/worker.js")
    version = _told(json.dumps([sorted(files.items()), sending, worker]).encode())
    listed = json.dumps(files, sort_keys=True)
    head = f'"use strict";\nconst VERSION = "{version}";\nconst FILES = {listed};\n'
    return Contents(
        version=version,
        files=files,
        shell=_shell(version),
        worker=f"{head}{jsmin(sending + worker)}",
        words=words,
    )


_made_once = cache(_made)


def script_url(name: str) -> str:
    """The address of a script. Scripts import each other by plain names, so none has a hash."""
    return f"{settings.STATIC_URL}counter/js/{name}"


def script_names() -> list[str]:
    """The scripts of the page, by path; those of the worker come with the worker."""
    names = [path.relative_to(SCRIPTS).as_posix() for path in sorted(SCRIPTS.rglob("*.js"))]
    return [name for name in names if not name.startswith("worker/")]


def style_names() -> list[str]:
    """The style sheets, that of the pages first: the counter has the same look."""
    own = sorted(path.relative_to(_STATIC).as_posix() for path in _STATIC.glob("counter/*.css"))
    return ["design/moli.css", *own]


def static_files() -> Iterable[tuple[str, bytes]]:
    """Addresses of the files that lie on disk, with what is served there."""
    # Their addresses carry a hash, so that a browser asks for each only once.
    for name in (*style_names(), *_PICTURES):
        yield static(name), _static_bytes(name)
    for name in script_names():
        yield script_url(name), jsmin(_script(name)).encode()


def _static_bytes(name: str) -> bytes:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(str(found)).read_bytes()


def _script(name: str) -> str:
    return (SCRIPTS / name).read_text(encoding="utf-8")


def _shell(version: str) -> str:
    """The page; its icons stand in it, because it must draw them without a network."""
    drawn = "".join(SYMBOLS[name] for name in sorted(SYMBOLS))
    return render_to_string(
        "counter/shell.html",
        {
            "version": version,
            "sprite": mark_safe(drawn),  # noqa: S308 - our own sheet of icons
            "styles": style_names(),
            "main_url": script_url("main.js"),
            # Otherwise a slow line would fetch them in as many rounds as they import each other.
            "script_urls": [script_url(name) for name in script_names()],
            "county": settings.MOLI_COUNTY_NAME,
            "county_en": settings.MOLI_COUNTY_NAME_EN,
            "is_demo": settings.MOLI_DEMO,
        },
    )


def _words_url(language: str) -> str:
    return reverse("counter:words", args=[language])


def _words(language: str) -> str:
    """All sentences in one language, by key; where one and many differ, both."""
    with translation.override(language):
        told = {
            key: [str(one) for one in said] if isinstance(said, tuple) else str(said)
            for key, said in WORDS.items()
        }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _told(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_SIGNS]
