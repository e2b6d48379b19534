"""Logging in with number and password, or on a demo by one tap, and logging out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth import login as enter
from django.contrib.auth import logout as leave
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from moli.accounts.queries import demo_accounts, first_duties
from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.web.duties import place_of
from moli.interfaces.web.entrance.forms import LOCKED_MINUTES, LogInForm
from moli.interfaces.web.naming import name_of
from moli.interfaces.words.labels import label

# The number was looked up by `demo_accounts`; this only says which backend the session names.
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class DemoAccount:
    """One account that can be entered by a tap: who it is, where, and what one can try."""

    key: str
    icon: str
    role: str
    name: str
    where: str
    what: str


_WHAT: Final[Mapping[Role, tuple[str, Promise]]] = {
    Role.FIRST_SECRETARY: ("flag", _("报货、答复、看本村的货")),
    Role.VILLAGE_COMMITTEE: ("users", _("报货、答复、看本村的货")),
    Role.STATION_OPERATOR: ("shop", _("收货、打包、替本村报货")),
    Role.STATION_STAFF: ("box", _("在柜台收货、代买、收发包裹")),
    Role.PRACTITIONER: ("users", _("看结对的农户，记走访和成效")),
    Role.ORGANISER: ("link", _("跑对接、牵线、拟合同")),
    Role.BUYER: ("truck", _("报需求、接方案、提货、验收")),
    Role.OFFICE: ("list", _("分账、打款、核对企业、查记录")),
    Role.TOWN_OFFICE: ("ok", _("审核本镇的脱贫和返贫，导入花名册")),
    Role.LEADER: ("chart", _("看总览，只读")),
    Role.AUDITOR: ("eye", _("查记录，只读")),
}


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The log-in page; whoever is in already goes on."""
    if "as" in request.POST:
        return _enter_demo(request)
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = LogInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        enter(request, form.get_user())
        return redirect(_next(request))
    return _page(request, form)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Ends the session and goes to the first page. Asked by a button, never by a link."""
    leave(request)
    return redirect("web:first")


def locked_out(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: Mapping[str, object] | None = None,
) -> HttpResponse:
    """The log-in page after too many mistakes: when to come back, and who helps sooner."""
    form = LogInForm(request, initial={"username": request.POST.get("username", "")})
    response = _page(request, form, is_locked=True, status=429)
    response["Retry-After"] = str(LOCKED_MINUTES * 60)
    return response


def _enter_demo(request: HttpRequest) -> HttpResponse:
    """Enter as one of the demo's people. On a system that is no demo there is nothing here."""
    if not settings.MOLI_DEMO:
        raise Http404
    user = demo_accounts().filter(demo_key=request.POST["as"]).first()
    if user is None:
        raise Http404
    enter(request, user, backend=_BACKEND)
    return redirect(_next(request))


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, when it is a page of this site; else its own first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "web:today"


def _page(
    request: HttpRequest, form: LogInForm, *, is_locked: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "is_locked": is_locked,
        "locked_minutes": LOCKED_MINUTES,
        "failure_limit": settings.AXES_FAILURE_LIMIT,
        "next": request.POST.get("next") or request.GET.get("next") or "",
        "demo_accounts": _demo_accounts() if settings.MOLI_DEMO else [],
    }
    return render(request, "web/entrance/login.html", context, status=status)


def _demo_accounts() -> list[DemoAccount]:
    users = list(demo_accounts())
    duties = first_duties(users, on=clock.today())
    return [
        DemoAccount(
            key=user.demo_key,
            icon=_WHAT[duty.role][0],
            role=label(duty.role),
            name=name_of(user),
            where=place_of(duty),
            what=str(_WHAT[duty.role][1]),
        )
        for user in users
        if (duty := duties.get(user.pk)) is not None
    ]
