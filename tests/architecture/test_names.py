"""Names: no drawer for everything, the glossary's words, and nothing about who wrote it where."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from tests.architecture.house import PACKAGE, ROOT, python_files

_DRAWERS = {
    *("utils", "util", "helpers", "helper", "common", "core", "misc", "manager", "managers"),
    *("lib", "shared", "stuff", "tools", "base", "general", "various"),
}
# Put together here, so that this file does not find itself.
_TOOLS = "|".join(("clau" + "de", "anthro" + "pic", "chat" + "gpt", "open" + "ai", "co" + "pilot"))
_WORKPLACE = re.compile(
    rf"\b({_TOOLS}|gpt-\d|ll[m]|language mod[e]l|as an a[i])\b"
    r"|(?<![\w.])/(work/main|work/shared|tmp/moli/|root/)",
    re.IGNORECASE,
)
_WRITTEN = ("*.py", "*.html", "*.css", "*.js", "*.md", "*.sh", "*.toml", "*.po", "*.csv")
# Names that Django, or everyday English, gives; everything else comes from the glossary, which
# has "designated" for a designation.
_PLAIN_WORDS = {"user", "pack", "name", "shelf", "life", "code", "alias", "outline", "lead"}
_PLAIN_WORDS |= {"designation"}


def drawers(package: Path) -> list[str]:
    """Modules and folders whose name welcomes everything."""
    return [
        str(path.relative_to(package))
        for path in python_files(package)
        if _DRAWERS & {*path.relative_to(package).parts[:-1], path.stem}
    ]


def workplace_words(root: Path) -> list[str]:
    """Lines that speak of tools or paths of a workplace instead of the project."""
    folders = [root / name for name in ("src", "tests", "tools", "docs", "requirements", ".ci")]
    files = [path for folder in folders for each in _WRITTEN for path in folder.rglob(each)]
    files += [path for each in (*_WRITTEN, "Makefile", ".ci/run") for path in root.glob(each)]
    return [
        f"{path.relative_to(root)}:{number} {found.group()}"
        for path in sorted(files)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := _WORKPLACE.search(line))
    ]


def glossary_words(glossary: Path) -> set[str]:
    """The English words of the glossary's table."""
    rows = re.findall(r"^\|([^|]*)\|([^|]*)\|([^|]*)\|$", glossary.read_text("utf-8"), re.MULTILINE)
    return {word for row in rows for word in re.findall(r"[a-z]+", " ".join(row[1:]).lower())}


def test_no_module_is_a_drawer_for_everything() -> None:
    assert drawers(PACKAGE) == []


def test_the_project_speaks_of_itself_alone() -> None:
    assert workplace_words(ROOT) == []


def test_the_glossary_knows_the_name_of_every_model() -> None:
    known = glossary_words(ROOT / "GLOSSARY.md") | _PLAIN_WORDS
    unknown = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("moli.")
        for word in re.findall(r"[A-Z][a-z]+", model.__name__)
        if word.lower() not in known
    }

    assert unknown == set()


def test_the_glossary_names_each_thing_once() -> None:
    rows = re.findall(
        r"^\|([^|]*)\|([^|]*)\|", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE
    )
    chinese = [row[0].strip() for row in rows]

    assert len(rows) > 30
    assert sorted(chinese) == sorted(set(chinese))


def test_a_drawer_is_found(tmp_path: Path) -> None:
    (tmp_path / "market" / "utils").mkdir(parents=True)
    (tmp_path / "market" / "utils" / "prices.py").touch()
    (tmp_path / "market" / "helpers.py").touch()
    (tmp_path / "market" / "prices.py").touch()

    assert drawers(tmp_path) == ["market/helpers.py", "market/utils/prices.py"]


def test_a_workplace_word_is_found(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("# see /wo" + "rk/main/notes\n")
    (tmp_path / "src" / "b.html").write_text("<p>made with Chat" + "GPT</p>\n")
    (tmp_path / "src" / "c.py").write_text("root = '/network/maintenance'\n")

    found = [line.split(" ")[0] for line in workplace_words(tmp_path)]
    assert found == ["src/a.py:1", "src/b.html:1"]
