"""How a load is to be shared out: what poor households come first for, and a cap for each."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.bulk.fields import WeightForm
from moli.orders.rules.quotas import PER_MILLE, POOR_PER_MILLE_USUAL

PER_MILLE_PER_PERCENT = 10
_PERCENT_MAX = PER_MILLE // PER_MILLE_PER_PERCENT
PERCENT_USUAL = POOR_PER_MILLE_USUAL // PER_MILLE_PER_PERCENT


def add_sharing(form: WeightForm) -> None:
    """The two boxes; half for poor households and no cap unless something else is said."""
    wrong = gettext("写 0 到 100 之间的整数")
    form.fields["poor_percent"] = forms.IntegerField(
        label=gettext("先分给贫困户的份额"),
        help_text=gettext("贫困户交得出多少分多少，交不出的再给别的户"),
        initial=PERCENT_USUAL,
        min_value=0,
        max_value=_PERCENT_MAX,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    form.add_weight(
        "cap",
        label=gettext("一户最多"),
        help_text=gettext("不设上限就空着"),
        is_required=False,
    )


def sharing_said(form: WeightForm) -> tuple[int, int | None]:
    """Of a valid form: thousandths for poor households first, and the cap in grams or none."""
    said = form.cleaned_data
    return said["poor_percent"] * PER_MILLE_PER_PERCENT, said["cap"]
