"""The gallery: every part of the look on one page, for whoever builds pages.

`?lang=en` and `?type=large` show it in the other language and in large type, like every page.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moli.interfaces.design import gallery_samples as samples
from moli.interfaces.design.icons import SYMBOLS


class SampleForm(forms.Form):
    """One field of each sort, as somebody might send it."""

    product = forms.ChoiceField(label=gettext_lazy("产品"))
    grade = forms.ChoiceField(
        label=gettext_lazy("等级"), help_text=gettext_lazy("一级：单果 80 克以上，无斑")
    )
    weight = forms.DecimalField(
        label=gettext_lazy("数量"),
        max_value=4000,
        help_text=gettext_lazy("看秤上的数"),
        error_messages={"max_value": gettext_lazy("数量比库存多 300 斤，最多 4,000 斤")},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    ready_on = forms.DateField(
        label=gettext_lazy("哪天可以提货"), widget=forms.DateInput(attrs={"type": "date"})
    )
    remark = forms.CharField(
        label=gettext_lazy("捎句话"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_for_all = forms.BooleanField(label=gettext_lazy("这批货是全村的"), required=False)

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["product"].choices = samples.products()  # type: ignore[attr-defined]
        self.fields["grade"].choices = samples.grades()  # type: ignore[attr-defined]


def gallery(request: HttpRequest) -> HttpResponse:
    """Every part, with sample data that belongs to nobody."""
    form = SampleForm(
        {"product": "passion-fruit", "weight": "4300", "ready_on": "2016-09-10", "is_for_all": "on"}
    )
    form.fields["grade"].error_messages["required"] = _("消息里没写等级，请选一个")
    context = {
        "form": form,
        "icons": sorted(SYMBOLS),
        "events": samples.events(),
        "comparison": samples.comparison(),
        "shares": samples.shares(),
        "facts": samples.facts(),
        "lots": samples.lots(),
        "flow_map": samples.flow_map(),
        "flow_key": samples.flow_key(),
        "flow_data": samples.flow_data(),
        "coverage_map": samples.coverage_map(),
        "prices": samples.prices(),
        "price_line": samples.price_line(),
        "seller_line": samples.seller_line(),
    }
    return render(request, "design/gallery.html", context)
