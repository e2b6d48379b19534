"""The door itself: names, languages, one sentence on stderr and exit code 2."""

from __future__ import annotations

import socket

import pytest
from django.utils import translation

from moli.interfaces.cli import main
from moli.interfaces.cli.dispatch import dispatch, refused
from moli.kernel.report import Finding, ImportReport, SheetRefused


def test_an_unknown_command_is_one_sentence_with_the_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = dispatch(["fly"], language="zh-hans")

    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    known = "bench、check、demo、export、import、match、pair、reference、rotate-keys、serve、work"
    assert told.err == f"没有 fly 这个命令，可用的有：{known}。\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["pair", "--kind", "mine"], "moli pair 的 --kind 写得不对，用 --help 看能写什么。\n"),
        (["match", "--fast"], "moli match 不认识 --fast，用 --help 看有哪些选项。\n"),
        (["import", "lots"], "moli import 少了 FILE，用 --help 看用法。\n"),
        (
            ["import", "cows", "a.csv"],
            "moli import 的 divisions|households|lots|positions 写得不对，用 --help 看能写什么。\n",
        ),
        (["serve", "--port", "many"], "moli serve 的 --port 写得不对，用 --help 看能写什么。\n"),
        (
            ["bench"],
            "moli bench 少了 import|ledger|matching|orders|pairing|siting|sync，"
            "用 --help 看用法。\n",
        ),
        (["import", "lots", "no-such.csv"], "没有 no-such.csv 这个文件，请核对路径。\n"),
    ],
)
def test_a_misused_command_is_refused_in_one_sentence(
    arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(arguments, language="zh-hans") == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", expected)


def test_without_a_command_moli_tells_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch([], language="zh-hans") == 0
    assert "  demo         装入横县的演示数据" in capsys.readouterr().out


def test_other_names_go_to_django(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["diffsettings", "--help"], language="zh-hans") == 0
    assert "diffsettings" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        (["match"], {}, "zh-hans"),
        (["match"], {"LANG": "C.UTF-8"}, "zh-hans"),
        (["match"], {"LANG": "en_US.UTF-8"}, "en"),
        (["match"], {"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh-hans"),
        (["match", "--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh", "match"], {"LANG": "en_GB"}, "zh-hans"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_terminal(
    arguments: list[str], environ: dict[str, str], language: str
) -> None:
    assert main.language_of(arguments, environ=environ) == (language, ["match"])


def test_a_refused_sheet_names_its_first_cell_and_counts_the_others() -> None:
    findings = (Finding(3, "code", "EMPTY"), Finding(4, "town", "EMPTY"))
    with translation.override("zh-hans"):
        told = refused(SheetRefused(ImportReport(rows=5, findings=findings)))

    assert told == "第 3 行“code”：不能空着，请填上。（还有 1 处，用 --dry-run 看全部）"


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_refused_before_any_work(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # Neither command may reach the database here: the test has none.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert dispatch([command, "--port", str(port)], language="zh-hans") == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        f"端口 127.0.0.1:{port} 已被占用，用 --port 换一个，或先关掉占用它的程序。\n"
    )
