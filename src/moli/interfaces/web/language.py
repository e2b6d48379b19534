"""The language and type size of a page: plain links that set a cookie, no script."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

LANGUAGE_COOKIE = "language"
TYPE_COOKIE = "type"
_YEAR_SECONDS = 365 * 24 * 3600


class LanguageMiddleware:
    """Chinese unless the person chose English; the browser's list is not asked.

    An old phone sold abroad sends English for an owner who reads none. The choice is a link at
    the top of every page, and it is kept for a year.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked_language = request.GET.get("lang", "")
        asked_type = request.GET.get("type", "")
        known = dict(settings.LANGUAGES)
        language = asked_language or request.COOKIES.get(LANGUAGE_COOKIE, "")
        language = language if language in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        if asked_type in {"large", "normal"}:
            request.COOKIES[TYPE_COOKIE] = asked_type
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if asked_language in known:
            response.set_cookie(LANGUAGE_COOKIE, language, _YEAR_SECONDS, samesite="Lax")
        if asked_type in {"large", "normal"}:
            response.set_cookie(TYPE_COOKIE, asked_type, _YEAR_SECONDS, samesite="Lax")
        return response
