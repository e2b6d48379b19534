"""The trail of a person's areas: who did what, when, on which thing, with filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.audit.queries import trail_in_areas
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.lots.listing import sheet_of
from moli.interfaces.web.today.acts import ACTS, SUBJECTS, trail_rows

READERS = (Role.AUDITOR, Role.OFFICE)


def _choices(words: Mapping[str, Promise]) -> list[tuple[str, Promise]]:
    return [("", _("全部")), *words.items()]


class TrailFilter(forms.Form):
    """What to look for; every box may stay empty."""

    act = forms.ChoiceField(label=_("做了什么"), required=False, choices=_choices(ACTS))
    subject = forms.ChoiceField(label=_("哪一类"), required=False, choices=_choices(SUBJECTS))
    who = forms.CharField(label=_("谁"), required=False, max_length=30)
    area = forms.CharField(
        label=_("地区代码"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    from_on = forms.DateField(
        label=_("从哪天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("“从哪天”看不懂，请写成 2016-09-12")},
    )
    to_on = forms.DateField(
        label=_("到哪天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("“到哪天”看不懂，请写成 2016-09-12")},
    )

    def narrow(self, events: QuerySet[Any]) -> QuerySet[Any]:
        """The events that fit; a box that was filled wrongly narrows nothing."""
        self.is_valid()
        conditions = {
            "verb": self.cleaned_data.get("act"),
            "subject_kind": self.cleaned_data.get("subject"),
            "actor_name__contains": self.cleaned_data.get("who"),
            "area_code__startswith": self.cleaned_data.get("area"),
            "at__date__gte": self.cleaned_data.get("from_on"),
            "at__date__lte": self.cleaned_data.get("to_on"),
        }
        return events.filter(**{name: value for name, value in conditions.items() if value})

    def picked(self) -> Mapping[str, str]:
        """What was asked for, as the links to other pages repeat it."""
        return {name: self.data.get(name, "") for name in self.fields}


@require_safe
def trail(request: MoliRequest) -> HttpResponse:
    """The newest events of the areas that the person audits or administers."""
    areas = request.standing.area_codes(READERS)
    form = TrailFilter(request.GET)
    sheet = sheet_of(request, form.narrow(trail_in_areas(area_codes=areas)), picked=form.picked())
    context = {
        "form": form,
        "sheet": sheet,
        "events": trail_rows(sheet.rows),
        "is_narrowed": any(form.picked().values()),
    }
    return render(request, "web/today/trail.html", context)
