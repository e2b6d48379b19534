"""Every sentence on screen has its English, and English pages have no Chinese of their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from tests.architecture.house import PACKAGE, trees
from tests.architecture.test_access import pages
from tests.factories import Story, contracted
from tools.compile_messages import CATALOGUE, compile_catalogue
from tools.messages import CHINESE, OWN_NAMES, QUOTES, faults, merge, read, renew

_TRANSLATED = re.compile(
    r"\{% *comment.*?endcomment *%\}|\{#.*?#\}|<!--.*?-->"
    r"|\{% *blocktrans(?:late)?.*?endblocktrans(?:late)? *%\}"
    r"|\{% *trans(?:late)? .*?%\}"
    r"|_\((?:\"[^\"]*\"|'[^']*')\)",
    re.DOTALL,
)
_ASKS = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "_"}
# Chinese that is data: what the demo tells, endings of names that are written in Latin letters,
# the units that a form takes, and sheets, whose headings are the same in every language.
_DATA_FILES = (
    "interfaces/cli/benches",
    "interfaces/cli/demo",
    "interfaces/cli/latin.py",
    "interfaces/sheets/bank_lists.py",
    "interfaces/sheets/rosters.py",
    "interfaces/web/lots/fields.py",
    "interfaces/web/lots/template_sheet.py",
    "interfaces/web/rosters/template_sheet.py",
)
# A heading of a sheet, who the trail names when nobody logged in, the days of a week, and signs
# that people type between words.
_DATA_WORDS = {
    "村代码",
    "命令行",
    "到点自动",
    "支部书记",
    "党员本人",
    "一二三四五六日",
    # Carriers, by the names on their parcels.
    *("邮政", "中通", "圆通", "韵达", "申通", "百世", "顺丰", "京东"),
    *"，、：％\u3000",
}
# A paragraph that says of itself that it is Chinese stands beside its English on one page for all.
_ASIDE = re.compile(r'<p lang="zh-CN">.*?</p>', re.DOTALL)
# A function that asks which language is spoken builds both by hand: the order of parts differs.
_ASKS_LANGUAGE = re.compile(r"is_english|is_english|== ['\"]en['\"]")


def bare_chinese_in_templates(package: Path) -> list[str]:
    """Chinese in templates that nobody asks to translate."""
    return [
        f"{path.relative_to(package)}: {found}"
        for path in sorted(package.rglob("*.html"))
        for found in CHINESE.findall(_ASIDE.sub("", _TRANSLATED.sub("", path.read_text("utf-8"))))
        if found not in OWN_NAMES
    ]


def _spoken_strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """Texts of a file that are neither docstrings nor given to a translation."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in _ASKS:
            continue
        if isinstance(node, ast.FunctionDef) and _ASKS_LANGUAGE.search(ast.unparse(node)):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node
        yield from _spoken_strings(node)


def bare_chinese_in_doors(package: Path) -> list[str]:
    """Chinese texts in the doors' Python that nobody asks to translate."""
    return [
        f"{path}:{text.lineno} {text.value}"
        for path, tree in trees(package)
        if path.parts[0] == "interfaces" and not str(path).startswith(_DATA_FILES)
        for text in _spoken_strings(tree)
        if set(CHINESE.findall(str(text.value))) - OWN_NAMES - _DATA_WORDS
    ]


class _Visible(HTMLParser):
    """The words of a page that somebody reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        heard = {"alt", "title", "placeholder", "aria-label", "content"}
        self.words += [value for name, value in attrs if name in heard and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _data_words() -> set[str]:
    """All Chinese words that stand in rows."""
    found: set[str] = set()
    for model in apps.get_models():
        texts = [f.name for f in model._meta.get_fields() if isinstance(f, models.CharField)]
        for row in model._default_manager.values_list(*texts) if texts else ():
            found |= {str(value) for value in row if value and CHINESE.search(str(value))}
    return found


def _quoted_words() -> set[str]:
    """Chinese that English sentences quote on purpose."""
    quoting = [entry.msgstr for entry in read(CATALOGUE).values() if QUOTES in entry.tcomment]
    return {word for sentence in quoting for word in CHINESE.findall(sentence)}


def own_chinese(html: str) -> list[str]:
    """Chinese on a page that comes from no row."""
    page = _Visible()
    page.feed(_ASIDE.sub("", html))
    text = "\n".join(page.words)
    # The longest first: a quoted message has products in it.
    for word in sorted(_data_words() | _quoted_words() | OWN_NAMES, key=lambda word: -len(word)):
        text = text.replace(word, "")
    return CHINESE.findall(text)


def test_every_sentence_has_its_english() -> None:
    found = faults()

    assert found[:20] == [], f"{len(found)} sentences; `tools/messages.py gather` lists them"


def test_templates_have_no_chinese_that_nobody_translates() -> None:
    assert bare_chinese_in_templates(PACKAGE) == []


def test_doors_have_no_chinese_that_nobody_translates() -> None:
    assert bare_chinese_in_doors(PACKAGE) == []


@pytest.mark.parametrize("role", ["first_secretary", "organiser", "buyer", "office", "auditor"])
def test_pages_in_english_are_english(personas: Story, client: Client, role: str) -> None:
    contract = contracted(personas.proposal)
    things = {
        "lot": personas.lot.uid,
        "demand": personas.demand.uid,
        "proposal": personas.proposal.uid,
        "contract": contract.uid,
        "enterprise": personas.enterprise.uid,
        "round": personas.proposal.round.number,
        "product": personas.lot.product.code,
    }
    client.force_login(personas.people[role])

    left = {}
    for page in pages(things):
        answer = client.get(page.url, {"lang": "en"})
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            left[page.name] = own_chinese(answer.content.decode())

    assert len(left) > 10
    assert {name: found for name, found in left.items() if found} == {}


def _planted(folder: Path, *, english: str = "") -> Path:
    (folder / "pages.py").write_text('label = gettext("最低价")\n', encoding="utf-8")
    (folder / "page.html").write_text(
        '  <p>{% translate "报一批货" %}\n    {% blocktranslate count n=n %}{{ n }} 批'
        "{% plural %}{{ n }} 批{% endblocktranslate %}</p>\n",
        encoding="utf-8",
    )
    catalogue = folder / "django.po"
    catalogue.write_text(
        'msgid "最低价"\nmsgstr "floor price"\n\n'
        f'msgid "报一批货"\nmsgstr "{english}"\n\n'
        'msgid "%(n)s 批"\nmsgid_plural "%(n)s 批"\n'
        'msgstr[0] "one lot"\nmsgstr[1] "%(n)s lots"\n',
        encoding="utf-8",
    )
    return catalogue


def test_a_complete_catalogue_has_no_faults(tmp_path: Path) -> None:
    catalogue = _planted(tmp_path, english="Post a lot")

    assert faults(tmp_path, catalogue) == []


@pytest.mark.parametrize(
    ("english", "fault"),
    [
        ("", "'报一批货' has no English"),
        ("Post 一 lot", "'报一批货' still has Chinese in its English: 一"),
        ("Post %(n)s lots", "'报一批货' has other placeholders in English: %(n)s"),
    ],
)
def test_a_missing_or_wrong_english_sentence_is_found(
    tmp_path: Path, english: str, fault: str
) -> None:
    catalogue = _planted(tmp_path, english=english)

    assert faults(tmp_path, catalogue) == [fault]


def test_a_sentence_of_a_number_that_is_said_without_one_is_found(tmp_path: Path) -> None:
    catalogue = _planted(tmp_path, english="Post a lot")
    (tmp_path / "facts.py").write_text('fact = gettext("%(n)s 批")\n', encoding="utf-8")

    assert faults(tmp_path, catalogue) == [
        "'%(n)s 批' is said without its number somewhere; say it by ngettext there too"
    ]


def test_new_and_stale_sentences_are_found_and_renewed(tmp_path: Path) -> None:
    catalogue = _planted(tmp_path, english="Post a lot")
    (tmp_path / "pages.py").write_text('label = gettext("最高价")\n', encoding="utf-8")

    found = faults(tmp_path, catalogue)
    counts = renew(tmp_path, catalogue)

    assert found == ["'最高价' has no English", "'最低价' is no longer said"]
    assert counts == (1, 1)
    assert [each.one for each in sorted(read(catalogue))] == ["%(n)s 批", "报一批货", "最高价"]
    assert "#:" not in catalogue.read_text(encoding="utf-8")


def test_merging_fills_what_is_empty_and_keeps_what_is_there(tmp_path: Path) -> None:
    catalogue = _planted(tmp_path)
    fragment = tmp_path / "web.po"
    fragment.write_text(
        'msgid "报一批货"\nmsgstr "Post a lot"\n\nmsgid "最低价"\nmsgstr "lowest price"\n',
        encoding="utf-8",
    )

    quarrels = merge([fragment], catalogue)

    assert quarrels == ["web.po: 最低价 → lowest price"]
    assert faults(tmp_path, catalogue) == []


def test_a_catalogue_is_compiled_beside_itself(tmp_path: Path) -> None:
    catalogue = _planted(tmp_path, english="Post a lot")
    renew(tmp_path, catalogue)

    compiled = compile_catalogue(catalogue)

    assert compiled == tmp_path / "django.mo"
    with compiled.open("rb") as content:
        english = GNUTranslations(content)
    assert english.gettext("报一批货") == "Post a lot"
    assert english.ngettext("%(n)s 批", "%(n)s 批", 1) == "one lot"
    assert english.ngettext("%(n)s 批", "%(n)s 批", 2) == "%(n)s lots"
    assert english.gettext("没有翻译") == "没有翻译"


def test_the_whole_catalogue_is_compiled_as_polib_does(tmp_path: Path) -> None:
    polib.pofile(str(CATALOGUE)).save_as_mofile(str(tmp_path / "polib.mo"))
    (tmp_path / "ours.po").write_bytes(CATALOGUE.read_bytes())
    compile_catalogue(tmp_path / "ours.po")

    theirs, ours = (
        {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in polib.mofile(str(path))}
        for path in (tmp_path / "polib.mo", tmp_path / "ours.mo")
    )

    assert ours == theirs
    assert len(ours) > 200


def test_chinese_left_bare_is_found(tmp_path: Path) -> None:
    (tmp_path / "interfaces").mkdir()
    (tmp_path / "interfaces" / "page.html").write_text(
        '{# 说明 #}<a lang="zh">中文</a>{% translate "需求" %}<p title="货源">x</p>'
    )
    (tmp_path / "interfaces" / "pages.py").write_text(
        '"""货源."""\na = gettext("需求")\nb = "货源"\nc = f"{a} 批"\n'
        'def jin(n):\n    return f"{n} kg" if is_english() else f"{n} 斤"\n'
    )

    assert bare_chinese_in_templates(tmp_path) == ["interfaces/page.html: 货源"]
    assert bare_chinese_in_doors(tmp_path) == [
        "interfaces/pages.py:3 货源",
        "interfaces/pages.py:4  批",
    ]
