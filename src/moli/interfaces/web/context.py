"""What every page shows around its content: tabs, tools, the demo bar."""

from __future__ import annotations

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Variables of the page's frame."""
    return {}
