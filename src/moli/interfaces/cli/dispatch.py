"""From a name on the command line to the command, and from a refusal to its sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.management import ManagementUtility, get_commands, load_command_class
from django.db.utils import OperationalError, ProgrammingError
from django.utils import translation
from django.utils.translation import gettext as _

from moli.interfaces.cli.command import COMMANDS
from moli.interfaces.cli.refusals import CommandUnknown, DatabaseNotReady, FolderNotUsable
from moli.interfaces.words.findings import finding_words
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.kernel.report import SheetRefused

REFUSED = 2
INTERRUPTED = 130


def dispatch(arguments: Sequence[str], *, language: str) -> int:
    """Run one command in a language; returns the exit code."""
    with translation.override(language):
        try:
            _run(list(arguments))
        except Refusal as refusal:
            print(refused(refusal), file=sys.stderr)
            return REFUSED
        except (OperationalError, ProgrammingError) as error:
            print(sentence(DatabaseNotReady(value=_first_line(error))), file=sys.stderr)
            return REFUSED
        except PermissionError as error:
            folder = error.filename or settings.MOLI_HOME
            print(sentence(FolderNotUsable(value=str(folder))), file=sys.stderr)
            return REFUSED
        except KeyboardInterrupt:
            return INTERRUPTED
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def refused(refusal: Refusal) -> str:
    """The sentence of a refusal; a refused sheet says its first cell and how many follow."""
    if not isinstance(refusal, SheetRefused):
        return sentence(refusal)
    first, *others = refusal.report.findings
    if not others:
        return finding_words(first)
    return _("%(finding)s（还有 %(others)s 处，用 --dry-run 看全部）") % {
        "finding": finding_words(first),
        "others": len(others),
    }


def _run(arguments: list[str]) -> None:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if name in {"--help", "-h", "help"} and not rest:
        print(overview())
    elif name in COMMANDS:
        load_command_class("moli.interfaces.cli", COMMANDS[name]).run_from_argv(
            ["moli", COMMANDS[name], *rest]
        )
    elif name in get_commands() or name in {"--version", "help"}:
        ManagementUtility(["moli", name, *rest]).execute()
    else:
        raise CommandUnknown(value=name, allowed=tuple(sorted(COMMANDS)))


def overview() -> str:
    """The commands and what each does, for `moli --help`."""
    lines = (
        ("demo", _("装入横县的演示数据，跑一轮对接，讲清结果，打开网页")),
        ("serve", _("打开网页")),
        ("import", _("导入区划、位置、货源或农户的表（divisions、positions、lots、households）")),
        ("export", _("导出一个村或一个乡镇的农户，号码隐去中间")),
        ("match", _("跑一轮对接")),
        ("pair", _("排一遍结对：谁带哪个贫困村、哪户贫困户")),
        ("reference", _("录入随程序带的标准、质量规则和党内规定；serve 开网页前也会录")),
        ("check", _("核对数据守不守规矩")),
        ("work", _("办到点的事：核对付款、放开订单、结算、退款、对账单、抹掉到期的人")),
        ("rotate-keys", _("换密钥，把证件和电话号码重新加密")),
        ("bench", _("给对接算法或花名册导入计时")),
    )
    told = [_("用法：moli 命令 [选项] [--lang zh|en]"), ""]
    told += [f"  {name:<13}{what}" for name, what in lines]
    told += ["", _("每个命令加 --help 看选项；其他名字交给 Django。")]
    return "\n".join(told)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
