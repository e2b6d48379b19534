"""What stations offer, when they pause, and what stands in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from moli.audit.models import Event
from moli.kernel.refusal import Refusal
from moli.stations.models import Equipment, Offering, Pause, Station
from moli.stations.queries.listing import equipment_of, offerings_of, services_of
from moli.stations.queries.opening import pause_on, state_on, states_on
from moli.stations.rules.offering import EquipmentKind, OpenState, PauseReason, Service
from moli.stations.rules.platforms import Platform
from moli.stations.services.equipping import (
    EquipmentCountOutOfRange,
    EquipmentWordsTooLong,
    set_up_equipment,
    take_away_equipment,
)
from moli.stations.services.locking import BeforeStationOpens, EndsTooEarly, StationEnds
from moli.stations.services.offering import OfferedUntilLater, end_service, offer_service
from moli.stations.services.opening import (
    StationClosesTooEarly,
    close_station,
    open_station,
)
from moli.stations.services.pausing import (
    PauseEndsBeforeItBegins,
    PauseHasBegun,
    PausesOverlap,
    call_off_pause,
    pause,
    reopen,
)
from moli.stations.services.taking_over import (
    ListedEquipment,
    ListedForNoStation,
    ListedService,
    take_over_equipment,
    take_over_services,
)
from tests.factories import HEGUI, NOW, TESTER, TODAY, station, village
from tests.factories.market import key
from tests.factories.organisations import FOUNDED_ON
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

ACT = {"by": TESTER, "at": NOW}


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def offer(row: Station, service: Service = Service.BILLS, *, from_on: date = TODAY) -> Offering:
    return offer_service(station_id=row.pk, service=service, from_on=from_on, **ACT)


def closed_for(
    row: Station, first: int, last: int | None, reason: PauseReason = PauseReason.HARVEST
) -> Pause:
    return pause(
        station_id=row.pk,
        pause_reason=reason,
        from_on=day(first),
        to_on=None if last is None else day(last),
        **ACT,
    )


def test_a_service_is_offered_once_until_it_ends() -> None:
    row = station()
    first = offer(row)
    with unchanged():
        assert offer(row, from_on=day(5)) == first
    end_service(station_id=row.pk, service=Service.BILLS, to_on=day(3), **ACT)
    with unchanged():
        assert end_service(station_id=row.pk, service=Service.BILLS, to_on=day(9), **ACT) is None
        assert end_service(station_id=row.pk, service=Service.PARCELS, to_on=TODAY, **ACT) is None

    assert services_of([row.pk], on=day(2)) == {row.pk: (Service.BILLS,)}
    assert services_of([row.pk], on=day(3)) == {}
    event = Event.objects.get(verb="stations.offer_service")
    assert event.facts == {"service": "BILLS"}
    assert event.area_code == row.village.code


def test_a_service_begins_anew_after_it_ended() -> None:
    row = station()
    offer(row)
    end_service(station_id=row.pk, service=Service.BILLS, to_on=day(5), **ACT)
    with refused(OfferedUntilLater, field="from_on", to_on=str(day(5))):
        offer(row, from_on=day(4))
    offer(row, from_on=day(5))

    assert [each.from_on for each in offerings_of(row)] == [day(5), TODAY]


def test_a_service_takes_a_day_at_least() -> None:
    row = station()
    offer(row)
    with refused(EndsTooEarly, field="to_on", from_on=str(TODAY)):
        end_service(station_id=row.pk, service=Service.BILLS, to_on=TODAY, **ACT)


def test_nothing_begins_before_a_station_opens_or_when_it_ends() -> None:
    row = station()
    with refused(BeforeStationOpens, field="from_on", from_on=str(FOUNDED_ON)):
        offer(row, from_on=FOUNDED_ON - timedelta(days=1))
    close_station(station_id=row.pk, to_on=day(30), **ACT)
    ended = {"field": "from_on", "to_on": str(day(30))}
    with refused(StationEnds, **ended):
        offer(row)
    with refused(StationEnds, **ended):
        closed_for(row, 0, 3)
    with refused(StationEnds, **ended):
        _scale(row)


def test_a_station_is_planned_open_paused_open_again_and_closed() -> None:
    row = open_station(
        name="新站",
        platform=Platform.POST,
        village_code=village(HEGUI).code,
        from_on=day(10),
        **ACT,
    )
    closed_for(row, 15, 18)
    close_station(station_id=row.pk, to_on=day(20), **ACT)
    row.refresh_from_db()

    states = [state_on(row, on=day(days)) for days in (9, 10, 14, 15, 17, 18, 19, 20)]
    assert states == [
        *(OpenState.PLANNED, OpenState.OPEN, OpenState.OPEN, OpenState.PAUSED),
        *(OpenState.PAUSED, OpenState.OPEN, OpenState.OPEN, OpenState.CLOSED),
    ]


@pytest.mark.parametrize("days", [(0, 3), (-3, 1), (2, 4), (1, 2), (-5, None), (0, None)])
def test_two_pauses_share_no_day(days: tuple[int, int | None]) -> None:
    row = station()
    closed_for(row, 0, 3)

    with refused(PausesOverlap, field="from_on", from_on=str(TODAY), to_on=str(day(3))):
        closed_for(row, *days, PauseReason.OTHER)


def test_pauses_may_follow_each_other() -> None:
    row = station()
    for days in ((0, 3), (3, 5), (-2, 0), (5, None)):
        closed_for(row, *days)
    with unchanged():
        closed_for(row, 5, None)

    assert Pause.objects.count() == 4
    with refused(PausesOverlap, field="from_on", from_on=str(day(5)), to_on=""):
        closed_for(row, 40, 41)


def test_a_pause_takes_a_day_at_least() -> None:
    row = station()
    with refused(PauseEndsBeforeItBegins, field="to_on", from_on=str(TODAY)):
        closed_for(row, 0, 0)


def test_reopening_ends_the_pause_of_that_day_alone() -> None:
    row = station()
    closed_for(row, -5, None)
    with refused(EndsTooEarly, field="to_on", from_on=str(day(-5))):
        reopen(station_id=row.pk, on=day(-5), **ACT)
    ended = reopen(station_id=row.pk, on=TODAY, **ACT)
    assert ended is not None
    with unchanged():
        assert reopen(station_id=row.pk, on=TODAY, **ACT) is None

    assert ended.to_on == TODAY
    assert pause_on(row, on=TODAY) is None


def test_only_a_pause_that_has_not_begun_is_called_off() -> None:
    row = station()
    begun, planned = closed_for(row, 0, 3), closed_for(row, 9, 12)
    with refused(PauseHasBegun, field="from_on", from_on=str(TODAY)):
        call_off_pause(pause_id=begun.pk, **ACT)
    gone = planned.pk
    call_off_pause(pause_id=gone, **ACT)
    with unchanged():
        call_off_pause(pause_id=gone, **ACT)

    assert list(Pause.objects.all()) == [begun]
    assert Event.objects.get(verb="stations.call_off_pause").facts == {"from_on": str(day(9))}


def test_the_states_of_many_stations_are_one_question(
    django_assert_num_queries: object,
) -> None:
    rows = [station(name=f"第 {place} 站") for place in range(5)]
    closed_for(rows[2], -1, 3)

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = states_on(rows, on=TODAY)
    assert [found[row.pk] for row in rows].count(OpenState.PAUSED) == 1


def _scale(row: Station, *, count: int = 1, words: str = "", request_key: object = None) -> object:
    return set_up_equipment(
        station_id=row.pk,
        equipment_kind=EquipmentKind.SCALE,
        count=count,
        words=words,
        from_on=TODAY,
        request_key=request_key or key(),  # type: ignore[arg-type]
        **ACT,
    )


def test_equipment_stands_once_for_a_key_and_is_taken_away() -> None:
    row, same = station(), key()
    first = _scale(row, request_key=same, words=" 电子秤 ")
    with unchanged():
        assert _scale(row, request_key=same) == first
    thing = Equipment.objects.get()
    with refused(EndsTooEarly, field="to_on", from_on=str(TODAY)):
        take_away_equipment(equipment_uid=thing.uid, to_on=TODAY, **ACT)
    for on in (day(2), day(9)):
        take_away_equipment(equipment_uid=thing.uid, to_on=on, **ACT)

    assert thing.words == "电子秤"
    assert list(equipment_of(row, on=day(1))) == [thing]
    assert not equipment_of(row, on=day(2)).exists()


@pytest.mark.parametrize(
    ("said", "kind", "facts"),
    [
        ({"count": 0}, EquipmentCountOutOfRange, {"field": "count", "value": 0, "count_max": 500}),
        (
            {"count": 501},
            EquipmentCountOutOfRange,
            {"field": "count", "value": 501, "count_max": 500},
        ),
        ({"words": "长" * 61}, EquipmentWordsTooLong, {"field": "words", "signs_max": 60}),
    ],
)
def test_equipment_that_cannot_be_is_refused(
    said: dict[str, int], kind: type[Refusal], facts: dict[str, object]
) -> None:
    row = station()
    with refused(kind, **facts):  # type: ignore[arg-type]
        _scale(row, **said)  # type: ignore[arg-type]


def test_lists_are_taken_over_once_in_as_many_questions_however_long(
    django_assert_num_queries: object,
) -> None:
    stations = [station(name=f"第 {place} 站") for place in range(6)]
    services = [ListedService(row.pk, each, TODAY) for row in stations for each in Service]
    things = [ListedEquipment(row.pk, EquipmentKind.SIGN, 1, "", TODAY, key()) for row in stations]
    # The savepoints of the transaction are two of them.
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert take_over_services(services, **ACT) == 24
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert take_over_equipment(things, **ACT) == 6
    with unchanged():
        assert take_over_services(services, **ACT) == 0
        assert take_over_equipment(things, **ACT) == 0

    assert Event.objects.filter(verb="stations.offer_service").count() == 24


def test_a_list_with_one_wrong_line_stores_nothing() -> None:
    row = station()
    early = ListedService(row.pk, Service.BILLS, FOUNDED_ON - timedelta(days=1))
    good = ListedService(row.pk, Service.PARCELS, TODAY)

    with refused(ListedForNoStation, field="station_id", value=row.pk):
        take_over_services([good, early], **ACT)


def test_a_station_that_closes_ends_what_it_has() -> None:
    row = station()
    offer(row)
    _scale(row)
    closed_for(row, 2, 9)
    close_station(station_id=row.pk, to_on=day(5), **ACT)

    for model in (Offering, Equipment, Pause):
        assert model.objects.get().to_on == day(5), model  # type: ignore[attr-defined]


def test_a_station_closes_after_all_that_it_has_began() -> None:
    row = station()
    closed_for(row, 7, 9)

    with refused(StationClosesTooEarly, field="to_on", from_on=str(day(7))):
        close_station(station_id=row.pk, to_on=day(7), **ACT)
