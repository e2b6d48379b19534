"""The form that reports a farm-gate price: grade, price, day, and which of many villages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.lots.choices import ProductChoice
from moli.interfaces.web.lots.fields import day_field, price_field, price_unit_words, unit_of
from moli.interfaces.web.lots.forms import Data, VillageDesk, add_place, choice_field
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.market.services.reporting_prices import PriceSeen

_BOX_OF_COLUMN = {"fen_per_kg": "price", "grade_id": "grade", "village_id": "village"}


class PriceForm(forms.Form):
    """One price of one product, as it was seen paid. `unit` is what its bare number counts."""

    request_key = forms.UUIDField(widget=forms.HiddenInput())
    unit = forms.CharField(required=False, widget=forms.HiddenInput())
    product = forms.CharField(widget=forms.HiddenInput())

    def __init__(
        self,
        data: Data | None = None,
        *,
        product: ProductChoice,
        desk: VillageDesk,
        initial: dict[str, Any] | None = None,
    ) -> None:
        first = {"request_key": uuid4(), "product": product.code, **(initial or {})}
        super().__init__(data, initial=first)
        said = data if data is not None else first
        self.desk = desk
        self.price_unit = unit_of(str(said.get("unit") or ""))
        self.initial["unit"] = self.price_unit
        self.fields["grade"] = choice_field(
            product.grade_choices,
            label=gettext("等级"),
            help_text=product.criteria,
            required=gettext("选一下等级"),
        )
        self.fields["price"] = price_field(
            unit=self.price_unit,
            name="fen_per_kg",
            label=gettext("地头价"),
            help_text=gettext("在地头收货、农户当场拿到的价，不含运费"),
        )
        self.fields["seen_on"] = day_field(name="seen_on", label=gettext("哪天看到的"))
        if desk.only is None:
            add_place(self, desk, said, label=gettext("在哪个村看到的"))

    @property
    def price_unit_shown(self) -> str:
        """The unit behind the price."""
        return price_unit_words(self.price_unit)

    def seen(self) -> PriceSeen | None:
        """What a valid form reports; None while a village is still to be picked."""
        said = self.cleaned_data
        village = self.desk.only or self.desk.by_code(said.get("village", ""))
        if village is None:
            return None
        return PriceSeen(
            village_id=village.pk,
            grade_id=int(said["grade"]),
            fen_per_kg=said["price"],
            seen_on=said["seen_on"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the box that it concerns."""
        box = _BOX_OF_COLUMN.get(refusal.field, refusal.field)
        self.add_error(box if box in self.fields else None, sentence(refusal))
