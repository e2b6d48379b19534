"""Where a person's duties lie, in words: the village, the branch, the enterprise, the station."""

from __future__ import annotations

from moli.accounts.rules import Duty, Role
from moli.enterprises.queries import enterprises_of_keys
from moli.interfaces.web.naming import name_of
from moli.interfaces.words.amounts import is_english
from moli.party.queries.branches import branch_by_key
from moli.places.queries.directory import division_by_code
from moli.stations.queries import station_by_key


def place_of(duty: Duty) -> str:
    """The name of a duty's area or organisation: one query. Gone without a trace: its code."""
    if duty.area_code:
        return _area(duty.area_code)
    return _ORGANISATIONS[duty.role](duty.organisation_key) or duty.organisation_key


def _area(code: str) -> str:
    division = division_by_code(code)
    if division is None:
        return code
    return (division.name_en if is_english() else "") or division.short_name


def _branch(key: str) -> str:
    branch = branch_by_key(key)
    return name_of(branch) if branch else ""


def _enterprise(key: str) -> str:
    enterprise = enterprises_of_keys([key]).first()
    if enterprise is None:
        return ""
    return (enterprise.name_en if is_english() else "") or enterprise.short_name


def _station(key: str) -> str:
    station = station_by_key(key)
    return station.name if station else ""


_ORGANISATIONS = {
    Role.ORGANISER: _branch,
    Role.BUYER: _enterprise,
    Role.STATION_OPERATOR: _station,
    Role.STATION_STAFF: _station,
}
