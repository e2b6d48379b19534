"""Whose account it is, in words; a household's name only for whoever may know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from moli.enterprises.queries import enterprises_of_keys
from moli.gateways.payment import Channel
from moli.interfaces.web.lots.forms import known_key
from moli.interfaces.web.naming import enterprise_name, village_name
from moli.interfaces.web.payouts.rows import HouseholdName, names_of
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name
from moli.settlement.queries.reach import MoneyReach, closed_owners
from moli.settlement.queries.team_earnings import names_of_members
from moli.settlement.rules.shares import CHANNEL_OWNER, HOUSEHOLD_OWNER, MEMBER_OWNER
from moli.stations.queries import stations_of_keys

SORTS: Final[Mapping[str, Promise]] = {
    HOUSEHOLD_OWNER: pgettext_lazy("owner", "农户"),
    CHANNEL_OWNER: pgettext_lazy("owner", "支付渠道"),
    "office": pgettext_lazy("owner", "县办公室"),
    "station": pgettext_lazy("owner", "服务站"),
    MEMBER_OWNER: pgettext_lazy("owner", "站里的人"),
    "packer": pgettext_lazy("owner", "包装方"),
    "carrier": pgettext_lazy("owner", "运输方"),
    "platform": pgettext_lazy("owner", "平台"),
    "order": pgettext_lazy("owner", "订单（退给买家）"),
    "delivery": pgettext_lazy("owner", "一次送货"),
    "buyer": pgettext_lazy("owner", "买方企业"),
}
_COUNTY = "county"


@dataclass(frozen=True)
class Owner:
    """An owner as a page names it."""

    sort: str
    name: str
    url: str = ""


def sort_words(owner_kind: str) -> str:
    """What sort of owner it is; one that has no word yet keeps its key."""
    return str(SORTS.get(owner_kind, owner_kind))


def owners_of(accounts: Iterable[Any], *, reach: MoneyReach) -> Mapping[int, Owner]:
    """The owners of some accounts, by the account's primary key: a query for each sort at most."""
    rows = list(accounts)
    keys: dict[str, set[str]] = {}
    for row in rows:
        keys.setdefault(row.owner_kind, set()).add(row.owner_key)
    names = _names(keys, reach=reach)
    return {
        row.pk: names.get((row.owner_kind, row.owner_key))
        or Owner(sort_words(row.owner_kind), _plain(row.owner_kind, row.owner_key))
        for row in rows
    }


def _names(keys: Mapping[str, set[str]], *, reach: MoneyReach) -> Mapping[tuple[str, str], Owner]:
    found: dict[tuple[str, str], Owner] = {}
    if HOUSEHOLD_OWNER in keys.keys() - closed_owners(reach):
        households = names_of(keys[HOUSEHOLD_OWNER], links=reach.pays)
        found |= {(HOUSEHOLD_OWNER, key): _household(who) for key, who in households.items()}
    if "station" in keys:
        found |= {
            ("station", str(row.uid)): Owner(sort_words("station"), village_name(row.village))
            for row in stations_of_keys(keys["station"])
        }
    if MEMBER_OWNER in keys.keys() - closed_owners(reach):
        members = names_of_members(keys[MEMBER_OWNER])
        found |= {
            (MEMBER_OWNER, key): Owner(sort_words(MEMBER_OWNER), masked_name(name))
            for key, name in members.items()
        }
    if "buyer" in keys:
        uids = [key for key in keys["buyer"] if known_key(key)]
        found |= {
            ("buyer", str(row.uid)): Owner(sort_words("buyer"), enterprise_name(row))
            for row in enterprises_of_keys(uids)
        }
    return found


def _household(who: HouseholdName) -> Owner:
    name = gettext("%(name)s（%(village)s）") % {"name": who.name, "village": who.village}
    return Owner(sort_words(HOUSEHOLD_OWNER), name, who.url)


def _plain(owner_kind: str, owner_key: str) -> str:
    """What can be said of an owner without asking anybody."""
    if owner_kind == CHANNEL_OWNER and owner_key in set(Channel):
        return label(Channel(owner_key))
    if owner_key == _COUNTY:
        return gettext("县里")
    return ""
