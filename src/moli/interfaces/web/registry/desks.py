"""A page with one form: its words, its way back, and what happens when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.doors import head_name
from moli.interfaces.web.registry.forms import RegistryForm


@dataclass(frozen=True)
class Desk:
    """What stands around a form. `notes` are sentences beside it."""

    title: str
    button: str
    here: str
    back: str
    back_words: str
    sub: str = ""
    notes: tuple[str, ...] = ()


def household_desk(
    request: MoliRequest,
    household: Any,
    *,
    title: str,
    button: str,
    sub: str = "",
    notes: tuple[str, ...] = (),
) -> Desk:
    """The surroundings of a form about a household: the way back is the household's page."""
    return Desk(
        title=title,
        button=button,
        here=request.path,
        back=reverse("web:household", args=[household.uid]),
        back_words=gettext("%(name)s家") % {"name": head_name(household)},
        sub=sub,
        notes=notes,
    )


def show(
    request: MoliRequest,
    desk: Desk,
    form: RegistryForm,
    *,
    template: str = "web/registry/form.html",
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page with the form, empty or with what was refused."""
    return render(request, template, {"desk": desk, "form": form, **(more or {})})
