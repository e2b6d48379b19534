"""Pages of a list: what is picked from the address, and the links to the pages around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.http import urlencode

ROWS_A_PAGE = 25


@dataclass(frozen=True)
class Sheet:
    """One page of a list with the addresses of its neighbours, empty where there is none."""

    rows: Page[Any]
    newer_url: str
    older_url: str

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.rows.paginator.count


def sheet_of(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    *,
    picked: Mapping[str, str],
    rows_a_page: int = ROWS_A_PAGE,
) -> Sheet:
    """The page that the address asks for; a number out of range gives the nearest page."""
    page = Paginator(rows, rows_a_page).get_page(request.GET.get("page"))
    kept = {name: value for name, value in picked.items() if value}

    def url(number: int) -> str:
        return "?" + urlencode({**kept, "page": str(number)})

    return Sheet(
        rows=page,
        newer_url=url(page.previous_page_number()) if page.has_previous() else "",
        older_url=url(page.next_page_number()) if page.has_next() else "",
    )
