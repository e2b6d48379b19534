"""What every page shows around its content: tabs, tools, the demo bar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moli.accounts.rules import NOBODY, Standing
from moli.interfaces import clock
from moli.interfaces.design.shell import Link, Person
from moli.interfaces.web.duties import place_of
from moli.interfaces.web.language import TYPE_COOKIE
from moli.interfaces.web.naming import county_name, name_of
from moli.interfaces.web.tabs import tabs_of

CHINESE = "zh-hans"
ENGLISH = "en"
_FOOT = {"data": _("数据口径"), "privacy": _("个人信息怎么用"), "help": _("帮助")}


def shell(request: HttpRequest) -> dict[str, object]:
    """Variables of the page's frame.

    An error page may be asked for before the doors have found out who is there, so a request
    without a standing counts as nobody's.
    """
    standing: Standing = getattr(request, "standing", NOBODY)
    is_known = hasattr(request, "user") and request.user.is_authenticated
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    county = county_name()
    is_large = request.COOKIES.get(TYPE_COOKIE) == "large"
    return {
        "site_name": gettext("%(county)s产销对接") % {"county": county},
        "county_name": county,
        "home_url": reverse("web:today" if is_known else "web:first"),
        "demo": settings.MOLI_DEMO,
        "demo_day": clock.today() if settings.MOLI_DEMO else None,
        "language": language,
        "large_type": is_large,
        "other_language_url": _here(request, lang=CHINESE if language == ENGLISH else ENGLISH),
        "type_url": _here(request, type="normal" if is_large else "large"),
        "who": _person(request.user, standing) if is_known else None,
        "tabs": tabs_of(request, standing) if hasattr(request, "user") else [],
        "foot_name": gettext("%(county)s电子商务服务中心") % {"county": county},
        "foot_links": [
            Link(url=reverse(f"web:{name}"), label=str(label)) for name, label in _FOOT.items()
        ],
    }


def _person(user: Any, standing: Standing) -> Person:
    """Who is here, and where the first duty lies: one query."""
    where = place_of(standing.duties[0]) if standing.duties else ""
    return Person(name=name_of(user), where=where, url=reverse("web:me"))


def _here(request: HttpRequest, **changes: str) -> str:
    """This address with some parameters set, so that a link changes the language in place."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"{request.path}?{query.urlencode()}"
