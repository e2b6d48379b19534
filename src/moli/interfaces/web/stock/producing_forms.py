"""The form of a batch: how many units, and what goes into them of each weigh-in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext

from moli.interfaces.web.lots.fields import unit_of, unit_words, weight_text
from moli.interfaces.web.registry.fields import count_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, RegistryForm
from moli.interfaces.web.stock.fields import ScaleField
from moli.interfaces.web.stock.rows import WeighInRow
from moli.interfaces.words.amounts import jin, number
from moli.orders.rules.producing import UNITS_MAX, Input, oldest_first


def units_field() -> Any:
    """A box for a number of units."""
    return count_field(
        label=gettext("装了多少件"),
        most=UNITS_MAX,
        least=1,
        required=gettext("写一下装了多少件"),
    )


class PlanForm(RegistryForm):
    """How many units there will be: the page then fills in what to take, the oldest first."""

    def __init__(self, data: Data | None) -> None:
        super().__init__(data)
        unit = unit_of(str(data.get("unit", "") if data else ""))
        self.initial["unit"] = unit
        self.unit_shown = unit_words(unit)
        self.fields["unit"] = forms.CharField(widget=forms.HiddenInput(), required=False, label="")
        self.fields["units"] = units_field()
        self.fields["loss"] = ScaleField(
            unit=unit,
            name="loss_grams",
            required="",
            help_text=gettext("挑出来的、撒掉的，大概就行，没有就空着"),
        )


@dataclass(frozen=True)
class InputBox:
    """One weigh-in that may go in, and the box for how much of it."""

    row: WeighInRow
    bound: BoundField

    @property
    def is_used(self) -> bool:
        """Whether something of it goes in, or was refused."""
        return bool(self.bound.value() or self.bound.errors)


@dataclass(frozen=True)
class PackSource:
    """What may go into a batch: a weigh-in, or what another station gave of one."""

    weigh_in_key: str
    left_grams: int
    load_key: str = ""

    @property
    def box(self) -> str:
        """The name of its box."""
        return f"take-{self.load_key or self.weigh_in_key}"

    def taking(self, grams: int) -> Input:
        """So much of it."""
        return Input(self.weigh_in_key, grams, self.load_key)


class BatchForm(KeyedForm):
    """What goes in of each weigh-in; the loss is what is not in the units."""

    def __init__(
        self,
        data: Data | None,
        *,
        article: Any,
        sources: Sequence[PackSource],
        plan: PlanForm | None = None,
    ) -> None:
        said = plan.cleaned_data if plan else {}
        unit = unit_of(str((data if data is not None else said).get("unit", "") or ""))
        super().__init__(data, initial={"unit": unit, "units": said.get("units")})
        self.article, self.unit_shown = article, unit_words(unit)
        self.fields["unit"] = forms.CharField(widget=forms.HiddenInput(), required=False, label="")
        self.fields["units"] = units_field()
        needed = (said.get("units") or 0) * article.grams_per_unit + (said.get("loss") or 0)
        self._sources = {each.box: each for each in sources}
        left = [each.taking(each.left_grams) for each in sources]
        taken = {
            (each.weigh_in_key, each.load_key): each.grams
            for each in oldest_first(left, needed_grams=needed)
        }
        for each in sources:
            self.fields[each.box] = ScaleField(unit=unit, name="grams", required="")
            self.fields[each.box].label = gettext("用多少")
            if grams := taken.get((each.weigh_in_key, each.load_key)):
                self.initial[each.box] = weight_text(grams, unit=unit)

    def boxes_for(self, shown: Sequence[WeighInRow]) -> list[InputBox]:
        """Each of what may go in beside its box."""
        pairs = zip(self._sources, shown, strict=True)
        return [InputBox(row, self[box]) for box, row in pairs]

    @property
    def inputs(self) -> tuple[Input, ...]:
        """What a valid form takes."""
        return tuple(
            source.taking(self.cleaned_data[box])
            for box, source in self._sources.items()
            if self.cleaned_data.get(box)
        )

    @property
    def loss_grams(self) -> int:
        """What goes in and is in no unit."""
        given = sum(each.grams for each in self.inputs)
        return int(given - self.cleaned_data["units"] * self.article.grams_per_unit)

    def clean(self) -> dict[str, Any]:
        """Say how much is missing, before anybody has to reckon it."""
        said = super().clean()
        if self.errors or "units" not in said or self.loss_grams >= 0:
            return said
        needed = said["units"] * self.article.grams_per_unit
        self.add_error(
            None,
            gettext(
                "用料一共 %(given)s，装 %(units)s 件要 %(needed)s，还差 %(missing)s，"
                "请多用一些或少装几件。"
            )
            % {
                "given": jin(needed + self.loss_grams),
                "units": number(said["units"]),
                "needed": jin(needed),
                "missing": jin(-self.loss_grams),
            },
        )
        return said
