"""Forms of goods between stations; each knows the version that its page showed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext

from moli.interfaces.web.lots.fields import day_field, unit_of, unit_words, weight_text
from moli.interfaces.web.registry.fields import kind_field, only_one, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout
from moli.interfaces.web.stock.fields import ScaleField, unit_field
from moli.interfaces.web.stock.receipts import REASONS
from moli.interfaces.web.stock.rows import WeighInRow
from moli.interfaces.words.amounts import jin
from moli.orders.rules.producing import Input, oldest_first
from moli.orders.rules.transferring import MILLE, WORDS_SIGNS_MAX, TransferDecline

Choices = Sequence[tuple[str, str]]
_PER_CENT = 10


class StepForm(KeyedForm):
    """A step of a transfer: what was seen when the page was opened travels with it."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput(), label="")

    def __init__(self, data: Data | None, *, version: int, **kwargs: Any) -> None:
        initial = {"seen_version": version, **kwargs.pop("initial", {})}
        super().__init__(data, initial=initial, **kwargs)


class AskForm(KeyedForm):
    """How much is asked for, until when, and which share of the commission is whose."""

    layout: ClassVar[Layout] = (
        ("", (("asking_station_key",), ("grade",), ("unit",), ("amount",), ("needed_by_on",))),
        ("", (("share",), ("article",), ("words",))),
    )
    units: ClassVar[Mapping[str, str]] = {"share": "%"}
    boxes: ClassVar[Mapping[str, str]] = {
        "grams": "amount",
        "seller_per_mille": "share",
        "giving_station_key": "asking_station_key",
    }

    def __init__(
        self,
        data: Data | None,
        *,
        stations: Choices,
        grades: Choices,
        articles: Choices,
        initial: dict[str, Any],
    ) -> None:
        unit = unit_of(str(data.get("unit", "") if data else ""))
        super().__init__(
            data, initial={"unit": unit, "asking_station_key": only_one(stations), **initial}
        )
        self.fields["asking_station_key"] = _choice(stations, label=gettext("替哪个站要"))
        self.fields["grade"] = _choice(
            grades, label=gettext("最低要几级"), help_text=gettext("更好的也收")
        )
        self.fields["unit"] = unit_field()
        self.fields["amount"] = ScaleField(
            unit=unit, name="grams", required=gettext("写一下要多少")
        )
        self.fields["amount"].label = gettext("要多少")
        self.fields["needed_by_on"] = day_field(name="needed_by_on", label=gettext("最晚哪天要"))
        self.fields["share"] = forms.DecimalField(
            label=gettext("我们站分佣金的百分之几"),
            min_value=0,
            max_value=MILLE // _PER_CENT,
            decimal_places=1,
            max_digits=4,
            help_text=gettext("我们装、我们卖的这一份；剩下的归收货的站。对方同意了就定下来"),
            error_messages=dict.fromkeys(
                (
                    *("required", "invalid", "min_value", "max_value"),
                    *("max_decimal_places", "max_digits", "max_whole_digits"),
                ),
                gettext("写 0 到 100，最多一位小数"),
            ),
        )
        if articles:
            self.fields["article"] = _choice(
                [("", gettext("还没定")), *articles],
                label=gettext("装哪种商品"),
                is_required=False,
            )
        self.fields["words"] = text_field(
            label=gettext("给对方的话"),
            longest=WORDS_SIGNS_MAX,
            help_text=gettext("可以不写，比如：中秋前要发 400 盒"),
        )

    @property
    def per_mille(self) -> int:
        """The share in thousandths."""
        return int(self.cleaned_data["share"] * _PER_CENT)


@dataclass(frozen=True)
class PickBox:
    """One weigh-in that may be given, and the box for how much of it."""

    row: WeighInRow
    bound: BoundField


class AgreeForm(StepForm):
    """What is given of each weigh-in; filled in with what spoils first."""

    boxes: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self, data: Data | None, *, version: int, weigh_ins: Sequence[Any], asked_grams: int
    ) -> None:
        unit = unit_of(str(data.get("unit", "") if data else ""))
        super().__init__(data, version=version, initial={"unit": unit})
        self.unit_shown = unit_words(unit)
        self.fields["unit"] = forms.CharField(widget=forms.HiddenInput(), required=False, label="")
        left = [Input(row.key, row.left_grams) for row in weigh_ins]
        taken = {each.weigh_in_key: each for each in oldest_first(left, needed_grams=asked_grams)}
        for row in weigh_ins:
            name = f"take-{row.uid}"
            self.fields[name] = ScaleField(unit=unit, name="grams", required="")
            self.fields[name].label = gettext("给多少")
            if row.key in taken:
                self.initial[name] = weight_text(taken[row.key].grams, unit=unit)

    def boxes_for(self, rows: Sequence[Any], shown: Sequence[WeighInRow]) -> list[PickBox]:
        """Each weigh-in beside its box."""
        return [PickBox(row, self[f"take-{one.uid}"]) for one, row in zip(rows, shown, strict=True)]

    @property
    def picked(self) -> list[tuple[Any, int]]:
        """What a valid form gives: weigh-ins by their uids."""
        return [
            (name.removeprefix("take-"), grams)
            for name, grams in self.cleaned_data.items()
            if name.startswith("take-") and grams
        ]


class DeclineForm(StepForm):
    """Why nothing is given."""

    layout: ClassVar[Layout] = (("", (("decline_reason",),)),)

    def __init__(self, data: Data | None, *, version: int) -> None:
        super().__init__(data, version=version)
        self.fields["decline_reason"] = kind_field(
            TransferDecline, label=gettext("为什么不给"), is_required=True
        )


class CancelForm(StepForm):
    """Nothing but the wish to call it off."""


class WeightForm(StepForm):
    """A weight off a scale, of at most so much."""

    layout: ClassVar[Layout] = (("", (("unit",), ("amount",), ("loss_reason",))),)
    boxes: ClassVar[Mapping[str, str]] = {"grams": "amount"}

    def __init__(
        self, data: Data | None, *, version: int, most_grams: int, may_lose: bool = False
    ) -> None:
        unit = unit_of(str(data.get("unit", "") if data else ""))
        initial = {"unit": unit, "amount": weight_text(most_grams, unit=unit)}
        super().__init__(data, version=version, initial=initial)
        self.fields["unit"] = unit_field()
        self.fields["amount"] = ScaleField(
            unit=unit,
            name="grams",
            required=gettext("写一下秤上多少"),
            help_text=gettext("最多 %(most)s") % {"most": jin(most_grams)},
        )
        self.fields["amount"].label = gettext("秤上多少")
        if may_lose:
            self.fields["loss_reason"] = kind_field(
                REASONS,
                label=gettext("少了的话，为什么"),
                help_text=gettext("一点没少就不选"),
            )


def _choice(
    choices: Choices, *, label: str, is_required: bool = True, help_text: str = ""
) -> forms.ChoiceField:
    wrong = gettext("选一个")
    return forms.ChoiceField(
        choices=choices,
        label=label,
        required=is_required,
        help_text=help_text,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )
