"""Forms of stations: opening, what they offer, pauses, equipment, tasks, a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext

from moli.interfaces.web.registry.fields import count_field, day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.interfaces.web.registry.household_forms import VillageChoices
from moli.interfaces.words.labels import label
from moli.stations.rules.offering import EquipmentKind, PauseReason, Service
from moli.stations.rules.platforms import Platform
from moli.stations.services.equipping import COUNT_MAX
from moli.stations.services.equipping import WORDS_MAX as MODEL_MAX
from moli.stations.services.tasks import WORDS_MAX

NAME_MAX = 60
Choices = Sequence[tuple[str, str]]


def open_day(*, name: str, label: str, help_text: str) -> forms.Field:
    """A box for a day that may stay empty."""
    box = day_field(name=name, label=label, help_text=help_text)
    box.required = False
    return box


class OpenForm(RegistryForm):
    """A station that opens, or will: its name, whose it is, where, from when."""

    layout: ClassVar[Layout] = (("", (("platform",), ("village_code",), ("name",), ("from_on",))),)

    def __init__(
        self, data: Data | None = None, *, villages: VillageChoices, today: date, **kwargs: Any
    ) -> None:
        super().__init__(data, initial={"from_on": today}, **kwargs)
        self.fields["platform"] = kind_field(Platform, label=gettext("平台"), is_required=True)
        wrong = gettext("选一个村")
        self.fields["village_code"] = forms.ChoiceField(
            choices=[("", gettext("请选")), *villages],
            label=gettext("在哪个村"),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.fields["name"] = text_field(
            label=gettext("站名"), longest=NAME_MAX, required=gettext("写一下站名")
        )
        self.fields["from_on"] = day_field(
            name="from_on",
            label=pgettext("station", "哪天开"),
            help_text=gettext("以后的日期就是准备开"),
        )


class ServicesForm(RegistryForm):
    """What the station offers from a day on; what is not ticked ends that day."""

    layout: ClassVar[Layout] = (("", (("services",), ("from_on",))),)

    def __init__(
        self, data: Data | None = None, *, offered: Sequence[Service], today: date
    ) -> None:
        super().__init__(
            data, initial={"services": [each.value for each in offered], "from_on": today}
        )
        self.fields["services"] = forms.MultipleChoiceField(
            choices=[(each.value, label(each)) for each in Service],
            label=gettext("办哪些服务"),
            required=False,
            widget=forms.CheckboxSelectMultiple(),
            error_messages={"invalid_choice": gettext("选一个")},
        )
        self.fields["from_on"] = day_field(
            name="from_on",
            label=pgettext("station", "从哪天起"),
            help_text=gettext("新选的从这天办起，去掉的从这天不再办"),
        )


class PauseForm(RegistryForm):
    """Why the station closes for a time, from when, and until when if that is known."""

    layout: ClassVar[Layout] = (("", (("pause_reason",), ("from_on", "to_on"))),)

    def __init__(self, data: Data | None = None, *, today: date) -> None:
        super().__init__(data, initial={"from_on": today})
        self.fields["pause_reason"] = kind_field(
            PauseReason, label=gettext("为什么停"), is_required=True
        )
        self.fields["from_on"] = day_field(name="from_on", label=pgettext("station", "从哪天停"))
        self.fields["to_on"] = open_day(
            name="to_on",
            label=pgettext("station", "哪天再开"),
            help_text=gettext("还不知道就空着"),
        )


class OnDayForm(RegistryForm):
    """A day, and nothing else."""

    layout: ClassVar[Layout] = (("", (("on",),)),)
    boxes: ClassVar[Mapping[str, str]] = {"to_on": "on", "from_on": "on"}

    def __init__(
        self, data: Data | None = None, *, label: str, initial: date, help_text: str = ""
    ) -> None:
        super().__init__(data, initial={"on": initial})
        self.fields["on"] = day_field(name="on", label=label, help_text=help_text)


class EquipmentForm(KeyedForm):
    """So many things of a kind, with maker and model."""

    layout: ClassVar[Layout] = (("", (("equipment_kind",), ("count",), ("words",), ("from_on",))),)

    def __init__(self, data: Data | None = None, *, today: date) -> None:
        super().__init__(data, initial={"count": 1, "from_on": today})
        self.fields["equipment_kind"] = kind_field(
            EquipmentKind, label=pgettext("station", "什么设备"), is_required=True
        )
        self.fields["count"] = count_field(
            label=gettext("几件"), least=1, most=COUNT_MAX, required=gettext("写一下几件")
        )
        self.fields["words"] = text_field(
            label=gettext("型号，或谁借的"), longest=MODEL_MAX, help_text=gettext("可以空着")
        )
        self.fields["from_on"] = day_field(name="from_on", label=pgettext("station", "哪天放的"))


class TaskForm(KeyedForm):
    """What is to be done, until when, by whom."""

    layout: ClassVar[Layout] = (("", (("words",), ("due_on",), ("for_key",))),)

    def __init__(self, data: Data | None = None, *, people: Choices, today: date) -> None:
        super().__init__(data, initial={"due_on": today})
        self.fields["words"] = text_field(
            label=gettext("做什么"),
            longest=WORDS_MAX,
            required=gettext("写一下做什么"),
            help_text=gettext("不要写农户的姓名和号码"),
        )
        self.fields["due_on"] = day_field(name="due_on", label=gettext("哪天做完"))
        self.fields["for_key"] = forms.ChoiceField(
            choices=[("", gettext("全队，谁有空谁做")), *people],
            label=gettext("给谁"),
            required=False,
            error_messages={"invalid_choice": gettext("选一个")},
        )
