"""Boxes of the stock pages: weights off a scale, reasons, moments."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from moli.interfaces.web.lots.fields import JIN, KG, unit_words
from moli.interfaces.web.registry.fields import count_field
from moli.interfaces.words.labels import field_label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.kernel.spoken.text import level
from moli.market.rules.amounts import read_weight


class ScaleField(forms.CharField):
    """A weight as a scale or a person says it; its value is grams, nothing typed is None."""

    def __init__(self, *, unit: str, name: str, required: str, help_text: str = "") -> None:
        self._unit, self._name = unit, name
        super().__init__(
            label=field_label(name),
            required=bool(required),
            help_text=help_text,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={"required": required},
        )

    def clean(self, value: Any) -> Any:
        """Grams; words that are no weight are refused, nothing is guessed."""
        text = super().clean(value)
        if not text:
            return None
        try:
            grams = read_weight(text, unit=self._unit, field=self._name)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal), code=refusal.code) from refusal
        if grams < 0:
            raise ValidationError(gettext("不能是负数"), code="negative")
        return grams


class _WholeField(forms.IntegerField):
    """A whole number in digits of half or full width; `1_000` and `١٢` are none."""

    def to_python(self, value: Any) -> int | None:
        """The number; signs that only Python takes for a number are refused."""
        text = level(str(value or "")).strip()
        if text and not (text.isascii() and text.isdigit()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


def whole_units_field(*, label: str, most: int, required: str) -> forms.IntegerField:
    """A number of units, one at least. Its words are those of every count."""
    plain = count_field(label=label, most=most, least=1, required=required)
    return _WholeField(
        label=label,
        min_value=1,
        max_value=most,
        required=bool(required),
        error_messages=plain.error_messages,
        widget=plain.widget,
    )


def unit_field() -> forms.ChoiceField:
    """What the bare numbers of a form count."""
    return forms.ChoiceField(
        choices=[(JIN, unit_words(JIN)), (KG, unit_words(KG))],
        label=gettext("按什么称"),
        widget=forms.RadioSelect(),
        error_messages={
            "required": gettext("选一下斤还是公斤"),
            "invalid_choice": gettext("选一下斤还是公斤"),
        },
    )


def time_field(*, label: str, help_text: str = "") -> forms.TimeField:
    """A time of day; old phones get a plain box."""
    wrong = gettext("写几点几分，比如 09:00")
    return forms.TimeField(
        label=label,
        required=False,
        help_text=help_text,
        widget=TimeInput(),
        error_messages={"invalid": wrong},
    )


class TimeInput(forms.TimeInput):
    """A box that phones turn into a clock."""

    input_type = "time"

    def format_value(self, value: Any) -> str | None:
        """Hours and minutes; typed text as typed."""
        return f"{value:%H:%M}" if isinstance(value, time) else value
