"""Where a trace code leads to."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse


def trace_url(request: HttpRequest, code: str) -> str:
    """The whole address of a code's page, as a printed label needs it."""
    return request.build_absolute_uri(reverse("web:trace", args=[code]))
