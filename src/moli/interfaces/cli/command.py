"""The base of Moli's own commands: plain errors, one JSON object, an actor and a language."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from typing import Any, NoReturn, TextIO

from django.core.management.base import BaseCommand, CommandParser

from moli.interfaces.cli.refusals import (
    ArgumentInvalid,
    ArgumentMissing,
    ArgumentUnknown,
    CommandMisused,
)
from moli.kernel.actor import Actor

# Whoever may run a command on the server is trusted with it; the trail says that it was one.
OPERATOR = Actor(key="system:cli", name="命令行")

# How argparse words its errors (in English, whatever the language), and what each of them means.
_MISUSES = (
    (re.compile(r"unrecognized arguments: (?P<what>.+)"), ArgumentUnknown),
    (re.compile(r"the following arguments are required: (?P<what>.+)"), ArgumentMissing),
    (re.compile(r"argument (?P<what>[^:]+): expected .+"), ArgumentMissing),
    (re.compile(r"argument (?P<what>[^:]+): invalid .+"), ArgumentInvalid),
)


class PlainParser(CommandParser):
    """A parser that refuses in one sentence instead of printing its usage."""

    def error(self, message: str) -> NoReturn:
        """Refuse with the argument that is wrong."""
        for pattern, misuse in _MISUSES:
            if match := pattern.match(message):
                raise misuse(command=self.prog, value=match["what"])
        raise CommandMisused(command=self.prog, value=message)


class MoliCommand(BaseCommand):
    """A command of Moli. With `--json` it prints exactly one JSON object on stdout."""

    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's parser with our way to refuse and without the options nobody needs here."""
        parser = PlainParser(
            prog=f"moli {PUBLIC_NAMES.get(subcommand, subcommand)}",
            description=self.help or None,
            called_from_command_line=True,
            missing_args_message=None,
            **kwargs,
        )
        self.add_arguments(parser)
        parser.set_defaults(
            verbosity=1,
            settings=None,
            pythonpath=None,
            traceback=False,
            no_color=True,
            force_color=False,
            skip_checks=True,
        )
        return parser

    def say(self, line: str) -> None:
        """One line for a person, on stdout."""
        self.stdout.write(line)

    def show_json(self, content: Mapping[str, object]) -> None:
        """The one JSON object of `--json`."""
        self.stdout.write(json.dumps(content, ensure_ascii=False))


# What people type, where Django has a command of that name already or Python the word.
COMMANDS: Mapping[str, str] = {
    "demo": "demo",
    "serve": "serve",
    "import": "import_sheet",
    "export": "export_sheet",
    "match": "match",
    "pair": "pair",
    "reference": "reference",
    "check": "check_laws",
    "work": "work",
    "rotate-keys": "rotate_keys",
    "bench": "bench",
}
PUBLIC_NAMES: Mapping[str, str] = {command: name for name, command in COMMANDS.items()}


def is_terminal(stream: TextIO = sys.stderr) -> bool:
    """Whether somebody watches: progress bars are drawn for people, never into a log."""
    return stream.isatty()
