"""How many things wait: the number beside the first tab.

Counting is going through the whole list of today, so that it is not done on every page. The page
of today counts as it shows the list; every other page shows the number from a signed cookie, and
counts anew when its person has done something since, or two minutes have passed. A browser
without the cookie shows no number until then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from moli.accounts.rules import Standing
from moli.interfaces import clock
from moli.interfaces.web.today.lines import day_of, lines_of

COUNT_COOKIE: Final = "waiting"
FRESH_SECONDS: Final = 120
_SALT: Final = "moli.today.count"
_COUNTED: Final = "things_counted"


def remember_count(request: HttpRequest, count: int) -> None:
    """Say how many things wait, for this page's tab and for the pages after it."""
    setattr(request, _COUNTED, count)


def count_of(request: HttpRequest, standing: Standing) -> int:
    """How many things wait for a person, as old as two minutes at most; unknown counts as none."""
    counted: int | None = getattr(request, _COUNTED, None)
    if counted is not None:
        return counted
    if COUNT_COOKIE not in request.COOKIES or not standing.duties:
        return 0
    count = _read(request.COOKIES[COUNT_COOKIE], standing.actor.key)
    if count is None:
        count = len(lines_of(day_of(standing, on=clock.today(), at=clock.now())))
        remember_count(request, count)
    return count


def _read(cookie: str, actor_key: str) -> int | None:
    """The number of a cookie that is this person's and fresh."""
    try:
        key, count, moment = signing.Signer(salt=_SALT).unsign_object(cookie)
    except signing.BadSignature:
        return None
    is_fresh = 0 <= clock.now().timestamp() - moment <= FRESH_SECONDS
    return int(count) if key == actor_key and is_fresh else None


class CountMiddleware:
    """Keeps the number for the next page, and lets it be counted anew after every act."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.user.is_authenticated:
            if COUNT_COOKIE in request.COOKIES:
                response.delete_cookie(COUNT_COOKIE, samesite="Lax")
        elif request.method == "POST":
            _keep(response, "")
        elif hasattr(request, _COUNTED):
            counted = [request.user.actor.key, getattr(request, _COUNTED), clock.now().timestamp()]
            _keep(response, signing.Signer(salt=_SALT).sign_object(counted))
        return response


def _keep(response: HttpResponse, value: str) -> None:
    response.set_cookie(
        COUNT_COOKIE,
        value,
        max_age=settings.SESSION_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
