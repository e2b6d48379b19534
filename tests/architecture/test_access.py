"""Every address names its right; what is not public asks for a log-in, and strangers get 404."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from uuid import UUID

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, path, resolve, reverse
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

from moli.accounts.rules import NOBODY
from moli.interfaces.access import RIGHTS, AccessMiddleware, Right
from tests.factories import stranger

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
_SAMPLES = {IntConverter: 1, SlugConverter: "a-slug", UUIDConverter: UUID(int=1)}


@dataclass(frozen=True)
class Page:
    """One address: its name, a URL that matches it, and who may open it."""

    name: str
    url: str
    right: Right | None


def _patterns(found: list[object], namespaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLResolver):
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from _patterns(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield ":".join((*namespaces, each.name or str(each.pattern))), each


def pages(things: Mapping[str, object] | None = None) -> list[Page]:
    """All addresses of all doors.

    `things` gives values that belong to rows: the first whose key is part of a page's name and
    whose type the address takes, such as a lot's uid for `web:change_lot`. Without one an
    address gets a value that fits it and means nothing.
    """
    return [
        Page(name=name, url=_url(name, pattern, things or {}), right=RIGHTS.get(name))
        for name, pattern in _patterns(get_resolver().url_patterns, ())
    ]


def _url(name: str, pattern: URLPattern, things: Mapping[str, object]) -> str:
    values = {}
    for key, converter in pattern.pattern.converters.items():
        sample = _SAMPLES.get(type(converter), "x")
        fitting = [
            value
            for word, value in things.items()
            if word in name and isinstance(value, type(sample))
        ]
        values[key] = fitting[0] if fitting else sample
    return reverse(name, kwargs=values)


def _answer(client: Client, method: str, url: str) -> HttpResponse:
    return getattr(client, method)(url)


def test_every_address_names_its_right() -> None:
    assert [page.name for page in pages() if page.right is None] == []


def test_no_two_addresses_share_a_name() -> None:
    names = [page.name for page in pages()]

    assert sorted(names) == sorted(set(names))


def test_no_right_is_left_over_from_a_page_that_is_gone() -> None:
    # The addresses first: rights are filled while they load.
    names = {page.name for page in pages()}

    assert set(RIGHTS) == names


@pytest.mark.django_db
def test_what_is_not_public_sends_a_visitor_to_the_log_in(client: Client) -> None:
    for page in pages():
        if page.right is None or page.right.is_public:
            continue
        for method in METHODS:
            answer = _answer(client, method, page.url)
            assert answer.status_code == 302, f"{method} {page.name}"
            assert answer["Location"].startswith(reverse("web:login")), page.name


@pytest.mark.django_db
def test_a_stranger_learns_nothing_from_pages_of_a_role(client: Client) -> None:
    client.force_login(stranger())

    for page in pages():
        if page.right is None or page.right.roles is None:
            continue
        for method in METHODS:
            answer = _answer(client, method, page.url)
            assert answer.status_code == 404, f"{method} {page.name}"


@pytest.mark.django_db
def test_an_address_without_a_right_is_closed_to_everybody(
    rf: RequestFactory,
) -> None:
    planted = ModuleType("planted")
    planted.urlpatterns = [path("planted/", lambda request: HttpResponse("open"), name="planted")]
    request: HttpRequest = rf.get("/planted/")
    request.resolver_match = resolve("/planted/", urlconf=planted)
    request.user, request.standing = stranger(), NOBODY
    middleware = AccessMiddleware(lambda _: HttpResponse("open"))

    with pytest.raises(Http404):
        middleware.process_view(request, request.resolver_match.func, (), {})
