"""Forms about who looks after a household, and what it agrees to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext

from moli.households.rules.care import ConsentPurpose, ResponsibleFacts, UnitLevel
from moli.interfaces.web.registry.fields import day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, HoldingForm, Layout, RegistryForm
from moli.interfaces.words.labels import field_label


class ResponsibleForm(HoldingForm):
    """Who is responsible for a household from a day on."""

    layout: ClassVar[Layout] = (
        ("", (("responsible_name", "phone"), ("unit",), ("unit_level",), ("from_on",))),
    )
    boxes: ClassVar[Mapping[str, str]] = {"name": "responsible_name"}
    numbers: ClassVar[Sequence[str]] = ("phone",)

    def __init__(self, data: Data | None = None, *, today: date) -> None:
        super().__init__(data, initial={"from_on": today})
        self.fields["responsible_name"] = text_field(
            label=field_label("name"), longest=40, required=gettext("写一下姓名")
        )
        self.fields["phone"] = text_field(label=field_label("phone"), longest=20, inputmode="tel")
        self.fields["unit"] = text_field(
            label=field_label("unit"), longest=60, required=gettext("写一下单位")
        )
        self.fields["unit_level"] = kind_field(
            UnitLevel, label=field_label("unit_level"), is_required=True
        )
        self.fields["from_on"] = day_field(name="from_on", label=gettext("从哪天起"))
        self.add_held()

    def facts(self) -> ResponsibleFacts:
        """Who is responsible, of a valid form."""
        said = self.cleaned_data
        return ResponsibleFacts(
            name=said["responsible_name"],
            unit=said["unit"],
            unit_level=UnitLevel(said["unit_level"]),
            phone=said["phone"],
        )


class ConsentForm(RegistryForm):
    """Who agrees to what, after it was read out."""

    layout: ClassVar[Layout] = (("", (("purpose",), ("member",), ("is_read_out",))),)

    def __init__(
        self, data: Data | None = None, *, adults: Sequence[tuple[str, str]], purpose: str = ""
    ) -> None:
        super().__init__(data, initial={"purpose": purpose})
        self.fields["purpose"] = kind_field(
            ConsentPurpose, label=gettext("同意什么"), is_required=True
        )
        self.fields["member"] = adult_field(adults)
        self.fields["is_read_out"] = forms.BooleanField(
            label=gettext("旁边的说明已经念给这户听，他们同意"),
            error_messages={"required": gettext("先把说明念给这户听")},
        )


def adult_field(adults: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    """Who of a household speaks for it."""
    wrong = gettext("选一个人")
    return forms.ChoiceField(
        choices=list(adults),
        label=gettext("谁同意的"),
        help_text=gettext("家里满 18 岁的人"),
        widget=forms.RadioSelect(),
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


def known(uid: Any, rows: Sequence[Any]) -> Any:
    """The row of a posted uid among some rows, or nothing."""
    return next((row for row in rows if str(row.uid) == uid), None)
