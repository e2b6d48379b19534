"""How a team shares what its station earns: a whole, of members, from tomorrow on, once a day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from moli.audit.models import Event
from moli.stations.models import SharePlan, Station
from moli.stations.queries.laws import station_laws
from moli.stations.queries.shares import plans_of, shares_on
from moli.stations.rules.team import TeamRole
from moli.stations.services.locking import BeforeStationOpens, StationEnds
from moli.stations.services.opening import close_station
from moli.stations.services.shares import (
    ShareForStranger,
    SharePlanBeginsTooEarly,
    SharePlanInThePast,
    SharePlanNeedsSource,
    SharesNotWhole,
    end_shares,
    set_shares,
)
from tests.concurrency import at_once
from tests.factories import NOW, TESTER, TODAY, person, station, station_operator
from tests.factories.organisations import FOUNDED_ON
from tests.factories.teams import member, share_plan
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


def _set(row: Station, shares: dict[str, int], *, from_on: date = TOMORROW, **said: str) -> object:
    return set_shares(
        station_id=row.pk,
        shares=shares,
        source=said.get("source", "站务会议"),
        from_on=from_on,
        by=TESTER,
        at=NOW,
    )


@pytest.fixture
def team() -> tuple[Station, list[str]]:
    """The worked example of docs/stations.md: an operator and two others."""
    row, who = station(), station_operator()
    others = [member(row, role).person_key for role in (TeamRole.PACKER, TeamRole.ACCOUNTANT)]
    return row, [who.actor.key, *others]


def test_shares_hold_from_tomorrow_and_end_the_plan_before(
    team: tuple[Station, list[str]],
) -> None:
    row, (who, packer, accountant) = team
    share_plan(row, {who: 1_000}, from_on=TODAY - timedelta(days=40))
    first = _set(row, {who: 480, packer: 370, accountant: 150})
    with unchanged():
        assert _set(row, {packer: 370, accountant: 150, who: 480}) == first

    assert [(each.person_key, each.per_mille) for each in shares_on(row.key, on=TODAY)] == [
        (who, 1_000)
    ]
    assert [(each.person_key, each.per_mille) for each in shares_on(row.key, on=TOMORROW)] == [
        *((who, 480), (packer, 370), (accountant, 150))
    ]
    assert [(plan.from_on, plan.to_on) for plan in plans_of(row.key)] == [
        (TOMORROW, None),
        (TODAY - timedelta(days=40), TOMORROW),
    ]
    event = Event.objects.filter(verb="stations.set_shares").latest("pk")
    assert event.facts == {"sharers": 3, "source": "站务会议"}
    assert all(law.holds for law in station_laws())


def test_without_a_plan_nobody_shares(team: tuple[Station, list[str]]) -> None:
    assert shares_on(team[0].key, on=TODAY) == ()


@pytest.mark.parametrize(
    ("parts", "percent"),
    [((500, 499), "99.9"), ((500, 501), "100.1"), ((1_000, 0), "100"), ((), "0")],
)
def test_shares_make_a_whole(
    team: tuple[Station, list[str]], parts: tuple[int, ...], percent: str
) -> None:
    row, keys = team
    with refused(SharesNotWhole, field="shares", sum_percent=percent):
        _set(row, dict(zip(keys, parts, strict=False)))


def test_only_people_of_the_team_on_that_day_share(team: tuple[Station, list[str]]) -> None:
    row, (who, *_) = team
    later = member(row, user=person(), from_on=TOMORROW + timedelta(days=1)).person_key
    for stranger in (person().actor.key, later):
        with refused(ShareForStranger, field="shares", from_on=str(TOMORROW)):
            _set(row, {who: 500, stranger: 500})


@pytest.mark.parametrize("days", [0, -1, -400])
def test_a_day_that_was_used_may_not_change(team: tuple[Station, list[str]], days: int) -> None:
    row, (who, *_) = team
    on = TODAY + timedelta(days=days)
    with refused(SharePlanInThePast, field="from_on", first_on=str(TOMORROW)):
        _set(row, {who: 1_000}, from_on=on)
    share_plan(row, {who: 1_000}, from_on=TODAY - timedelta(days=2))
    with refused(SharePlanInThePast, field="from_on", first_on=str(TOMORROW)):
        end_shares(station_id=row.pk, on=on, by=TESTER, at=NOW)


def test_a_plan_begins_after_the_one_that_it_replaces(team: tuple[Station, list[str]]) -> None:
    row, (who, packer, _) = team
    share_plan(row, {who: 1_000}, from_on=TOMORROW + timedelta(days=3))
    began = {"field": "from_on", "from_on": str(TOMORROW + timedelta(days=3))}
    with refused(SharePlanBeginsTooEarly, **began):
        _set(row, {packer: 1_000})


@pytest.mark.parametrize("source", ["", "  ", "长" * 201])
def test_a_plan_says_who_decided_it(team: tuple[Station, list[str]], source: str) -> None:
    row, (who, *_) = team
    with refused(SharePlanNeedsSource, field="source", signs_max=200):
        _set(row, {who: 1_000}, source=source)


def test_a_plan_begins_while_the_station_stands(team: tuple[Station, list[str]]) -> None:
    row, (who, *_) = team
    shares = {who: 1_000}
    past = NOW.replace(year=2015, month=1)
    with refused(BeforeStationOpens, field="from_on", from_on=str(FOUNDED_ON)):
        set_shares(
            station_id=row.pk,
            shares=shares,
            source="会议",
            from_on=FOUNDED_ON - timedelta(days=1),
            by=TESTER,
            at=past,
        )
    close_station(station_id=row.pk, to_on=TODAY + timedelta(days=9), by=TESTER, at=NOW)
    with refused(StationEnds, field="from_on", to_on=str(TODAY + timedelta(days=9))):
        _set(row, shares)


def test_shares_end_once(team: tuple[Station, list[str]]) -> None:
    row, (who, *_) = team
    share_plan(row, {who: 1_000})
    end_shares(station_id=row.pk, on=TOMORROW, by=TESTER, at=NOW)
    with unchanged():
        assert end_shares(station_id=row.pk, on=TOMORROW, by=TESTER, at=NOW) is None

    assert len(shares_on(row.key, on=TODAY)) == 1
    assert shares_on(row.key, on=TOMORROW) == ()


def test_a_plan_replaces_one_that_was_to_end_later(team: tuple[Station, list[str]]) -> None:
    row, (who, packer, _) = team
    share_plan(row, {who: 1_000})
    end_shares(station_id=row.pk, on=TOMORROW + timedelta(days=9), by=TESTER, at=NOW)

    _set(row, {packer: 1_000}, from_on=TOMORROW + timedelta(days=3))

    assert [(plan.from_on, plan.to_on) for plan in plans_of(row.key)] == [
        (TOMORROW + timedelta(days=3), None),
        (TODAY, TOMORROW + timedelta(days=3)),
    ]
    assert [each.person_key for each in shares_on(row.key, on=TOMORROW)] == [who]
    assert all(law.holds for law in station_laws())


def test_a_plan_that_was_to_end_is_not_set_again_on_its_own_day(
    team: tuple[Station, list[str]],
) -> None:
    row, (who, *_) = team
    _set(row, {who: 1_000})
    end_shares(station_id=row.pk, on=TOMORROW + timedelta(days=1), by=TESTER, at=NOW)

    with refused(SharePlanBeginsTooEarly, field="from_on", from_on=str(TOMORROW)):
        _set(row, {who: 1_000})


def test_a_plan_that_was_to_end_later_ends_with_its_station(
    team: tuple[Station, list[str]],
) -> None:
    row, (who, *_) = team
    share_plan(row, {who: 1_000})
    end_shares(station_id=row.pk, on=TOMORROW + timedelta(days=30), by=TESTER, at=NOW)

    close_station(station_id=row.pk, to_on=TOMORROW + timedelta(days=3), by=TESTER, at=NOW)

    assert [plan.to_on for plan in plans_of(row.key)] == [TOMORROW + timedelta(days=3)]


def test_a_station_that_closed_long_ago_keeps_the_shares_of_every_day_until_today(
    team: tuple[Station, list[str]],
) -> None:
    row, (who, *_) = team
    share_plan(row, {who: 1_000}, from_on=TODAY - timedelta(days=40))
    close_station(station_id=row.pk, to_on=TODAY - timedelta(days=10), by=TESTER, at=NOW)

    assert len(shares_on(row.key, on=TODAY)) == 1
    assert shares_on(row.key, on=TOMORROW) == ()


@pytest.mark.django_db(transaction=True)
def test_two_plans_set_at_once_are_one_after_the_other() -> None:
    row, who = station(), station_operator()
    helper = member(row).person_key
    plans = [{who.actor.key: 1_000}, {who.actor.key: 500, helper: 500}]

    outcomes = at_once([partial(_set, row, shares) for shares in plans])

    assert SharePlan.objects.count() == 1
    assert [type(each.error) for each in outcomes if not each.ok] == [SharePlanBeginsTooEarly]
    assert all(law.holds for law in station_laws() if "share" in law.law)
