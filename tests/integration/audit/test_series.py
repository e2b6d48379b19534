"""Acts of a series: each fails alone and leaves nothing; the trail is written in the end."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from moli.accounts.models import User
from moli.audit.models import Event
from moli.audit.services.recording import Subject, record, record_each
from moli.audit.services.series import act_of_series, made_before, series, whole
from moli.counter.models import Parcel
from moli.kernel.refusal import Refusal
from moli.kernel.remembering import remembered
from tests.factories import NOW, TESTER, person, station
from tests.factories.parcels import came

pytestmark = pytest.mark.django_db


class NotNow(Refusal):
    """A service says no."""


def _told() -> list[str]:
    return list(
        Event.objects.filter(verb="test").order_by("pk").values_list("subject_key", flat=True)
    )


def _tell(key: str) -> None:
    record(verb="test", on=Subject("test", key), by=TESTER, at=NOW)


def _tell_each(*keys: str) -> None:
    lines = ((Subject("test", key), {"things": 1}) for key in keys)
    record_each(verb="test", lines=lines, by=TESTER, at=NOW)


@whole
def _inner(key: str, *, refuses: bool = False) -> None:
    person(name=key)
    _tell(key)
    if refuses:
        raise NotNow


def _people() -> list[str]:
    return list(User.objects.order_by("pk").values_list("name", flat=True))


def _two(first: str, second: str) -> None:
    _inner(first)
    _inner(second, refuses=True)


def _fails() -> None:
    with series():
        with act_of_series():
            _inner("1")
        raise ZeroDivisionError


def test_the_trail_is_written_in_order_when_the_series_ends() -> None:
    with series():
        with act_of_series():
            _tell("1")
        with act_of_series():
            _tell_each("2", "3")
        _tell("4")
        assert _told() == []

    assert _told() == ["1", "2", "3", "4"]


def test_an_act_that_fails_leaves_neither_rows_nor_lines() -> None:
    with series():
        with act_of_series():
            _inner("1")
        with pytest.raises(NotNow), act_of_series():
            _two("2", "3")
        with act_of_series():
            _inner("4")

    assert _people() == ["1", "4"]
    assert _told() == ["1", "4"]


def test_a_series_that_fails_leaves_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        _fails()

    assert _people() == []
    assert _told() == []
    _tell("after")
    assert _told() == ["after"]


def test_a_service_takes_no_savepoint_of_its_own_within_an_act() -> None:
    def savepoints(run: object) -> int:
        with CaptureQueriesContext(connection) as asked:
            run()  # type: ignore[operator]
        return sum("SAVEPOINT" in each["sql"] for each in asked.captured_queries)

    @whole
    def does_nothing() -> None:
        """Nothing at all."""

    def within() -> None:
        with act_of_series():
            does_nothing()
            does_nothing()

    with transaction.atomic():
        assert savepoints(does_nothing) == 2
        with series():
            assert savepoints(does_nothing) == 2
            assert savepoints(within) == 2


def test_outside_a_series_a_service_that_fails_leaves_nothing() -> None:
    with pytest.raises(NotNow):
        _inner("1", refuses=True)

    assert _people() == []
    assert _told() == []


def test_what_an_act_that_failed_has_asked_is_asked_again() -> None:
    """The lock that it took is gone with its savepoint."""
    asked: list[str] = []

    @remembered
    def lock(key: str) -> None:
        asked.append(key)

    def lock_and_refuse(key: str) -> None:
        lock(key)
        raise NotNow

    with series():
        with act_of_series():
            lock("a")
            lock("a")
        with pytest.raises(NotNow), act_of_series():
            lock_and_refuse("b")
        with act_of_series():
            lock("b")

    assert asked == ["a", "b", "b"]


def test_an_act_of_a_series_is_done_within_one() -> None:
    with pytest.raises(RuntimeError), act_of_series():
        pass


def test_what_requests_made_before_is_asked_for_all_of_a_series_at_once() -> None:
    before, later = came(station().key), uuid4()
    rows = Parcel.objects.all()
    assert made_before(rows, before.request_key) == before

    with series(keys=[before.request_key, later]), CaptureQueriesContext(connection) as asked:
        assert made_before(rows, later) is None
        assert made_before(rows, before.request_key) == before
    assert len(asked) == 1


def test_what_an_act_has_made_meanwhile_is_found_when_asked_again() -> None:
    place, key = station().key, uuid4()
    with series(keys=[key]), act_of_series():
        first = came(place, key=key)
        assert came(place, key=key) == first

    assert Parcel.objects.count() == 1
