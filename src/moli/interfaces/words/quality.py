"""What a rule of data quality says, and what was found by it, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moli.interfaces.words.amounts import is_english, kilometres, number, yuan
from moli.interfaces.words.days import full_day
from moli.interfaces.words.labels import label
from moli.kernel.refusal import Fact

# What a finding adds to its rule's sentence. Years and days, never what a household has.
DETAILS: Mapping[str, str | Promise] = {
    "numbers.wrong": "%(id_fault)s",
    "numbers.phone_shared": _("共 %(households)s 户"),
    "living.land_out_of_range": "%(land)s",
    "income.per_head_out_of_range": _("%(year)s 年"),
    "exits.income_below_line": _("%(year)s 年，标准 %(line_fen)s"),
    "monitoring.below_line_not_monitored": _("%(year)s 年，监测线 %(line_fen)s"),
    "monitoring.removed_too_early": _(
        "%(from_on)s 纳入，%(to_on)s 消除，最早可在 %(allowed_on)s 消除"
    ),
}


class Worded(Protocol):
    """A rule as its row says it."""

    text: str
    text_en: str
    limits: Any


def rule_words(rule: Worded) -> str:
    """The sentence of a rule with its limits in it."""
    template = rule.text_en if is_english() else rule.text
    return template % {name: _shown(name, value) for name, value in rule.limits.items()}


def detail_words(code: str, facts: Mapping[str, Fact]) -> str:
    """What a finding adds to the sentence of its rule; often nothing."""
    template = DETAILS.get(code)
    if template is None:
        return ""
    return str(template) % {name: _shown(name, value) for name, value in facts.items()}


def _shown(name: str, value: Any) -> str:
    if isinstance(value, StrEnum):
        return label(value)
    if name.endswith("_on"):
        return full_day(date.fromisoformat(value))
    if name.endswith("_fen"):
        return yuan(value)
    if name.endswith("_metres"):
        return kilometres(value)
    if name == "year" or not isinstance(value, int):
        return str(value)
    return number(value)
