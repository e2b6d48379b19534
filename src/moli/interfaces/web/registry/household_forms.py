"""Forms about a household as a whole: registering it, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.households.rules.causes import Attribute, Cause, StandardLevel
from moli.households.rules.people import Relation
from moli.households.rules.registration import HouseholdFacts
from moli.interfaces.web.registry.fields import kind_field, text_field
from moli.interfaces.web.registry.forms import (
    Data,
    HoldingForm,
    KeyedForm,
    Layout,
    VersionedForm,
)
from moli.interfaces.web.registry.people_forms import PERSON_LAYOUT, PersonBoxes
from moli.interfaces.words.labels import field_label

VillageChoices = Sequence[tuple[str, Any]]
_HOUSEHOLD_ROWS: Layout = (
    (_("联系和编号"), (("group_name", "address"), ("phone", "household_code"))),
    (
        _("为什么困难"),
        (("main_cause",), ("second_cause", "third_cause"), ("standard",), ("attribute",)),
    ),
)


class HouseholdBoxes(HoldingForm):
    """The boxes of a household without its people. No box asks for a bank account."""

    boxes: ClassVar[Mapping[str, str]] = {
        "causes": "main_cause",
        "national_code": "household_code",
    }
    numbers: ClassVar[Sequence[str]] = ("phone",)
    known_phone = ""

    def add_household(self) -> None:
        """Add the boxes."""
        self.fields |= {
            "group_name": text_field(label=field_label("group_name"), longest=30),
            "address": text_field(label=field_label("address"), longest=100),
            "phone": text_field(
                label=field_label("phone"),
                longest=20,
                help_text=self._phone_help(),
                inputmode="tel",
            ),
            "household_code": text_field(
                label=field_label("national_code"),
                longest=30,
                help_text=gettext("全国系统里的编号，没有就空着"),
                inputmode="numeric",
            ),
            "main_cause": kind_field(Cause, label=field_label("main_cause")),
            "second_cause": kind_field(Cause, label=field_label("second_cause")),
            "third_cause": kind_field(Cause, label=field_label("third_cause")),
            "standard": kind_field(StandardLevel, label=field_label("standard")),
            "attribute": kind_field(Attribute, label=field_label("attribute")),
        }

    def _phone_help(self) -> str:
        if self.known_phone:
            return gettext("现在是 %(masked)s，不改就空着") % {"masked": self.known_phone}
        return ""

    def household(self, *, phone: str = "") -> HouseholdFacts:
        """The household of a valid form; a phone that was left empty stays as it was."""
        said = self.cleaned_data
        causes = (said["main_cause"], said["second_cause"], said["third_cause"])
        return HouseholdFacts(
            national_code=said["household_code"],
            group_name=said["group_name"],
            address=said["address"],
            phone=said["phone"] or phone,
            standard=StandardLevel(said["standard"]) if said["standard"] else None,
            attribute=Attribute(said["attribute"]) if said["attribute"] else None,
            causes=tuple(Cause(cause) for cause in causes if cause),
        )


class RegisterForm(PersonBoxes, HouseholdBoxes, KeyedForm):
    """A household with its head; the others are added on its page."""

    layout: ClassVar[Layout] = (
        (_("在哪里"), (("village",),)),
        (_("户主"), PERSON_LAYOUT[0][1]),
        *_HOUSEHOLD_ROWS,
    )
    folded: ClassVar[Layout] = PERSON_LAYOUT[1:]
    numbers: ClassVar[Sequence[str]] = ("id_number", "phone")

    def __init__(
        self, data: Data | None = None, *, villages: VillageChoices, chosen: str = ""
    ) -> None:
        super().__init__(data, initial={"village": chosen})
        self.fields["village"] = village_field(villages)
        self.add_household()
        self.add_person(relations=[Relation.HEAD])


class HouseholdForm(HouseholdBoxes, VersionedForm):
    """What is known of a household. The phone on record is kept unless another is typed."""

    layout: ClassVar[Layout] = _HOUSEHOLD_ROWS

    def __init__(
        self, data: Data | None = None, *, found: Any, masked_phone: str, version: int
    ) -> None:
        self.known_phone = masked_phone
        names = ("group_name", "address", "standard", "attribute")
        causes = ("main_cause", "second_cause", "third_cause")
        initial = {name: getattr(found, name) for name in (*names, *causes)}
        initial["household_code"] = found.national_code
        super().__init__(data, version=version, initial=initial)
        self.add_household()
        self.add_held()


def village_field(villages: VillageChoices) -> forms.ChoiceField:
    """A village of those that the person reaches; the only one is not asked."""
    is_only = len(villages) == 1 and isinstance(villages[0][1], str)
    offered = list(villages) if is_only else [("", gettext("请选")), *villages]
    wrong = gettext("选一下村")
    return forms.ChoiceField(
        choices=offered,
        label=field_label("village"),
        widget=forms.HiddenInput() if is_only else forms.Select(),
        error_messages={"required": wrong, "invalid_choice": wrong},
    )
