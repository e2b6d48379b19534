"""Refusals: every "no" that a service can say, in a form that a person can act on.

A refusal carries a code and the numbers behind it, never a sentence: the door that shows it
chooses the words (`moli.interfaces.words`), so one refusal reads well in Chinese, in English,
on a page and in a terminal.
"""

from __future__ import annotations

from collections.abc import Mapping

Fact = str | int | tuple[str, ...]


class Refusal(Exception):
    """Base of all refusals. A service that raises one has changed nothing.

    `field` names the input that must be mended, when there is one; `facts` are the values
    that the sentence needs, such as what was asked for and what there is.
    """

    def __init__(self, *, field: str = "", **facts: Fact) -> None:
        self.field = field
        self.facts: Mapping[str, Fact] = facts
        super().__init__(self.code)

    @property
    def code(self) -> str:
        """The refusal's name: what `words` and tests look it up by."""
        return type(self).__name__

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        where = f" [{self.field}]" if self.field else ""
        return f"{self.code}{where}: {shown}" if shown else f"{self.code}{where}"
