"""Forms of a team: who joins, who leaves which roles, whose household, and how it shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext, pgettext_lazy

from moli.interfaces.web.registry.fields import day_field, text_field
from moli.interfaces.web.registry.forms import Box, Data, Layout, RegistryForm, Section
from moli.interfaces.words.labels import label
from moli.kernel.spoken.plain import plain_amount
from moli.stations.queries.shares import PersonShare
from moli.stations.queries.team import Member
from moli.stations.rules.team import TeamRole
from moli.stations.services.shares import SOURCE_MAX

PASSWORD_MIN, NAME_MAX, CODE_MAX = 8, 60, 30
# Thousandths of a percent that a box may hold: 12.5 is 125 per mille.
_PER_MILLE_PER_PERCENT = 10


class JoinForm(RegistryForm):
    """Who joins, in which role, from when; and a password for whoever has no account yet."""

    layout: ClassVar[Layout] = (
        ("", (("person_name",), ("phone",), ("team_role",), ("from_on",), ("household_code",))),
    )
    folded: ClassVar[Layout] = ((pgettext_lazy("station", "还没有账号"), (("password",),)),)
    boxes: ClassVar[Mapping[str, str]] = {
        "person_key": "phone",
        "household_uid": "household_code",
    }

    def __init__(self, data: Data | None = None, *, roles: Sequence[TeamRole], today: date) -> None:
        super().__init__(data, initial={"from_on": today})
        self.fields["person_name"] = text_field(
            label=gettext("姓名"), longest=NAME_MAX, required=gettext("写一下姓名")
        )
        self.fields["phone"] = text_field(
            label=gettext("手机号"),
            longest=20,
            required=gettext("写一下手机号"),
            help_text=gettext("有账号的，号码和姓名要跟账号一样"),
            inputmode="tel",
        )
        self.fields["team_role"] = forms.ChoiceField(
            choices=[(role.value, label(role)) for role in roles],
            label=gettext("分工"),
            widget=forms.RadioSelect(),
            error_messages={
                "required": gettext("选一种分工"),
                "invalid_choice": gettext("选一种分工"),
            },
        )
        self.fields["from_on"] = day_field(name="from_on", label=pgettext("station", "从哪天起"))
        self.fields["household_code"] = code_box()
        self.fields["password"] = forms.CharField(
            label=gettext("密码"),
            required=False,
            strip=False,
            min_length=PASSWORD_MIN,
            help_text=gettext("请本人来定，别人不要代输，也不要记下"),
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            error_messages={
                "min_length": gettext("密码至少 %(signs)s 位") % {"signs": PASSWORD_MIN}
            },
        )

    def clean_phone(self) -> str:
        """The number without blanks and dashes."""
        return str(self.cleaned_data["phone"]).replace(" ", "").replace("-", "")


class HouseholdForm(RegistryForm):
    """A member's own household by its number of the national system; empty for none."""

    layout: ClassVar[Layout] = (("", (("household_code",),)),)
    boxes: ClassVar[Mapping[str, str]] = {"household_uid": "household_code"}

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["household_code"] = code_box()


def code_box() -> forms.CharField:
    """A box for a household's number, which is no identity number."""
    return text_field(
        label=gettext("自己家的户编号"),
        longest=CODE_MAX,
        help_text=gettext("可以空着。填了，自己家在站里卖的货会标明是自家的"),
        inputmode="numeric",
    )


class LeaveForm(RegistryForm):
    """Which roles end, and on which day."""

    layout: ClassVar[Layout] = (("", (("roles",), ("to_on",))),)

    def __init__(self, data: Data | None = None, *, member: Member, today: date) -> None:
        rows = [(str(uid), label(role)) for role, uid in member.membership_uids]
        super().__init__(data, initial={"roles": [value for value, _ in rows], "to_on": today})
        wrong = gettext("选一种分工")
        self.fields["roles"] = forms.MultipleChoiceField(
            choices=rows,
            label=gettext("不再做哪些分工"),
            widget=forms.CheckboxSelectMultiple(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.fields["to_on"] = day_field(
            name="to_on",
            label=pgettext("station", "从哪天起不做"),
            help_text=gettext("这一天是不做的第一天"),
        )


class _PercentField(forms.CharField):
    """A part in percent with one decimal at most; its value is thousandths, none for nothing."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).rstrip("%％")
        amount = plain_amount(text) if text else None
        if text and (amount is None or amount * _PER_MILLE_PER_PERCENT % 1):
            raise ValidationError(gettext("写 0 到 100 之间的数，最多一位小数，比如 12.5"))
        return int(amount * _PER_MILLE_PER_PERCENT) if amount else 0


class SharesForm(RegistryForm):
    """Everybody's part in percent, who decided it, and from when."""

    def __init__(
        self,
        data: Data | None = None,
        *,
        team: Sequence[tuple[str, str]],
        now: Sequence[PersonShare],
        today: date,
    ) -> None:
        parts = {each.person_key: each.per_mille for each in now}
        self._boxes = {f"part_{place}": key for place, (key, _) in enumerate(team)}
        super().__init__(
            data,
            initial={
                "from_on": today + timedelta(days=1),
                **{
                    box: f"{parts[key] / _PER_MILLE_PER_PERCENT:g}"
                    for box, key in self._boxes.items()
                    if key in parts
                },
            },
        )
        for box, (_, name) in zip(self._boxes, team, strict=True):
            self.fields[box] = _PercentField(
                label=name,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
        self.fields["source"] = text_field(
            label=gettext("谁定的"),
            longest=SOURCE_MAX,
            required=gettext("写一下谁定的"),
            help_text=gettext("比如：9 月 10 日站务会议"),
        )
        self.fields["from_on"] = day_field(
            name="from_on",
            label=pgettext("station", "从哪天起算"),
            help_text=gettext("最早明天：今天为止挣的可能已经分过了"),
        )

    @property
    def sections(self) -> list[Section]:
        """Everybody's box under a title of their own, then what is said of the whole."""
        parts = tuple((Box(self[name], "%"),) for name in self._boxes)
        rest = tuple((Box(self[name], ""),) for name in ("source", "from_on"))
        title = gettext("各人的份额，不分的空着")
        return [Section(title, parts, is_folded=False), Section("", rest, is_folded=False)]

    @property
    def shares(self) -> dict[str, int]:
        """What a valid form says: thousandths by person's key, without those who get nothing."""
        said = self.cleaned_data
        return {key: said[box] for box, key in self._boxes.items() if said[box]}
