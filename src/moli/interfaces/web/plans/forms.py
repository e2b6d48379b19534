"""The form that sets a target: of which indicator, how much, from when, and who decided it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.insights.rules.plans import Indicator
from moli.interfaces.web.lots.fields import day_field
from moli.interfaces.words.labels import label
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal

_PER_MILLE_IN_PERCENT = 10
_BOX_OF_COLUMN = {"target_per_mille": "percent"}


class TargetForm(forms.Form):
    """A target as the office enters it, in percent to one decimal."""

    indicator = forms.ChoiceField(label=_("哪一个数"))
    percent = forms.DecimalField(
        label=_("目标"),
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("请填目标"),
            "invalid": _("目标写数字，比如 60 或 62.5"),
            "max_decimal_places": _("目标最多写一位小数"),
            "max_digits": _("目标最多 100"),
            "max_whole_digits": _("目标最多 100"),
        },
    )
    source = forms.CharField(
        label=_("谁定的"),
        max_length=200,
        help_text=_("文件名、文号或会议。以后谁看到这个目标，都看得到出处"),
        error_messages={"required": _("请写明谁定的"), "max_length": _("出处最多 200 个字")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - told to the type checker
        field.choices = [(one, label(one)) for one in Indicator]
        self.fields["from_on"] = day_field(name="from_on", label=gettext("从哪天起"))

    def wanted(self) -> dict[str, Any]:
        """What a valid form asks `set_target` for."""
        said = self.cleaned_data
        return {
            "indicator": Indicator(said["indicator"]),
            "target_per_mille": int(said["percent"] * Decimal(_PER_MILLE_IN_PERCENT)),
            "source": said["source"],
            "from_on": said["from_on"],
        }

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the box that it concerns."""
        box = _BOX_OF_COLUMN.get(refusal.field, refusal.field)
        self.add_error(box if box in self.fields else None, sentence(refusal))
