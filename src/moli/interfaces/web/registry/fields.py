"""Boxes of the registry's forms: kinds, yes or no or not asked, yuan, mu, counts and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext

from moli.interfaces.web.lots.fields import day_field
from moli.interfaces.words.amounts import decimal, number
from moli.interfaces.words.labels import label as word_of
from moli.kernel.area import hundredths_of_mu, square_metres_of_mu
from moli.kernel.identifiers import holds_id_number
from moli.kernel.money import FEN_PER_YUAN
from moli.kernel.spoken.plain import plain_amount

__all__ = [
    "answer_field",
    "count_field",
    "day_field",
    "kind_field",
    "mu_field",
    "mu_text",
    "no_number",
    "only_one",
    "text_field",
    "yuan_field",
    "yuan_text",
]
YES, NO = "yes", "no"
# More than any household has: what is longer was typed into the wrong box.
_YUAN_MAX = 10_000_000
_MU_MAX = 10_000


def only_one(choices: Sequence[tuple[str, str]]) -> str:
    """The value of the only choice there is, which need not be tapped; else nothing."""
    return choices[0][0] if len(choices) == 1 else ""


def kind_field(
    kinds: Iterable[StrEnum],
    *,
    label: str,
    is_required: bool = False,
    help_text: str = "",
) -> forms.ChoiceField:
    """One of some kinds, or nothing said; its value is the kind's code, empty for nothing."""
    blank = gettext("请选") if is_required else gettext("没填")
    wrong = gettext("选一个")
    return forms.ChoiceField(
        choices=[("", blank), *((str(kind), word_of(kind)) for kind in kinds)],
        label=label,
        required=is_required,
        help_text=help_text,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


def answer_field(*, label: str, yes: str = "", no: str = "") -> forms.TypedChoiceField:
    """Yes, no, or not asked, which is not the same as no: True, False, None."""
    return forms.TypedChoiceField(
        choices=[
            (YES, yes or pgettext("answer", "有")),
            (NO, no or pgettext("answer", "没有")),
            ("", pgettext("answer", "没问")),
        ],
        label=label,
        required=False,
        coerce=lambda said: said == YES,
        empty_value=None,
        widget=forms.RadioSelect(),
        error_messages={"invalid_choice": gettext("选一个")},
    )


def answer_of(value: bool | None) -> str:  # noqa: FBT001 - it is the value of a column
    """What the box of a stored answer shows."""
    return "" if value is None else YES if value else NO


def text_field(
    *,
    label: str,
    longest: int,
    required: str = "",
    help_text: str = "",
    lines: int = 1,
    is_sealed: bool = False,
    **attrs: str,
) -> forms.CharField:
    """A line of text, or several; asked for when there is a sentence that asks.

    What is not sealed lies open in the table, on pages and in exports: no identity number may
    stand in it, not even in a reason.
    """
    widget: type[forms.Widget] = forms.TextInput if lines == 1 else forms.Textarea
    shown = {"autocomplete": "off", **attrs} | ({} if lines == 1 else {"rows": str(lines)})
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(required),
        help_text=help_text,
        widget=widget(attrs=shown),
        validators=[] if is_sealed else [no_number],
        error_messages={
            "required": required,
            "max_length": gettext("太长，最多 %(longest)s 个字") % {"longest": longest},
        },
    )


def no_number(text: str) -> None:
    """Refuse a text in which somebody's identity number stands."""
    if holds_id_number(text, on=date.max):
        raise ValidationError(gettext("这里不能写证件号码，请删掉"))


def count_field(*, label: str, most: int, least: int = 0, required: str = "") -> forms.IntegerField:
    """A whole number between two."""
    wrong = gettext("写 %(least)s 到 %(most)s 之间的整数") % {
        "least": number(least),
        "most": number(most),
    }
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=bool(required),
        error_messages={
            "required": required,
            "invalid": wrong,
            "min_value": wrong,
            "max_value": wrong,
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class _AmountField(forms.CharField):
    """A number as people write it, with two decimals at most. Nothing typed is None."""

    def __init__(self, *, unit: str, example: str, most: int, **kwargs: Any) -> None:
        self._unit, self._example, self._most = unit, example, most
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        amount = plain_amount(text)
        facts = {"value": text[:20], "unit": self._unit, "example": self._example}
        if amount is None:
            raise ValidationError(
                gettext("“%(value)s”看不懂，请写%(unit)s数，最多两位小数，比如 %(example)s。")
                % facts
            )
        if amount > self._most:
            raise ValidationError(
                gettext("太大，最多 %(most)s %(unit)s，请核对。")
                % {"most": number(self._most), "unit": self._unit}
            )
        return self.stored(amount)

    def stored(self, amount: Decimal) -> int:
        """The amount in the unit of its column."""
        raise NotImplementedError


class _YuanField(_AmountField):
    """Yuan in the box, fen in the row."""

    def stored(self, amount: Decimal) -> int:
        return int(amount * FEN_PER_YUAN)


class _MuField(_AmountField):
    """Mu in the box, square metres in the row."""

    def stored(self, amount: Decimal) -> int:
        return square_metres_of_mu(amount)


def yuan_field(*, label: str, required: str = "", help_text: str = "") -> forms.Field:
    """A box for a sum in yuan with two decimals. Its value is fen."""
    return _YuanField(
        unit=gettext("元"),
        example="12,000.50",
        most=_YUAN_MAX,
        label=label,
        help_text=help_text,
        required=bool(required),
        error_messages={"required": required},
    )


def yuan_text(fen: int | None) -> str:
    """A sum as its box shows it: 12,000.50, empty where nothing was said."""
    return "" if fen is None else decimal(fen, places=2, least=2 if fen % FEN_PER_YUAN else 0)


def mu_field(*, label: str) -> forms.Field:
    """A box for land in mu with two decimals. Its value is square metres."""
    return _MuField(unit=gettext("亩"), example="4.5", most=_MU_MAX, label=label, required=False)


def mu_text(square_metres: int) -> str:
    """Land as its box shows it."""
    return decimal(hundredths_of_mu(square_metres), places=2)
