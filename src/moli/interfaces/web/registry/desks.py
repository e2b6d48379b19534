"""A page with one form: its words, its way back, and what happens when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.registry.doors import head_name
from moli.interfaces.web.registry.forms import Data, RegistryForm, attempt

form_page = require_http_methods(["GET", "HEAD", "POST"])


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


def sent(request: MoliRequest) -> Data | None:
    """What a form was sent, or nothing for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def carry_out(
    request: MoliRequest,
    desk: Desk,
    form: RegistryForm,
    act: Callable[[], object],
    *,
    done: str,
) -> HttpResponse:
    """The page with the form; once what it asks for is done, the way back, which says `done`."""
    if form.is_bound and attempt(form, act):
        messages.success(request, done)
        return redirect(desk.back)
    return show(request, desk, form)


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
