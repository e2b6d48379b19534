"""The two ways to find a household, and the way to one outside one's area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext

from moli.households.rules.care import REASON_MIN_SIGNS
from moli.interfaces.web.registry.fields import text_field
from moli.interfaces.web.registry.forms import (
    Data,
    HoldingForm,
    Layout,
    NumberInput,
    RegistryForm,
)
from moli.interfaces.web.registry.household_forms import VillageChoices, village_field
from moli.interfaces.words.labels import field_label
from moli.kernel.identifiers import normal_id_number

REASON_MAX_SIGNS = 200


class NumberSearch(RegistryForm):
    """By a whole identity number; parts of one find nothing."""

    prefix = "number"

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["id_number"] = number_field(required=gettext("写一下完整的号码"))

    def clean(self) -> dict[str, Any]:
        """The number as numbers are compared."""
        self.cleaned_data["id_number"] = normal_id_number(self.cleaned_data.get("id_number", ""))
        return self.cleaned_data


class NameSearch(RegistryForm):
    """By a name in one village."""

    prefix = "name"

    def __init__(
        self, data: Data | None = None, *, villages: VillageChoices, chosen: str = ""
    ) -> None:
        super().__init__(data, initial={"village": chosen})
        self.fields["name"] = text_field(
            label=gettext("家里任何一个人的姓名"), longest=40, required=gettext("写一下姓名")
        )
        self.fields["village"] = village_field(villages)


class VillagePick(RegistryForm):
    """The village whose households are shown below."""

    def __init__(self, *, villages: VillageChoices, chosen: str) -> None:
        super().__init__(None, initial={"village": chosen}, auto_id="pick-%s")
        self.fields["village"] = village_field(villages)


class ReasonForm(RegistryForm):
    """Why somebody opens what is closed."""

    layout: ClassVar[Layout] = (("", (("reason",),)),)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["reason"] = reason_field()


class GlassForm(HoldingForm):
    """A household outside one's area: whose number, and why."""

    layout: ClassVar[Layout] = (("", (("id_number",), ("reason",))),)
    numbers: ClassVar[Sequence[str]] = ("id_number",)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["id_number"] = number_field()
        self.fields["reason"] = reason_field()
        self.add_held()

    def clean(self) -> dict[str, Any]:
        """Ask for a number unless one was typed before."""
        said = super().clean()
        if "id_number" in said and not said["id_number"]:
            self.add_error("id_number", gettext("写一下完整的号码"))
        return said


def number_field(*, required: str = "") -> Any:
    """A box for a whole identity number. What was typed is not shown again."""
    field = text_field(
        label=field_label("id_number"),
        longest=30,
        required=required,
        is_sealed=True,
        autocapitalize="characters",
        spellcheck="false",
    )
    field.widget = NumberInput(attrs=field.widget.attrs)
    return field


def reason_field() -> Any:
    """A box for a reason."""
    return text_field(
        label=gettext("为什么要看"),
        longest=REASON_MAX_SIGNS,
        required=gettext("写一下为什么要看"),
        help_text=gettext("至少 %(signs)s 个字，比如：核对 9 月打款的户主")
        % {"signs": REASON_MIN_SIGNS},
        lines=2,
    )
