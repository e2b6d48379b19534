"""Forms of a delivery: weighing in for it, sending it, accepting it, its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.catalogue.rules import Storage
from moli.interfaces.web.bulk.fields import WeightForm
from moli.interfaces.web.lots.fields import day_field
from moli.interfaces.web.registry.fields import yuan_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout
from moli.interfaces.words.labels import label
from moli.orders.rules.delivering import DeliveryCosts
from moli.orders.rules.weighing import Weighed


class WeighForm(WeightForm):
    """What the scale said of what one household brought."""

    layout: ClassVar[Layout] = (
        ("", (("gross", "tare"), ("grade",), ("harvested_on",), ("storage",), ("station",))),
    )
    boxes: ClassVar[Mapping[str, str]] = {
        "gross_grams": "gross",
        "tare_grams": "tare",
        "grams": "gross",
        "station_key": "station",
    }
    weights: Sequence[str] = ("gross", "tare")

    def __init__(
        self,
        data: Data | None = None,
        *,
        grades: Sequence[tuple[str, str]],
        stations: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        initial = {"harvested_on": today, "tare": "0", "storage": Storage.AMBIENT}
        initial |= {"grade": grades[0][0], "station": stations[0][0] if stations else ""}
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.add_weight("gross", label=gettext("毛重，秤上的数"))
        self.add_weight("tare", label=gettext("皮重，筐和袋"))
        self._add_choice("grade", grades, gettext("等级"))
        self.fields["harvested_on"] = day_field(name="harvested_on", label=gettext("哪天采的"))
        kept = [(str(kind), label(kind)) for kind in Storage]
        self._add_choice("storage", kept, gettext("怎么放"))
        if len(stations) > 1:
            self._add_choice("station", stations, gettext("在哪个站过的秤"))
        self.only_station = stations[0][0] if stations else ""

    def _add_choice(self, name: str, choices: Sequence[tuple[str, str]], words: str) -> None:
        wrong = gettext("选一个")
        self.fields[name] = forms.ChoiceField(
            choices=choices,
            label=words,
            widget=forms.RadioSelect(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )

    def weighed(self) -> Weighed:
        """What a valid form says."""
        said = self.cleaned_data
        return Weighed(said["gross"], said["tare"], said["harvested_on"])

    @property
    def station_key(self) -> str:
        """The station whose scale it was."""
        return str(self.cleaned_data.get("station") or self.only_station)

    @property
    def storage(self) -> Storage:
        """How it is kept."""
        return Storage(self.cleaned_data["storage"])


class SendForm(KeyedForm):
    """Which weigh-ins leave, and what the load costs."""

    boxes: ClassVar[Mapping[str, str]] = {"freight_fen": "freight", "packaging_fen": "packaging"}

    def __init__(
        self, data: Data | None = None, *, ready: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        everything = [uid for uid, _ in ready]
        super().__init__(data, initial={"loads": everything, "freight": "0", "packaging": "0"})
        self.fields["loads"] = forms.MultipleChoiceField(
            choices=ready,
            label=gettext("哪些装车"),
            widget=forms.CheckboxSelectMultiple(),
            error_messages={
                "required": gettext("至少选一户的货"),
                "invalid_choice": gettext("有一户的货刚被发走，请看看再发"),
            },
        )
        self.fields["freight"] = yuan_field(
            label=gettext("这车运费"),
            required=gettext("没有就写 0"),
            help_text=gettext("卖方出的才写，第一笔货款里先扣"),
        )
        self.fields["packaging"] = yuan_field(
            label=gettext("筐和包装"), required=gettext("没有就写 0")
        )

    def costs(self) -> DeliveryCosts:
        """What a valid form says the load costs."""
        return DeliveryCosts(self.cleaned_data["freight"], self.cleaned_data["packaging"])


class RemittanceForm(KeyedForm):
    """A buyer's money as the bank's slip says it."""

    layout: ClassVar[Layout] = (("", (("bank_reference",), ("total",))),)
    boxes: ClassVar[Mapping[str, str]] = {"total_fen": "total"}
    units: ClassVar[Mapping[str, str | Promise]] = {"total": _("元")}

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["bank_reference"] = forms.CharField(
            label=gettext("银行流水号"),
            help_text=gettext("回单上的号，同一个号只记一次"),
            max_length=80,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"required": gettext("写一下银行流水号")},
        )
        self.fields["total"] = yuan_field(
            label=gettext("到账多少"), required=gettext("写一下到账多少")
        )
