"""The app itself: its page, its worker, its manifest and its words. Public, and without data."""

from __future__ import annotations

import json
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moli.accounts.rules import Role
from moli.interfaces.access import MoliRequest
from moli.interfaces.counter.contents import contents
from moli.interfaces.counter.doors import answered
from moli.stations.queries.directory import stations_of_keys

_JAVASCRIPT: Final = "text/javascript; charset=utf-8"
_ICON_SIZES: Final = (192, 512)


def _fresh(answer: HttpResponse) -> HttpResponse:
    """Ask each time whether there is a newer one: the worker keeps what it needs by itself."""
    patch_cache_control(answer, no_cache=True)
    return answer


@require_safe
def shell(_request: HttpRequest) -> HttpResponse:
    """The page in which the app runs; the same for everybody, in no language yet."""
    return _fresh(HttpResponse(contents().shell))


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of all that it keeps for times without a network."""
    return _fresh(HttpResponse(contents().worker, content_type=_JAVASCRIPT))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks before it puts the app on its first screen, in the chosen language."""
    language = str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
    pictures = [
        {"src": static("design/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(
            {
                "src": static(f"counter/icon-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size in _ICON_SIZES
            for purpose in ("any", "maskable")
        ),
    ]
    told = {
        "id": "/counter/",
        "name": _("茉莉柜台"),
        "short_name": _("茉莉柜台"),
        "description": _("村级服务站的柜台，没网也能办"),
        "lang": "en" if language == "en" else "zh-CN",
        "dir": "ltr",
        "start_url": "/counter/",
        "scope": "/counter/",
        "display": "standalone",
        "background_color": "#fbfaf4",
        "theme_color": "#1b6340",
        "icons": pictures,
    }
    text = json.dumps(told, ensure_ascii=False)
    return _fresh(HttpResponse(text, content_type="application/manifest+json"))


@require_safe
def words(_request: HttpRequest, language: str) -> HttpResponse:
    """All that the app says in one language, by key."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    text = contents().words[language]
    return _fresh(HttpResponse(text, content_type="application/json"))


@require_safe
def here(request: MoliRequest) -> HttpResponse:
    """Who has logged in in this browser, and the stations of whose teams they are."""
    standing = request.standing
    keys = {
        key
        for role in (Role.STATION_OPERATOR, Role.STATION_STAFF)
        for key in standing.organisation_keys(role)
    }
    answer = answered(
        {
            "person": {"key": standing.actor.key, "name": standing.actor.name},
            "stations": [
                {"key": station.key, "name": station.name} for station in stations_of_keys(keys)
            ],
        }
    )
    patch_cache_control(answer, no_store=True)
    return answer
