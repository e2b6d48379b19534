"""Households frozen as they were, at a year's end and at a decision."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moli.audit.models import Event
from moli.households.models import Household, IncomeYear, Snapshot
from moli.households.queries.snapshot_contents import snapshot_contents
from moli.households.rules.people import LeaveReason
from moli.households.rules.snapshots import SnapshotReason, nameless
from moli.households.rules.yearly import IncomeFacts, LivingFacts, YearLocked, YearOutOfRange
from moli.households.services import snapshots
from moli.households.services.erasing import withdraw_household
from moli.households.services.family import leave_member
from moli.households.services.snapshots import take_snapshot, take_yearly
from moli.households.services.yearly import set_income, set_living
from tests.factories import COUNTY, HEGUI, JIAOYI, NOW, SHITANG, TESTER, TODAY, household
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

INCOME = IncomeFacts(1_200_000, 800_000, 30_000, 170_000, 400_000, people=4, source="入户采集")
YEARS_END = datetime(2016, 12, 31, 18, 0, tzinfo=NOW.tzinfo)


def _household(**how: object) -> Household:
    home = household(**how)  # type: ignore[arg-type]
    for year in (2014, 2015):
        facts = replace(INCOME, wage_fen=year)
        set_income(household_id=home.pk, year=year, facts=facts, by=TESTER, at=NOW)
    set_living(
        household_id=home.pk,
        year=2015,
        facts=LivingFacts(source="入户采集", has_safe_water=True),
        by=TESTER,
        at=NOW,
    )
    return home


def _decided(home: Household, *, key: str = "p1", year: int = 2016) -> Snapshot:
    return take_snapshot(
        household=home, reason=SnapshotReason.DECISION, year=year, procedure_key=key, at=NOW
    )


def _archive(area_code: str = COUNTY, *, year: int = 2015, at: datetime = YEARS_END) -> int:
    return take_yearly(area_code=area_code, year=year, by=TESTER, at=at)


def test_a_decision_freezes_people_income_and_conditions() -> None:
    home = _household()

    content = _decided(home).content

    assert [person["relation"] for person in content["people"]] == [
        *("HEAD", "SPOUSE", "SON", "MOTHER")
    ]
    assert content["people"][0]["born_on"] == "1970-01-01"
    assert content["household"]["village_code"] == home.village.code
    # The newest year that is known is the one that it was judged by.
    assert (content["income"]["year"], content["income"]["wage_fen"]) == (2015, 2015)
    assert content["living"]["has_safe_water"] is True
    assert content["statuses"] == []


def test_no_number_and_no_address_is_in_it() -> None:
    home = _household(phone="13700004410", address="大榕树旁", national_code="00123")

    told = json.dumps(_decided(home).content, ensure_ascii=False)

    numbers = home.members.values_list("id_number", flat=True)
    for secret in (*numbers, "13700004410", "大榕树旁", "00123"):
        assert secret not in told


def test_a_decision_is_frozen_once_and_stays_as_it_was() -> None:
    home = _household()
    first = _decided(home)
    leave_member(
        member_id=home.members.get(relation="SON").pk,
        reason=LeaveReason.MOVED,
        left_on=TODAY,
        base_version=Household.objects.get(pk=home.pk).version,
        by=TESTER,
        at=NOW,
    )

    with unchanged():
        assert _decided(home) == first
    assert len(_decided(home, key="p2").content["people"]) == 3


def test_a_year_is_archived_and_its_income_locked() -> None:
    home = _household()

    assert _archive() == 1

    snapshot = Snapshot.objects.get()
    assert (snapshot.reason, snapshot.year, snapshot.household) == ("YEAR", 2015, home)
    assert snapshot.content["income"]["year"] == 2015
    assert set(IncomeYear.objects.values_list("year", "is_locked")) == {(2014, False), (2015, True)}
    event = Event.objects.get(verb="households.take_yearly")
    assert event.facts == {"year": 2015, "households": 1}
    with refused(YearLocked, field="year", value="2015"):
        set_income(household_id=home.pk, year=2015, facts=INCOME, by=TESTER, at=NOW)


def test_archiving_twice_is_once() -> None:
    _household()
    _archive()

    with unchanged():
        assert _archive() == 0


def test_an_archive_of_a_year_without_figures_says_so() -> None:
    household()

    _archive(year=2013)

    content = Snapshot.objects.get().content
    assert (content["income"], content["living"]) == (None, None)


def test_only_households_of_the_area_that_are_in_the_registry_are_archived() -> None:
    own = _household()
    _household(village_code=HEGUI)
    withdraw_household(household_id=household().pk, reason=LeaveReason.MOVED, by=TESTER, at=NOW)
    Household.objects.filter(pk=household().pk).update(is_in_review=True)

    assert _archive(SHITANG) == 1
    assert Snapshot.objects.get().household == own
    assert _archive(JIAOYI) == 1


@pytest.mark.parametrize("year", [2009, 2017])
def test_a_year_that_has_not_begun_is_not_archived(year: int) -> None:
    household()

    with refused(YearOutOfRange, field="year", value=str(year), first="2010", last="2016"):
        _archive(year=year)


def test_cut_off_half_way_the_second_call_archives_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(5):
        household()
    monkeypatch.setattr(snapshots, "_CHUNK", 2)
    really, calls = snapshots._archive, iter(range(10))

    def cut_off(*given: object, **named: object) -> int:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return really(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(snapshots, "_archive", cut_off)
    with pytest.raises(KeyboardInterrupt):
        _archive()
    assert Snapshot.objects.count() == 2
    monkeypatch.setattr(snapshots, "_archive", really)

    assert _archive() == 3
    assert Snapshot.objects.values("household").distinct().count() == 5


def test_the_number_of_queries_does_not_grow_with_the_households() -> None:
    homes = [_household() for _ in range(3)]

    with CaptureQueriesContext(
        connection,
    ) as one:
        snapshot_contents(homes[:1], year=2015, on=TODAY)
    with CaptureQueriesContext(connection) as three:
        snapshot_contents(homes, year=2015, on=TODAY)

    assert len(one) == len(three) == 4


def test_a_snapshot_without_names_keeps_what_adds_up() -> None:
    content = _decided(_household()).content

    kept = nameless(content)

    told = json.dumps(kept, ensure_ascii=False)
    assert "韦永生" not in told
    assert [person["born_on"] for person in kept["people"]] == [
        *("1970-01-01", "1972-01-01", "1996-01-01", "1945-01-01")
    ]
    sums = {name for name in content["income"] if name.endswith("_fen")}
    assert all(kept["income"][name] == content["income"][name] for name in sums)
    assert not {"name", "health", "absence_reason"} & set(kept["people"][0])
    assert nameless(kept) == kept
