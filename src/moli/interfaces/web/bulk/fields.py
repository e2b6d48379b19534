"""Boxes of bulk orders: weights that count the reader's unit, and forms that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.lots.fields import (
    price_unit_words,
    unit_of,
    unit_words,
    weight_field,
    weight_text,
)
from moli.interfaces.web.registry.forms import Box, Data, KeyedForm


class WeightForm(KeyedForm):
    """A form with weights, sent twice done once. The unit of its bare numbers travels with it.

    `weights`, `prices` and `sums` name the boxes that count weight, a price and yuan.
    """

    weights: Sequence[str] = ()
    prices: Sequence[str] = ()
    sums: Sequence[str] = ()

    unit = forms.CharField(required=False, widget=forms.HiddenInput(), label="")

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        said = data if data is not None else kwargs.get("initial", {})
        self.counted_in = unit_of(str(said.get("unit") or ""))
        kwargs["initial"] = {"unit": self.counted_in, **kwargs.get("initial", {})}
        super().__init__(data, **kwargs)

    def _row(self, names: Sequence[str]) -> tuple[Box, ...]:
        return tuple(
            Box(box.bound, self.unit_behind(box.bound.name)) for box in super()._row(names)
        )

    def unit_behind(self, name: str) -> str:
        """What a box counts, as it stands at its end."""
        if name in self.weights:
            return unit_words(self.counted_in)
        if name in self.prices:
            return price_unit_words(self.counted_in)
        return gettext("元") if name in self.sums else str(self.units.get(name, ""))

    def add_weight(
        self, name: str, *, label: str, help_text: str = "", is_required: bool = True
    ) -> None:
        """A box for a weight; its value is grams, None where nothing was typed."""
        field = weight_field(unit=self.counted_in, label=label, help_text=help_text)
        field.required = is_required
        self.fields[name] = field

    def shown(self, grams: int) -> str:
        """A weight as a box of this form shows it."""
        return weight_text(grams, unit=self.counted_in)
