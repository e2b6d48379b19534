"""Who may open which page. A page that no right was named for is closed to everybody.

Each area lists its pages with `page(...)`, address and right side by side. The middleware finds
the right by the name of the page; without one, or when the person's standing does not fit, the
answer is 404: a stranger learns nothing, not even that the page exists.

A right opens the door only. What a person sees behind it is decided by the query, which starts
from the person's standing (`market.queries.reach`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers

from moli.accounts import queries as accounts
from moli.accounts.rules import Role, Standing
from moli.interfaces import clock

View = Callable[..., HttpResponseBase]
# Records of people, and of their money, lie under these addresses: no cache keeps them, and the
# back button of a shared computer shows none of them after a log-out.
_RECORDS: Final = (
    *("/registry/", "/bulk/", "/payouts/", "/books/", "/stock/", "/parcels/", "/pay/"),
    "/transfers/",
    # Which household is poor, and whom to call.
    *("/pairings/", "/today/"),
    # Which household lets a station act for it, and what was done in its name.
    "/deputies/",
    # Who is a member of the Party, and what a branch does with whom.
    *("/branches/", "/activities/", "/posts/", "/me/", "/plans/"),
    # Who works at a station, and what part of its commission is whose.
    *("/stations/", "/closings/"),
)


@dataclass(frozen=True)
class Right:
    """Who may open a page: everybody, everybody who logged in, or holders of some roles."""

    is_public: bool = False
    roles: frozenset[Role] | None = None

    def opens_for(self, standing: Standing) -> bool:
        """Whether a person who logged in may open the page."""
        return self.is_public or self.roles is None or standing.holds(*self.roles)


PUBLIC: Final = Right(is_public=True)
LOGGED_IN: Final = Right()


def only(*roles: Role) -> Right:
    """The right of people who hold any of some roles."""
    return Right(roles=frozenset(roles))


# Filled by `page` while the addresses load; read by the middleware and by the test that walks
# all addresses.
RIGHTS: dict[str, Right] = {}


def opens(name: str, standing: Standing) -> bool:
    """Whether there is a page of this name and the person, logged in, may open it."""
    right = RIGHTS.get(f"web:{name}")
    return right is not None and right.opens_for(standing)


class MoliRequest(HttpRequest):
    """A request that passed the door: it knows what its person may reach."""

    standing: Standing


def page(route: str, view: View, *, name: str, right: Right, door: str = "web") -> URLPattern:
    """An address of a door together with the right that opens it."""
    RIGHTS[f"{door}:{name}"] = right
    return path(route, view, name=name)


class AccessMiddleware:
    """Closes every page whose right does not fit, before its view runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MoliRequest) -> HttpResponse:
        request.standing = accounts.standing_of(request.user, on=clock.today())
        answer = self.get_response(request)
        if request.path.startswith(_RECORDS):
            add_never_cache_headers(answer)
        return answer

    def process_view(
        self, request: MoliRequest, _view: View, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let pass, send to the log-in, or answer that there is nothing here."""
        # No address has such a sign, and PostgreSQL breaks on being asked for one.
        if "\0" in request.path_info:
            raise Http404
        match = request.resolver_match
        right = RIGHTS.get(match.view_name) if match else None
        if right is None:
            raise Http404
        if right.is_public:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not right.opens_for(request.standing):
            raise Http404
        return None
