"""Boxes of the posting forms: weights, prices and days as people type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from moli.interfaces.words.amounts import is_english
from moli.interfaces.words.refusals import sentence
from moli.kernel.money import FEN_PER_YUAN
from moli.kernel.refusal import Refusal
from moli.kernel.weight import GRAMS_PER_JIN, GRAMS_PER_KG
from moli.market.rules.amounts import FEN_PER_KG_PER_YUAN_PER_JIN, read_day, read_price, read_weight

# The unit that a bare number counts. It travels with the form, so that changing the language in
# another window never halves or doubles what somebody typed.
JIN: Final = "斤"
KG: Final = "公斤"
_GRAMS_PER = {JIN: GRAMS_PER_JIN, KG: GRAMS_PER_KG}
_FEN_PER_YUAN_PER = {JIN: FEN_PER_KG_PER_YUAN_PER_JIN, KG: FEN_PER_YUAN}


def unit_of(said: str) -> str:
    """The unit of a form that is sent, or the reader's usual one for a form that is new."""
    if said in _GRAMS_PER:
        return said
    return KG if is_english() else JIN


def weight_text(grams: int, *, unit: str) -> str:
    """A weight as the box shows it."""
    return f"{(Decimal(grams) / _GRAMS_PER[unit]).normalize():,f}"


def price_text(fen_per_kg: int, *, unit: str) -> str:
    """A price as the box shows it: two digits of a yuan, more only where they are needed."""
    yuan = Decimal(fen_per_kg) / _FEN_PER_YUAN_PER[unit]
    return f"{yuan:.2f}" if yuan == round(yuan, 2) else f"{yuan.normalize():f}"


class _SpokenField(forms.CharField):
    """A box whose text is read by a rule of the market."""

    def __init__(self, read: Callable[[str], object], **kwargs: Any) -> None:
        self._read = read
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self._read(text)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal), code=refusal.code) from refusal


def weight_field(*, unit: str, label: str, help_text: str) -> forms.Field:
    """A box for a weight: a number of the unit, or 8万, 40吨. Its value is grams."""
    return _SpokenField(
        lambda text: read_weight(text, unit=unit, field="grams"),
        label=label,
        help_text=help_text,
        error_messages={"required": _("写一下数量，比如 80,000 或 40吨")},
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )


def price_field(*, unit: str, name: str, label: str, help_text: str) -> forms.Field:
    """A box for a price in yuan per unit. Its value is fen per kilogram."""
    return _SpokenField(
        lambda text: read_price(text, unit=unit, field=name),
        label=label,
        help_text=help_text,
        error_messages={"required": _("写一下价格，比如 3.00")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class DayInput(forms.DateInput):
    """A box that phones turn into a calendar, and that old ones leave as plain text."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        """Days as ISO text, the only form that a calendar box accepts; typed text as typed."""
        return value.isoformat() if isinstance(value, date) else value


def day_field(*, name: str, label: str, help_text: str = "") -> forms.Field:
    """A box for a day with its year. Its value is a date."""
    return _SpokenField(
        lambda text: read_day(text, field=name),
        label=label,
        help_text=help_text,
        error_messages={"required": _("选一下日期")},
        widget=DayInput(),
    )


def unit_words(unit: str) -> str:
    """How a box names its unit of weight; the unit itself, whatever the reader's language is."""
    return pgettext("box", "斤") if unit == JIN else pgettext("box", "公斤")


def price_unit_words(unit: str) -> str:
    """How a box names its unit of price."""
    return pgettext("box", "元/斤") if unit == JIN else pgettext("box", "元/公斤")
