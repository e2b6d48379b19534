"""The form with which the office quotes a load: what is asked, from which lots, at which price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.web.bulk.fields import WeightForm
from moli.interfaces.web.lots.choices import ProductChoice
from moli.interfaces.web.lots.fields import day_field, price_field
from moli.interfaces.web.registry.forms import Data, Layout
from moli.orders.queries.bulk_lots import FreeLot
from moli.orders.rules.bulk_ordering import QuoteLine, QuoteOffer

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class QuoteChoices:
    """What there is to choose from, as values with their words."""

    enterprises: Choices
    products: Sequence[ProductChoice]
    places: Choices


@dataclass(frozen=True)
class LotBox:
    """A lot with the box for its weight."""

    lot: FreeLot
    weight: Any


class AskedForm(WeightForm):
    """What an enterprise asked for: the first half, from which lots are suggested."""

    layout: ClassVar[Layout] = (
        ("", (("enterprise",), ("product", "grade"), ("weight", "deliver_by_on"), ("place",))),
    )
    weights: Sequence[str] = ("weight",)

    def __init__(self, data: Data | None = None, *, choices: QuoteChoices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.choices = choices
        self._add_choice("enterprise", choices.enterprises, gettext("报给哪家企业"))
        products = [(each.code, each.name) for each in choices.products]
        self._add_choice("product", products, gettext("产品"))
        grades = [
            (product.name, [(grade.key, grade.name) for grade in product.grades])
            for product in choices.products
        ]
        self._add_choice("grade", grades, gettext("最低要什么等级"))
        self.add_weight("weight", label=gettext("要多少"))
        self.fields["deliver_by_on"] = day_field(
            name="deliver_by_on", label=gettext("最晚哪天送到")
        )
        self._add_choice("place", choices.places, gettext("送到哪里"))

    def _add_choice(self, name: str, choices: Sequence[Any], label: str) -> None:
        wrong = gettext("请选一个")
        self.fields[name] = forms.ChoiceField(
            choices=[("", gettext("请选")), *choices],
            label=label,
            error_messages={"required": wrong, "invalid_choice": wrong},
        )

    def clean(self) -> dict[str, Any]:
        """A grade is one of the product's."""
        said = super().clean()
        own = {grade.key for grade in self.product.grades} if self.product else set()
        if own and said.get("grade") and said["grade"] not in own:
            self.add_error("grade", str(_("选的等级不是这个品种的，请重新选等级。")))
        return said

    @property
    def product(self) -> ProductChoice | None:
        """The product that was chosen."""
        code = self.cleaned_data.get("product")
        return next((each for each in self.choices.products if each.code == code), None)


class QuoteForm(AskedForm):
    """The whole quote: what is asked for, with price, last day and so much of each lot."""

    units: ClassVar[Mapping[str, str | Promise]] = {}
    prices: Sequence[str] = ("price",)
    boxes: ClassVar[Mapping[str, str]] = {
        "price_fen_per_kg": "price",
        "lowest_grade_id": "grade",
        "destination_id": "place",
        "enterprise_id": "enterprise",
    }

    def __init__(
        self,
        data: Data | None = None,
        *,
        choices: QuoteChoices,
        lots: Sequence[FreeLot],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, choices=choices, **kwargs)
        self.lots = lots
        self.weights = ["weight", *(f"lot_{each.lot.uid}" for each in lots)]
        self.fields["price"] = price_field(
            unit=self.counted_in,
            name="price_fen_per_kg",
            label=gettext("报价（地头价）"),
            help_text=gettext("各村同一个价，到户就是它"),
        )
        self.fields["valid_until_on"] = day_field(
            name="valid_until_on", label=gettext("报价到哪天有效")
        )
        for name in self.weights[1:]:
            self.add_weight(name, label=gettext("从这批拿多少"), is_required=False)

    def clean(self) -> dict[str, Any]:
        """A lot that went since it was suggested is not left out in silence."""
        said = super().clean()
        boxes = (name for name in self.data if name.startswith("lot_"))
        if any(name not in self.fields and str(self.data[name]).strip() for name in boxes):
            self.add_error(None, gettext("有一批货刚没了，请看看再报"))
        return said

    @property
    def lot_boxes(self) -> list[LotBox]:
        """The lots with their boxes."""
        return [LotBox(each, self[f"lot_{each.lot.uid}"]) for each in self.lots]

    def offer(self) -> QuoteOffer:
        """What a valid form offers."""
        said = self.cleaned_data
        lines = [
            QuoteLine(each.lot.uid, said[f"lot_{each.lot.uid}"])
            for each in self.lots
            if said[f"lot_{each.lot.uid}"]
        ]
        return QuoteOffer(
            enterprise_id=int(said["enterprise"]),
            lowest_grade_id=int(said["grade"]),
            destination_id=int(said["place"]),
            lines=tuple(lines),
            price_fen_per_kg=said["price"],
            deliver_by_on=said["deliver_by_on"],
            valid_until_on=said["valid_until_on"],
        )
