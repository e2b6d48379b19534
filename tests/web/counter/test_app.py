"""The app as it is served: public, complete, small, and with words for all that it says."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain

import pytest
from brotli import compress
from django.test import Client

from moli.interfaces.counter.contents import SCRIPTS, contents, static_files
from moli.interfaces.counter.joining import CannotJoin, joined
from moli.interfaces.counter.words import PARTS, WORDS

SHELL_BYTES_MAX = 100 * 1024
_KEY = re.compile(r"""\bt\(\s*(?:"([\w.]+)"|`([\w.]+)\$\{)""")


def _said() -> list[tuple[str, str]]:
    scripts = [path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.rglob("*.js"))]
    return [found for script in scripts for found in _KEY.findall(script)]


def test_every_key_that_a_script_says_has_words() -> None:
    said = _said()

    assert len(said) > 100
    assert {key for key, _ in said if key} - WORDS.keys() == set()
    # Keys that are put together: there is one at least that begins so.
    begun = {prefix for _, prefix in said if prefix}
    assert {each for each in begun if not any(key.startswith(each) for key in WORDS)} == set()


def test_no_two_parts_of_the_app_say_different_things_under_one_key() -> None:
    counted = Counter(chain.from_iterable(PARTS))

    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.django_db
def test_the_app_is_public_and_is_asked_for_anew_each_time(client: Client) -> None:
    for name in ("", "sw.js", "manifest.webmanifest", "words/zh-hans.json", "words/en.json"):
        answer = client.get(f"/counter/{name}")
        assert answer.status_code == 200, name
        assert answer["Cache-Control"] == "no-cache", name
    assert client.get("/counter/words/fr.json").status_code == 404


@pytest.mark.django_db
def test_the_page_runs_no_script_of_its_own_text(client: Client) -> None:
    page = client.get("/counter/").content.decode()

    assert "default-src 'self'" in client.get("/counter/")["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", page) == []


@pytest.mark.django_db
def test_the_worker_keeps_every_file_of_the_app_and_no_door(client: Client) -> None:
    files = contents().files

    for path in files:
        if not path.startswith("/static/"):
            assert client.get(path).status_code == 200, path
    listed = {path for path in files if path.endswith(".js")}
    assert {f"/static/counter/js/{name}" for name in ("main.js", "screens.js")} <= listed
    assert not [path for path in files if re.search(r"push|data/|device/|people/|here/", path)]


def test_the_version_is_told_in_page_and_worker() -> None:
    made = contents()

    assert f'data-version="{made.version}"' in made.shell
    assert f'VERSION = "{made.version}"' in made.worker


def test_nothing_that_was_said_becomes_markup() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")
    scripts = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.js")}

    assert [name for name, text in scripts.items() if forbidden.search(text)] == []


def test_the_whole_app_is_small() -> None:
    """Page, styles, scripts, icons, worker and the words of one language, over the line."""
    made = contents()
    parts = [content for _, content in static_files()]
    parts += [made.shell.encode(), made.worker.encode(), made.words["zh-hans"].encode()]
    sent = sum(len(compress(part)) for part in parts)

    assert sent <= SHELL_BYTES_MAX, f"{sent} of {sum(map(len, parts))} bytes"


def test_scripts_are_joined_with_what_they_import() -> None:
    one = "export const a = 1;\nexport async function b() {}\n"
    two = 'import { a } from "./one.js";\nexport class C {}\n'

    made = joined({"one": one, "two": two})

    assert "const { a } = joined.one;" in made
    assert "return { a, b };" in made
    assert made.endswith("const { a, b } = joined.one;\nconst { C } = joined.two;\n")


@pytest.mark.parametrize(
    "script",
    [
        'import { missing } from "./one.js";\n',
        'import * as one from "./one.js";\n',
        "export default 1;\n",
    ],
)
def test_what_cannot_be_joined_is_told(script: str) -> None:
    with pytest.raises(CannotJoin):
        joined({"one": "export const a = 1;\n", "two": script})


@pytest.mark.django_db
def test_the_manifest_lets_a_phone_put_the_app_on_its_first_screen(client: Client) -> None:
    told = json.loads(client.get("/counter/manifest.webmanifest").content)

    assert (told["display"], told["start_url"], told["scope"]) == (
        "standalone",
        "/counter/",
        "/counter/",
    )
    assert {"192x192", "512x512", "any"} <= {icon["sizes"] for icon in told["icons"]}
