"""Where a trace code leads to."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def trace_url(request: HttpRequest, code: str) -> str:
    """The whole address of a code's page, as a printed label needs it.

    It begins with the site's public address where one is set: whoever prints may work at an
    address that no buyer reaches.
    """
    path = reverse("web:trace", args=[code])
    site: str = settings.MOLI_SITE_URL
    return f"{site}{path}" if site else request.build_absolute_uri(path)
