"""Names of the two sides of a pairing in the reader's language; households masked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from moli.interfaces.web.naming import enterprise_name, village_name
from moli.pairing.queries.naming import PairKeys, PairNames, pair_names
from moli.pairing.queries.naming import names_of as found_names
from moli.pairing.rules.kinds import PairingKind

Helpers = Mapping[str, str]
# A key that nobody has, for the side that is not asked for.
_NOBODY = str(UUID(int=0))


@dataclass(frozen=True)
class Names:
    """How a page calls the two sides. `person` is who stands for each, "" where nobody does."""

    helper: str
    helper_person: str
    helped: str
    helped_person: str
    village: str

    @property
    def both(self) -> str:
        """Both sides in one line."""
        return gettext("%(helper)s和%(helped)s") % {"helper": self.helper, "helped": self.helped}


def names_of(pairing: Any, *, on: date) -> Names:
    """The names of one pairing."""
    return names_of_all([pairing], on=on)[pairing.pk]


def names_of_all(pairings: Collection[Any], *, on: date) -> Mapping[int, Names]:
    """The names of some pairings by primary key: eight queries at most."""
    found = found_names(pairings, on=on)
    return {row.pk: _named(PairingKind(row.pairing_kind), found[row.pk]) for row in pairings}


def helper_names(kind: PairingKind, keys: Iterable[str], *, on: date) -> Helpers:
    """What the helpers of some keys are called: at most eight queries."""
    pairs = [PairKeys(kind, key, _NOBODY) for key in {key for key in keys if key}]
    return {pair.helper_key: _helper(names) for pair, names in pair_names(pairs, on=on).items()}


def planned_names(kind: PairingKind, rows: Iterable[Any], *, on: date) -> Mapping[str, Names]:
    """The names of planned pairs, by the key of the helped: at most eight queries."""
    pairs = [PairKeys(kind, row.helper_key, row.helped_key) for row in rows]
    found = pair_names(pairs, on=on)
    return {pair.helped_key: _named(kind, names) for pair, names in found.items()}


def helped_names(kind: PairingKind, keys: Iterable[str], *, on: date) -> Mapping[str, str]:
    """What some of the helped are called, by key: at most eight queries."""
    found = pair_names([PairKeys(kind, _NOBODY, key) for key in keys], on=on)
    return {pair.helped_key: _named(kind, names).helped for pair, names in found.items()}


def _named(kind: PairingKind, names: PairNames) -> Names:
    village = village_name(names.village) if names.village is not None else gettext("某村")
    helped, person = village, names.helped_person
    if kind is PairingKind.PRACTITIONER:
        helped = gettext("%(name)s家") % {"name": names.helped_person or gettext("一户")}
        person = ""
    helper = _helper(names)
    is_person = names.station is None and names.enterprise is None
    return Names(
        helper=helper,
        helper_person="" if is_person else names.helper_person,
        helped=helped,
        helped_person=person,
        village=village,
    )


def _helper(names: PairNames) -> str:
    if names.station is not None:
        return str(names.station.name)
    if names.enterprise is not None:
        return enterprise_name(names.enterprise)
    return names.helper_person or gettext("已不在岗")
