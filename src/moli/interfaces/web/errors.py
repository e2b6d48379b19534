"""Pages for what went wrong: nothing here, too much sent, a stale form, a mistake of ours.

Each says in a sentence what happened and what to do. They are asked for when something has
already failed, so they read as little as they can; the last one reads nothing at all.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

_BYTES_PER_MB = 1024 * 1024


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing for this person: both read the same."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be taken: too much of it, or not what a browser sends."""
    context = {
        "is_too_big": isinstance(exception, RequestDataTooBig | TooManyFieldsSent),
        "max_mb": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // _BYTES_PER_MB,
    }
    status = 413 if context["is_too_big"] else 400
    return render(request, "400.html", context, status=status)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its mark: usually one that lay open too long, or a browser without cookies."""
    logging.getLogger(__name__).info("form refused: %s", reason)
    return render(request, "403_csrf.html", status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """A mistake of ours. No frame and no query: what failed may be just those."""
    return HttpResponse(get_template("500.html").render(), status=500)
