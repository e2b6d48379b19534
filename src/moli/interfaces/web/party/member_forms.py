"""Forms about members: registering one, a day, where he belongs, a position that ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext

from moli.interfaces.web.registry.fields import day_field, kind_field, text_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout, RegistryForm
from moli.party.rules.organisation import BelongingKind
from moli.party.services.members import MemberFacts

Choices = Sequence[tuple[str, str]]
OUT = "out"
NAME_MAX, PHONE_MAX = 40, 20


def choice_field(choices: Choices, *, label: str, help_text: str = "") -> forms.ChoiceField:
    """One of some things that a page lists."""
    wrong = gettext("选一个")
    return forms.ChoiceField(
        choices=[("", gettext("请选")), *choices],
        label=label,
        help_text=help_text,
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


class EnrolForm(KeyedForm):
    """A member and since when he belongs to the branch."""

    layout: ClassVar[Layout] = (
        ("", (("name",), ("joined_on", "full_on"), ("belonging",), ("from_on",), ("phone",))),
    )
    boxes: ClassVar[Mapping[str, str]] = {
        "on": "from_on",
        "branch": "belonging",
        "person_key": "phone",
    }

    def __init__(self, data: Data | None = None, *, today: date) -> None:
        super().__init__(data, initial={"from_on": today, "belonging": BelongingKind.HOME})
        self.fields["name"] = text_field(
            label=gettext("姓名"), longest=NAME_MAX, required=gettext("写一下姓名")
        )
        self.fields["joined_on"] = day_field(name="joined_on", label=gettext("入党日期"))
        self.fields["full_on"] = day_field(
            name="full_on", label=gettext("转正日期"), help_text=gettext("预备党员空着")
        )
        self.fields["full_on"].required = False
        self.fields["belonging"] = kind_field(
            BelongingKind, label=gettext("哪种关系"), is_required=True
        )
        self.fields["from_on"] = day_field(name="from_on", label=gettext("从哪天起在本支部"))
        self.fields["phone"] = text_field(
            label=gettext("登录用的手机号（可不写）"),
            longest=PHONE_MAX,
            help_text=gettext("写了，本人才能看自己这一行、才能亮身份"),
            inputmode="tel",
        )

    def clean(self) -> dict[str, Any]:
        """Nobody becomes a full member before joining."""
        said = super().clean()
        joined_on, full_on = said.get("joined_on"), said.get("full_on")
        if joined_on and full_on and full_on < joined_on:
            self.add_error("full_on", gettext("转正不能早于入党，请核对两个日期"))
        return said

    def facts(self, user: Any) -> MemberFacts:
        """The member, of a valid form."""
        said = self.cleaned_data
        return MemberFacts(
            name=said["name"],
            joined_on=said["joined_on"],
            full_on=said["full_on"],
            user=user,
        )


class DayForm(RegistryForm):
    """A day from which something holds."""

    layout: ClassVar[Layout] = (("", (("on",),)),)
    boxes: ClassVar[Mapping[str, str]] = {"full_on": "on"}

    def __init__(self, data: Data | None = None, *, today: date, label: str = "") -> None:
        super().__init__(data, initial={"on": today})
        self.fields["on"] = day_field(name="on", label=label or gettext("从哪天起"))


class BelongForm(DayForm):
    """Where a member belongs from a day on, or that he belongs nowhere any more."""

    layout: ClassVar[Layout] = (("", (("belonging",), ("branch",), ("on",))),)
    boxes: ClassVar[Mapping[str, str]] = {"member": "belonging"}

    def __init__(
        self,
        data: Data | None = None,
        *,
        today: date,
        branches: Choices,
        kinds: Sequence[BelongingKind],
    ) -> None:
        super().__init__(data, today=today)
        self.fields["belonging"] = kind_field(kinds, label=gettext("哪种关系"), is_required=True)
        self.fields["branch"] = choice_field(
            [*branches, (OUT, gettext("不在这里的支部了"))],
            label=gettext("到哪个支部"),
            help_text=gettext("转到本县以外、或不再做电商，选最后一项"),
        )

    @property
    def kind(self) -> BelongingKind:
        """Which belonging a valid form changes."""
        return BelongingKind(self.cleaned_data["belonging"])


class PositionForm(DayForm):
    """A position of the member that ends."""

    layout: ClassVar[Layout] = (("", (("position",), ("on",))),)

    def __init__(self, data: Data | None = None, *, today: date, positions: Choices) -> None:
        super().__init__(data, today=today)
        self.fields["position"] = choice_field(positions, label=pgettext("party", "职务"))


class LeaderForm(DayForm):
    """Who leads a group."""

    layout: ClassVar[Layout] = (("", (("member",), ("on",))),)

    def __init__(self, data: Data | None = None, *, today: date, members: Choices) -> None:
        super().__init__(data, today=today)
        self.fields["member"] = choice_field(members, label=gettext("谁当组长"))


class LeavePartyForm(DayForm):
    """That a member leaves the Party; what ends with it was read."""

    layout: ClassVar[Layout] = (("", (("on",), ("is_sure",))),)

    def __init__(self, data: Data | None = None, *, today: date) -> None:
        super().__init__(data, today=today)
        self.fields["is_sure"] = forms.BooleanField(
            label=gettext("旁边写的都看过，确实离开了"),
            error_messages={"required": gettext("先看旁边写的，再勾上")},
        )
