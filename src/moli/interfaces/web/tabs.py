"""The main navigation: at most five entries, chosen by what the person does most.

The first appointment decides, because a person who holds several was put into the first one for
a reason; the page of today shows the work of all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from moli.accounts.rules import Role, Standing
from moli.interfaces.access import RIGHTS
from moli.interfaces.design.shell import Tab
from moli.interfaces.web.today.count import count_of


@dataclass(frozen=True)
class _Entry:
    """One page of the navigation, and where else one is when it counts as the current one."""

    name: str
    icon: str
    label: Promise
    also_under: tuple[str, ...] = ()


_FIRST: Final = _Entry("first", "home", pgettext_lazy("tab", "首页"))
_SHOP: Final = _Entry("shop", "shop", pgettext_lazy("tab", "商店"))
_DATA: Final = _Entry("data", "chart", pgettext_lazy("tab", "数据"))
_LOGIN: Final = _Entry("login", "user", pgettext_lazy("tab", "登录"))
# Whoever has no entry for pairings of his own comes to them from the page of today.
_TODAY: Final = _Entry("today", "home", pgettext_lazy("tab", "今天"), also_under=("/pairings/",))
_OVERVIEW: Final = _Entry("today", "chart", pgettext_lazy("tab", "总览"))
_LOTS: Final = _Entry("lots", "leaf", pgettext_lazy("tab", "货源"))
_DEMANDS: Final = _Entry("demands", "list", pgettext_lazy("tab", "需求"))
_ROUNDS: Final = _Entry("rounds", "link", pgettext_lazy("tab", "对接"), also_under=("/proposals/",))
_PROPOSALS: Final = _Entry(
    "proposals", "link", pgettext_lazy("tab", "对接"), also_under=("/bulk/",)
)
_CONTRACTS: Final = _Entry(
    "contracts", "file", pgettext_lazy("tab", "合同"), also_under=("/bulk/",)
)
_BRANCH: Final = _Entry(
    "branches",
    "flag",
    pgettext_lazy("tab", "支部"),
    also_under=("/activities/", "/posts/", "/pairings/", "/plans/"),
)
_TRAIL: Final = _Entry("trail", "eye", pgettext_lazy("tab", "记录"))
_STOCK: Final = _Entry("stock", "sprout", pgettext_lazy("tab", "收货"), also_under=("/transfers/",))
_STATION: Final = _Entry(
    "stations", "shop", pgettext_lazy("tab", "站点"), also_under=("/deputies/", "/wares/")
)
_PARCELS: Final = _Entry("parcels", "box", pgettext_lazy("tab", "包裹"))
_REGISTRY: Final = _Entry(
    "registry", "users", pgettext_lazy("tab", "农户"), also_under=("/pairings/",)
)
_PROCEDURES: Final = _Entry("procedures", "list", pgettext_lazy("tab", "审核"))
_PAYOUTS: Final = _Entry("payouts", "yuan", pgettext_lazy("tab", "结算"), also_under=("/books/",))
_BOOKS: Final = _Entry("books", "book", pgettext_lazy("tab", "账目"), also_under=("/payouts/",))
_PAIRINGS: Final = _Entry("pairings", "users", pgettext_lazy("tab", "结对"))
_PLANS: Final = _Entry("plans", "flag", pgettext_lazy("tab", "四个计划"))
_ME: Final = _Entry("me", "user", pgettext_lazy("tab", "我的"))

# The figures are linked at the foot of every page and beside each of them on the first.
_PUBLIC: Final = (_FIRST, _SHOP, _LOTS, _DEMANDS, _LOGIN)
_WITHOUT_DUTY: Final = (_FIRST, _SHOP, _LOTS, _DEMANDS, _ME)
_VILLAGE: Final = (_TODAY, _LOTS, _PROPOSALS, _REGISTRY, _ME)
_OF_ROLE: Final[Mapping[Role, tuple[_Entry, ...]]] = {
    Role.FIRST_SECRETARY: _VILLAGE,
    Role.VILLAGE_COMMITTEE: _VILLAGE,
    Role.TOWN_OFFICE: (_TODAY, _REGISTRY, _PROCEDURES, _ME),
    # The counter is an app of its own, opened from today and from the station's page; the goods
    # of the village stand on the page of today.
    Role.STATION_OPERATOR: (_TODAY, _STATION, _STOCK, _PARCELS, _ME),
    Role.STATION_STAFF: (_TODAY, _STATION, _LOTS, _ME),
    Role.PRACTITIONER: (_TODAY, _PAIRINGS, _LOTS, _ME),
    Role.BUYER: (_TODAY, _DEMANDS, _LOTS, _CONTRACTS, _ME),
    Role.ORGANISER: (_TODAY, _ROUNDS, _CONTRACTS, _BRANCH, _ME),
    Role.OFFICE: (_TODAY, _REGISTRY, _PROCEDURES, _PAYOUTS, _ME),
    Role.LEADER: (_OVERVIEW, _PLANS, _ROUNDS, _DATA, _ME),
    Role.AUDITOR: (_TODAY, _TRAIL, _BOOKS, _CONTRACTS, _ME),
}


def tabs_of(request: HttpRequest, standing: Standing) -> list[Tab]:
    """The navigation of a person on a page; what its right does not open is left out."""
    is_public = not request.user.is_authenticated
    entries = _entries(standing, is_public=is_public)
    opened = [entry for entry in entries if _opens(entry, standing, is_public=is_public)]
    urls = {entry: reverse(f"web:{entry.name}") for entry in opened}
    here = _current(request.path, urls)
    return [
        Tab(
            url=urls[entry],
            icon=entry.icon,
            label=str(entry.label),
            current=entry is here,
            count=count_of(request, standing) if entry is _TODAY else 0,
        )
        for entry in opened
    ]


def _entries(standing: Standing, *, is_public: bool) -> tuple[_Entry, ...]:
    if is_public:
        return _PUBLIC
    return _OF_ROLE[standing.duties[0].role] if standing.duties else _WITHOUT_DUTY


def _opens(entry: _Entry, standing: Standing, *, is_public: bool) -> bool:
    right = RIGHTS.get(f"web:{entry.name}")
    if right is None:
        return False
    return right.is_public if is_public else right.opens_for(standing)


def _current(path: str, urls: Mapping[_Entry, str]) -> _Entry | None:
    """The entry whose address the path lies under, the longest first; `/` only for itself."""
    for entry, url in sorted(urls.items(), key=lambda pair: -len(pair[1])):
        if path == url or (url != "/" and path.startswith((url, *entry.also_under))):
            return entry
    return None
