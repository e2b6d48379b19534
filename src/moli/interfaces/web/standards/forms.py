"""The form that enters a line: for which region and year, how much, from which source."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moli.households.rules.lines import LineKind
from moli.households.services.setting_standards import LineFacts
from moli.interfaces.words.labels import label
from moli.kernel.certainty import Certainty
from moli.kernel.money import FEN_PER_YUAN

_REGION_DIGITS = {"nation": 0, "province": 2, "city": 4, "county": 6}


class LineForm(forms.Form):
    """A line as the office enters it; sums in yuan."""

    kind = forms.ChoiceField(label=_("哪一种线"))
    region = forms.ChoiceField(
        label=_("管到哪里"),
        choices=[
            ("county", _("本县")),
            ("city", _("本市")),
            ("province", _("本省（自治区）")),
            ("nation", _("全国")),
        ],
    )
    year = forms.IntegerField(
        label=_("年份"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("请填年份"), "invalid": _("年份写四位数字，比如 2016")},
    )
    yuan = forms.DecimalField(
        label=pgettext_lazy("line", "每人每年"),
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("请填金额"),
            "invalid": _("金额写数字，比如 2952 或 2952.50"),
            "max_decimal_places": _("金额最多写到分"),
            "max_digits": _("金额太大，请核对"),
            "max_whole_digits": _("金额太大，请核对"),
        },
    )
    source = forms.CharField(
        label=_("出处"),
        max_length=200,
        help_text=_("文件名、文号或网址。以后谁看到这条线，都看得到出处"),
        error_messages={"required": _("请写明出处"), "max_length": _("出处最多 200 个字")},
    )
    certainty = forms.ChoiceField(label=_("出处有多可靠"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kinds in (("kind", LineKind), ("certainty", Certainty)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - told to the type checker
            field.choices = [(one, label(one)) for one in kinds]

    def facts(self, *, county_code: str) -> LineFacts:
        """What a valid form asks for."""
        said = self.cleaned_data
        return LineFacts(
            region=county_code[: _REGION_DIGITS[said["region"]]],
            year=said["year"],
            kind=LineKind(said["kind"]),
            fen=int(said["yuan"] * Decimal(FEN_PER_YUAN)),
            source=said["source"],
            certainty=Certainty(said["certainty"]),
        )
