"""The forms that set a rule of the waterfall, and that end one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from moli.interfaces.web.registry.fields import day_field, kind_field, text_field, yuan_field
from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm
from moli.interfaces.words.labels import field_label
from moli.settlement.rules.waterfall import (
    COMMISSION_PER_MILLE_MAX,
    PLATFORM_PER_MILLE_MAX,
    CapUnit,
    RuleScope,
    Terms,
)
from moli.settlement.services.setting_rules import Scope

ScopeChoices = Sequence[tuple[str, Any]]
_BETWEEN = ":"


class RuleForm(RegistryForm):
    """For what, from which day, how much, and where that is written."""

    layout: ClassVar[Layout] = (
        (gettext_lazy("管什么，从哪天起"), (("scope", "from_on"),)),
        (
            gettext_lazy("先扣什么"),
            (
                ("transport_fen_per_kg", "platform"),
                ("commission",),
                ("cap_fen", "cap_unit"),
            ),
        ),
        (gettext_lazy("出处"), (("source",),)),
    )
    units: ClassVar[Mapping[str, str | Promise]] = {
        "transport_fen_per_kg": gettext_lazy("元/公斤"),
        "platform": "%",
        "commission": "%",
        "cap_fen": gettext_lazy("元"),
    }
    boxes: ClassVar[Mapping[str, str]] = {
        "commission_per_mille": "commission",
        "platform_per_mille": "platform",
        "fen": "transport_fen_per_kg",
    }

    def __init__(
        self,
        data: Data | None = None,
        *,
        scopes: ScopeChoices,
        today: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"from_on": today, **(initial or {})})
        wrong = gettext("选一下管什么")
        self.fields["scope"] = forms.ChoiceField(
            choices=[("", gettext("请选")), *scopes],
            label=gettext("管什么"),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.fields["from_on"] = day_field(name="from_on", label=gettext("从哪天起"))
        self.fields["transport_fen_per_kg"] = yuan_field(
            label=gettext("运费"), help_text=gettext("空着就是不扣")
        )
        self.fields["platform"] = _percent_field(
            label=field_label("platform_per_mille"), most=PLATFORM_PER_MILLE_MAX
        )
        self.fields["commission"] = _percent_field(
            label=field_label("commission_per_mille"), most=COMMISSION_PER_MILLE_MAX
        )
        self.fields["cap_fen"] = yuan_field(
            label=gettext("佣金最多"), help_text=gettext("空着就是没有上限")
        )
        self.fields["cap_unit"] = kind_field(CapUnit, label=gettext("上限按什么算"))
        self.fields["source"] = text_field(
            label=gettext("哪份文件或合同定的"),
            longest=200,
            required=gettext("写一下出自哪份文件或合同"),
            help_text=gettext("文件名、文号、会议日期"),
        )

    def clean(self) -> dict[str, Any]:
        """A cap is counted by something."""
        said = super().clean() or self.cleaned_data
        if said.get("cap_fen") is not None and not said.get("cap_unit"):
            self.add_error("cap_unit", gettext("有上限就要说按公斤还是按件"))
        return said

    def scope(self) -> Scope:
        """For what, of a valid form."""
        kind, _, key = str(self.cleaned_data["scope"]).partition(_BETWEEN)
        return Scope(RuleScope(kind), key)

    def terms(self, *, packer_key: str, carrier_key: str) -> Terms:
        """What the rule says, of a valid form."""
        said = self.cleaned_data
        return Terms(
            commission_per_mille=said["commission"] or 0,
            cap_fen=said["cap_fen"],
            cap_unit=CapUnit(said["cap_unit"] or CapUnit.UNIT),
            transport_fen_per_kg=said["transport_fen_per_kg"] or 0,
            platform_per_mille=said["platform"] or 0,
            packer_key=packer_key,
            carrier_key=carrier_key,
        )


class EndRuleForm(RegistryForm):
    """From which day a rule holds no more."""

    layout: ClassVar[Layout] = (("", (("to_on",),)),)

    def __init__(self, data: Data | None = None, *, today: date) -> None:
        super().__init__(data, initial={"to_on": today})
        self.fields["to_on"] = day_field(
            name="to_on",
            label=gettext("从哪天起不用了"),
            help_text=gettext("那天起照管得更宽的规则分"),
        )


def scope_value(scope: Scope) -> str:
    """A scope as the box's value."""
    return f"{scope.kind}{_BETWEEN}{scope.key}" if scope.key else str(scope.kind)


class _PercentField(forms.CharField):
    """A rate in percent with one decimal. Its value is per mille; nothing typed is none."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self._most = most
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("%", "").replace("％", "").strip()
        if not text:
            return None
        whole, point, part = text.partition(".")
        is_number = whole.isdecimal() and len(whole) <= 3 and (part.isdecimal() or not point)
        if not is_number or len(part) > 1:
            raise forms.ValidationError(gettext("写百分数，最多一位小数，比如 3 或 2.5"))
        mille = int(whole) * 10 + int(part or 0)
        if mille > self._most:
            most = gettext("最多 %(most)s%%") % {"most": str(self._most // 10)}
            raise forms.ValidationError(most)
        return mille


def _percent_field(*, label: str, most: int) -> forms.Field:
    return _PercentField(most=most, label=label, required=False, help_text=gettext("空着就是不扣"))
