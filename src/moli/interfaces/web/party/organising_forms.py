"""Forms of branches themselves: founding, form and place, what one stands under and leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.party.member_forms import Choices, DayForm, choice_field
from moli.interfaces.web.registry.fields import day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.party.rules.branches import BranchKind, LedKind
from moli.party.rules.organisation import Form
from moli.party.services.founding import Seat

NAME_MAX, NAME_EN_MAX, UNITS_MAX = 60, 100, 400
# Areas stand under their towns: a name with the choices below it, or a choice.
AreaChoices = Sequence[tuple[str, Any]]


class SeatForm(RegistryForm):
    """What form a branch has, in which units it is, and where."""

    layout: ClassVar[Layout] = (("", (("form",), ("host_units",), ("area",))),)

    def __init__(
        self,
        data: Data | None = None,
        *,
        areas: AreaChoices,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.add_seat(areas)

    def add_seat(self, areas: AreaChoices) -> None:
        """The three boxes."""
        self.fields["form"] = kind_field(Form, label=gettext("形式"), is_required=True)
        self.fields["host_units"] = text_field(
            label=gettext("所在单位（可不写）"),
            longest=UNITS_MAX,
            lines=3,
            help_text=gettext("一行一个，联合党支部写两个以上"),
        )
        self.fields["area"] = forms.ChoiceField(
            choices=[("", gettext("没填")), *areas],
            label=gettext("所在地"),
            required=False,
            help_text=gettext("在村里的支部五年一届，别的三年一届"),
            error_messages={"invalid_choice": gettext("选一个")},
        )

    def seat(self) -> Seat:
        """The seat, of a valid form."""
        said = self.cleaned_data
        lines = (line.strip() for line in said["host_units"].splitlines())
        return Seat(
            form=Form(said["form"]),
            host_units=tuple(line for line in lines if line),
            area_code=said["area"],
        )


class FoundForm(KeyedForm, SeatForm):
    """A new branch: its names, what it stands under, since when, and its seat."""

    layout: ClassVar[Layout] = (
        ("", (("name",), ("name_en",), ("kind",), ("parent",), ("founded_on",))),
        *SeatForm.layout,
    )
    boxes: ClassVar[Mapping[str, str]] = {"on": "founded_on", "branch": "parent"}

    def __init__(
        self,
        data: Data | None = None,
        *,
        today: date,
        parents: Choices,
        areas: AreaChoices,
        may_stand_alone: bool,
    ) -> None:
        initial = {"founded_on": today, "form": Form.BRANCH}
        super().__init__(data, areas=areas, initial=initial)
        self.fields["name"] = text_field(
            label=gettext("支部名称"), longest=NAME_MAX, required=gettext("写一下支部名称")
        )
        self.fields["name_en"] = text_field(
            label=gettext("英文名称（可不写）"), longest=NAME_EN_MAX
        )
        self.fields["kind"] = kind_field(BranchKind, label=gettext("类别"), is_required=True)
        self.fields["parent"] = choice_field(parents, label=gettext("上级支部"))
        if may_stand_alone:
            self.fields["parent"].required = False
            self.fields["parent"].help_text = gettext("全县最上面的支部空着")
        self.fields["founded_on"] = day_field(name="founded_on", label=gettext("成立日期"))


class ParentForm(DayForm):
    """What a branch stands under from a day on."""

    layout: ClassVar[Layout] = (("", (("parent",), ("on",))),)
    boxes: ClassVar[Mapping[str, str]] = {"branch": "parent"}

    def __init__(self, data: Data | None = None, *, today: date, parents: Choices) -> None:
        super().__init__(data, today=today)
        self.fields["parent"] = choice_field(parents, label=gettext("上级支部"))


def thing_of(value: str) -> tuple[LedKind, str]:
    """Kind and key of something that is led, from its value in a box."""
    kind, _, key = value.partition(":")
    return LedKind(kind), key


class GiveForm(DayForm):
    """One thing that nobody leads yet, and from when on."""

    layout: ClassVar[Layout] = (("", (("led",), ("on",))),)
    boxes: ClassVar[Mapping[str, str]] = {"led_key": "led", "branch": "led"}

    def __init__(self, data: Data | None = None, *, today: date, free: AreaChoices) -> None:
        super().__init__(data, today=today)
        self.fields["led"] = forms.ChoiceField(
            choices=[("", gettext("请选")), *free],
            label=gettext("哪个乡镇、村、企业或服务站"),
            help_text=gettext("只列还没有支部带的"),
            widget=forms.Select(),
            error_messages={
                "required": gettext("选一样要交给它带的"),
                "invalid_choice": gettext("这一项已经有支部带着，请刷新再选"),
            },
        )


class EndLeadForm(DayForm):
    """What a branch leads no longer from a day on."""

    layout: ClassVar[Layout] = (("", (("led",), ("on",))),)
    boxes: ClassVar[Mapping[str, str]] = {}

    def __init__(self, data: Data | None = None, *, today: date, led: Choices) -> None:
        super().__init__(data, today=today)
        self.fields["led"] = forms.MultipleChoiceField(
            choices=list(led),
            label=gettext("收回哪些"),
            widget=forms.CheckboxSelectMultiple(),
            error_messages={
                "required": gettext("选一下收回哪些"),
                "invalid_choice": gettext("这一项已经收回，请刷新再选"),
            },
        )
