"""The form that posts or changes a lot, and what it shares with that of a demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.interfaces.web.lots.choices import (
    OTHER,
    PICKS_MAX,
    ProductChoice,
    VillageChoice,
    product_picks,
    towns_of,
)
from moli.interfaces.web.lots.fields import (
    day_field,
    price_field,
    price_text,
    price_unit_words,
    unit_of,
    unit_words,
    weight_field,
    weight_text,
)
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.market.rules.message_heard import Field, Understanding
from moli.market.rules.offers import Window
from moli.market.services.posting_lots import LotOffer

Data = Mapping[str, Any]
HOUSEHOLDS_MAX = 100_000
# The boxes that a refusal means when it names a column.
_BOX_OF_COLUMN = {
    "grams": "weight",
    "floor_fen_per_kg": "price",
    "ceiling_fen_per_kg": "price",
    "ready_from_on": "from_on",
    "ready_to_on": "to_on",
    "deliver_from_on": "from_on",
    "deliver_to_on": "to_on",
    "poor_households": "poor_households",
    "village_id": "village",
    "grade_id": "grade",
    "lowest_grade_id": "grade",
    "enterprise_id": "enterprise",
}


def choice_field(
    choices: Sequence[tuple[str, str]], *, label: str, required: str, help_text: str = ""
) -> forms.ChoiceField:
    """Up to five choices (and "other") to tap; more in a list whose first line says "choose"."""
    is_short = len(choices) <= PICKS_MAX + 1
    offered = list(choices) if is_short else [("", gettext("请选")), *choices]
    return forms.ChoiceField(
        choices=offered,
        label=label,
        help_text=help_text,
        widget=forms.RadioSelect() if is_short else forms.Select(),
        error_messages={"required": required, "invalid_choice": required},
    )


class OfferForm(forms.Form):
    """Product, grade, weight, price and days: what a lot and a demand both say.

    `request_key` is made when the form is first shown, so that a double tap posts once; `unit`
    is what its bare numbers count; `message` is what was pasted, if anything was.
    """

    price_name = ""
    price_label: Any = ""
    price_help: Any = ""
    grade_label: Any = _("等级")
    day_labels: tuple[Any, Any] = ("", "")

    request_key = forms.UUIDField(widget=forms.HiddenInput())
    unit = forms.CharField(required=False, widget=forms.HiddenInput())
    message = forms.CharField(required=False, strip=False, widget=forms.HiddenInput())

    def __init__(
        self, data: Data | None = None, *, products: Sequence[ProductChoice], **kwargs: Any
    ) -> None:
        initial = {"request_key": uuid4(), **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)
        said = data if data is not None else initial
        self.weight_unit = unit_of(str(said.get("unit") or ""))
        self.initial["unit"] = self.weight_unit
        self.chosen_product = next((p for p in products if p.code == said.get("product")), None)
        self._add_goods(products, asked=str(said.get("product") or ""))
        self._add_amounts()

    def _add_goods(self, products: Sequence[ProductChoice], *, asked: str) -> None:
        everything = [(product.code, product.name) for product in products]
        picks = product_picks(products, chosen=asked)
        self.fields["product"] = choice_field(
            # "Other" was tapped: the same box now lists everything.
            everything if asked == OTHER else picks,
            label=gettext("产品"),
            required=gettext("选一下产品"),
        )
        if self.chosen_product is not None:
            self.fields["grade"] = choice_field(
                self.chosen_product.grade_choices,
                label=self.grade_label,
                help_text=self.chosen_product.criteria,
                required=gettext("选一下等级"),
            )

    def _add_amounts(self) -> None:
        self.fields["weight"] = weight_field(
            unit=self.weight_unit,
            label=gettext("数量"),
            help_text=gettext("写数字就是%(unit)s，也可以写 8万、40吨")
            % {"unit": unit_words(self.weight_unit)},
        )
        self.fields["price"] = price_field(
            unit=self.weight_unit,
            name=self.price_name,
            label=self.price_label,
            help_text=self.price_help,
        )
        for name, label in zip(("from_on", "to_on"), self.day_labels, strict=True):
            self.fields[name] = day_field(name=name, label=label)

    @property
    def unit_shown(self) -> str:
        """The unit behind the weight."""
        return unit_words(self.weight_unit)

    @property
    def price_unit_shown(self) -> str:
        """The unit behind the price."""
        return price_unit_words(self.weight_unit)

    @property
    def window(self) -> Window:
        """First and last day of a valid form."""
        return Window(self.cleaned_data["from_on"], self.cleaned_data["to_on"])

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal of the market beside the box that it concerns."""
        box = _BOX_OF_COLUMN.get(refusal.field)
        self.add_error(box if box in self.fields else None, sentence(refusal))

    def ask(self, questions: Mapping[str, str]) -> None:
        """Put the questions that a message left open in the place of plainer errors."""
        for box, question in questions.items():
            if box in self.fields:
                self.errors[box] = self.error_class([question])


@dataclass(frozen=True)
class VillageDesk:
    """The villages for which a person may post, and those that a message could mean."""

    villages: tuple[VillageChoice, ...]
    candidates: tuple[str, ...] = ()

    @property
    def only(self) -> VillageChoice | None:
        """The one village of a person who has just one."""
        return self.villages[0] if len(self.villages) == 1 else None

    def by_code(self, code: str) -> VillageChoice | None:
        """A village in reach by its code."""
        return next((village for village in self.villages if village.code == code), None)

    def offered(self, *, town_code: str, chosen: str) -> tuple[VillageChoice, ...]:
        """The villages to choose from: those of the same name, else those of the town."""
        meant = tuple(v for v in self.villages if v.code in self.candidates)
        if meant:
            return meant
        if len(self.villages) <= PICKS_MAX:
            return self.villages
        town = town_code or chosen[:9]
        return tuple(v for v in self.villages if v.town_code == town)


def add_place(form: forms.Form, desk: VillageDesk, said: Mapping[str, Any], *, label: str) -> None:
    """Ask for the village, and for the town before it where the villages are many."""
    town, village = str(said.get("town") or ""), str(said.get("village") or "")
    offered = desk.offered(town_code=town, chosen=village)
    # Up to five villages in all, or some of one name, need no town before them.
    if len(desk.villages) > PICKS_MAX and not desk.candidates:
        form.fields["town"] = forms.ChoiceField(
            choices=[("", gettext("请选")), *towns_of(desk.villages)],
            label=gettext("乡镇"),
            required=not offered,
            error_messages={"required": gettext("先选乡镇，再选村")},
        )
        form.initial.setdefault("town", village[:9])
    if offered:
        form.fields["village"] = choice_field(
            [(one.code, one.name) for one in offered],
            label=label,
            required=gettext("选一下村"),
        )


class LotForm(OfferForm):
    """A lot: what a village offers, from which price on, when, and whose it is."""

    price_name = "floor_fen_per_kg"
    price_label = _("最低价")
    price_help = _("低于这个价不会给您配单。别的村和买家看不到")
    day_labels = (_("哪天可以提货"), _("最晚哪天"))

    def __init__(
        self,
        data: Data | None = None,
        *,
        products: Sequence[ProductChoice],
        desk: VillageDesk,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, products=products, **kwargs)
        self.desk = desk
        said = data if data is not None else self.initial
        if desk.only is None:
            add_place(self, desk, said, label=gettext("哪个村的货"))
        self.fields["households"] = _count_field(gettext("这批货是多少户的"), least=1)
        self.fields["poor_households"] = _count_field(gettext("其中贫困户"), least=0)

    @property
    def chosen_village(self) -> VillageChoice | None:
        """The village of a valid form."""
        return self.desk.only or self.desk.by_code(self.cleaned_data.get("village", ""))

    def offer(self, *, words: str = "") -> LotOffer:
        """What a valid form offers."""
        said = self.cleaned_data
        village = self.chosen_village
        if village is None:
            raise ValueError("a form without a village is not valid and offers nothing")
        return LotOffer(
            village_id=village.pk,
            grade_id=int(said["grade"]),
            grams=said["weight"],
            floor_fen_per_kg=said["price"],
            window=self.window,
            households=said["households"],
            poor_households=said["poor_households"],
            words=words,
        )


def _count_field(label: str, *, least: int) -> forms.IntegerField:
    wrong = gettext("写 %(least)s 到 %(most)s 之间的整数") % {
        "least": least,
        "most": f"{HOUSEHOLDS_MAX:,}",
    }
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=HOUSEHOLDS_MAX,
        error_messages={
            "required": gettext("写一下有多少户"),
            "invalid": wrong,
            "min_value": wrong,
            "max_value": wrong,
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


# The box in which a field of a message stands.
BOXES: Mapping[Field, str] = {
    Field.VILLAGE: "village",
    Field.PRODUCT: "product",
    Field.GRADE: "grade",
    Field.WEIGHT: "weight",
    Field.PRICE: "price",
    Field.DESTINATION: "destination",
    Field.FROM: "from_on",
    Field.TO: "to_on",
}


def boxes_filled(understanding: Understanding, *, unit: str) -> dict[str, str]:
    """The boxes that a message fills, as text, as if they had been typed."""
    shown: Mapping[Field, Callable[[Any], str]] = {
        Field.WEIGHT: lambda grams: weight_text(grams, unit=unit),
        Field.PRICE: lambda fen: price_text(fen, unit=unit),
        Field.FROM: date.isoformat,
        Field.TO: date.isoformat,
    }
    filled: dict[str, str] = {"unit": unit}
    for name, box in BOXES.items():
        value = understanding.heard(name).value
        if value is not None:
            filled[box] = shown.get(name, str)(value)
    return filled


def known_key(text: str) -> bool:
    """Whether a text is a request key."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
