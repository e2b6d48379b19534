"""Village service stations of several platforms: 343 of them in 297 of the 311 villages."""

from __future__ import annotations

from datetime import date, timedelta

from moli.interfaces.cli.demo.chance import Chance
from moli.interfaces.cli.demo.moment import COUNTY_CODE, DAY, MAKER, at
from moli.interfaces.cli.demo.places import HEGUI, YAOBU
from moli.places.queries.directory import villages_inside
from moli.places.rules.divisions import Kind
from moli.stations.rules.platforms import Platform
from moli.stations.services.opening import open_station

STATIONS = 343
COVERED = 297
PLANNED = 3
# The station of the article's Xu Jianyong is the Rural Taobao one in the seat of 校椅镇.
JIAOYI_SEAT = "450181113001"
# Places without a settlement of their own, which no platform serves.
_NO_VILLAGE_LIFE = {Kind.OTHER}
_ZONE_OFFICE = "450181400498"
_OPENED_FROM = date(2015, 4, 20)

_NAMES = {
    Platform.RURAL_TAOBAO: "农村淘宝服务站",
    Platform.POST: "邮乐购服务站",
    Platform.SUPPLY_MARKETING: "供销电商服务站",
    Platform.JD: "京东便民服务站",
    Platform.OTHER: "便民电商服务点",
}
_SHARES = {
    Platform.RURAL_TAOBAO: 42,
    Platform.POST: 26,
    Platform.SUPPLY_MARKETING: 15,
    Platform.JD: 10,
    Platform.OTHER: 7,
}


def station_name(village_name: str, platform: Platform) -> str:
    """What a platform's station in a village is called."""
    return village_name + _NAMES[platform]


def load_stations() -> None:
    """Open all stations; which village has which is made up, the counts are the article's."""
    chance = Chance("stations")
    villages = list(villages_inside(area_codes=[COUNTY_CODE]).values_list("code", "short_name"))
    gaps = set(_uncovered())
    covered = [(code, name) for code, name in villages if code not in gaps]
    twice = {code for code, _ in chance.some_of(covered, STATIONS - COVERED)}
    for code, name in covered:
        first = _first_platform(code, chance)
        _open(code, name, first)
        if code in twice:
            others = [platform for platform in Platform if platform is not first]
            _open(code, name, chance.weighed(others, [_SHARES[other] for other in others]))


def planned_openings() -> None:
    """Three stations that open this autumn in villages that have none; the plan is made up."""
    names = dict(villages_inside(area_codes=[COUNTY_CODE]).values_list("code", "short_name"))
    real = [code for code in _uncovered() if code != _ZONE_OFFICE]
    for place, code in enumerate(real[-PLANNED:]):
        _open(
            code,
            names[code],
            Platform.RURAL_TAOBAO,
            opened_on=DAY + timedelta(days=20 + 10 * place),
        )


def _first_platform(code: str, chance: Chance) -> Platform:
    drawn = chance.weighed(list(_SHARES), list(_SHARES.values()))
    return Platform.RURAL_TAOBAO if code in (YAOBU, HEGUI, JIAOYI_SEAT) else drawn


def _uncovered() -> list[str]:
    """The 14 villages that no station covers, the places without village life first."""
    villages = villages_inside(area_codes=[COUNTY_CODE])
    empty = list(villages.filter(kind__in=_NO_VILLAGE_LIFE).values_list("code", flat=True))
    empty.append(_ZONE_OFFICE)
    kept = {YAOBU, HEGUI, *empty}
    rest = [
        code
        for code in villages.filter(kind=Kind.VILLAGE).values_list("code", flat=True)
        if code not in kept
    ]
    gaps = villages.count() - COVERED - len(empty)
    return empty + Chance("villages without a station").some_of(rest, gaps)


def _open(
    code: str, village_name: str, platform: Platform, *, opened_on: date | None = None
) -> None:
    opened_on = opened_on or _OPENED_FROM + timedelta(
        days=Chance(f"{code} {platform}").whole(0, 420)
    )
    open_station(
        name=station_name(village_name, platform),
        platform=platform,
        village_code=code,
        from_on=opened_on,
        by=MAKER,
        at=at(days_before=20),
    )
