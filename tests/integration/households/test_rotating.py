"""Changing the keys: everything still opens and is found, whenever the run is cut off."""

from __future__ import annotations

import json
import time
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.db import connections, transaction

from moli.audit.models import Event
from moli.households.models import FamilyMember, Household, Responsible
from moli.households.models.keys import key_ring, keys_held
from moli.households.queries.reach import RegistryReach
from moli.households.queries.sealed import raw_rows, sealed_models
from moli.households.queries.searching import find_by_number
from moli.households.rules.care import ResponsibleFacts, UnitLevel
from moli.households.rules.registration import SamePersonTwice
from moli.households.services import rotating
from moli.households.services.caring import name_responsible
from moli.households.services.rotating import KeysChangingNow, Rotation, rotate_keys
from moli.kernel.sealing import SealBroken
from tests.factories import COUNTY, NOW, TESTER, TODAY, household
from tests.unchanged import unchanged

PHONE = "13700004410"
RESPONSIBLE_PHONE = "13900001111"


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: Any) -> Path:
    """A key file of this test alone."""
    path: Path = tmp_path / "field-keys.json"
    settings.MOLI_FIELD_KEYS = path
    return path


@pytest.fixture
def homes(db: None) -> list[Household]:
    """Three households, twelve people, one of them with a responsible person."""
    rows = [household(phone=PHONE) for _ in range(3)]
    name_responsible(
        household_id=rows[0].pk,
        facts=ResponsibleFacts("覃帮扶", "县教育局", UnitLevel.COUNTY, RESPONSIBLE_PHONE),
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )
    return rows


class CutOff(BaseException):
    """What a killed process looks like from inside."""


def _cut_off(_rows: int) -> None:
    raise CutOff


def _rotate(**how: Any) -> Rotation:
    return rotate_keys(by=TESTER, at=NOW, **how)


def _opened() -> list[tuple[str, ...]]:
    """Every sealed value, opened."""
    return [
        tuple(getattr(row, column) for column in kind.columns)
        for kind in sealed_models()
        for row in kind.model._default_manager.order_by("pk")
    ]


def _key_names() -> set[str]:
    """The keys with which the values in the tables are sealed."""
    return {
        str(raw).partition(":")[0]
        for kind in sealed_models()
        for row in raw_rows(kind)
        for column in kind.columns
        if (raw := getattr(row, f"raw_{column}"))
    }


def _all_are_found() -> bool:
    reach = RegistryReach(county_areas=(COUNTY,))
    return all(
        [found.pk for found in find_by_number(reach, member.id_number)] == [member.household_id]
        for member in FamilyMember.objects.all()
    )


def test_every_sealed_column_of_every_room_is_found_by_itself() -> None:
    found = {kind.model.__name__: kind.columns for kind in sealed_models()}

    assert {"Household", "FamilyMember", "Responsible"} <= set(found)
    assert found["FamilyMember"] == ("id_number",)


def test_everything_is_sealed_anew_and_the_old_key_goes(homes: list[Household]) -> None:
    before, ring = _opened(), key_ring()
    sealed = dict(raw_rows(sealed_models()[0]).values_list("pk", "raw_phone"))

    done = _rotate()

    assert done == Rotation(sealed=16, indexed=0, dropped=1, active="k2")
    assert _opened() == before
    assert _key_names() == {"k2"} == set(key_ring().data_keys)
    assert sealed != dict(raw_rows(sealed_models()[0]).values_list("pk", "raw_phone"))
    assert key_ring().index_key == ring.index_key
    assert _all_are_found()
    event = Event.objects.get(verb="households.rotate_keys")
    assert event.facts == {"sealed": 16, "indexed": 0, "dropped": 1}


def test_a_value_of_before_does_not_open_with_the_keys_of_after(homes: list[Household]) -> None:
    kind = next(kind for kind in sealed_models() if kind.model is FamilyMember)
    sealed = raw_rows(kind).values_list("raw_id_number", flat=True)[0]

    _rotate()

    with pytest.raises(SealBroken, match="no key is called 'k1'"):
        key_ring().open(sealed, place="households.familymember.id_number")


def test_cut_off_half_way_everything_opens_and_the_next_run_completes_it(
    homes: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "_CHUNK", 2)
    before = _opened()

    with pytest.raises(CutOff):
        _rotate(watch=_cut_off)

    assert _key_names() == {"k1", "k2"} == set(key_ring().data_keys)
    assert _opened() == before
    assert _all_are_found()
    assert not Event.objects.filter(verb="households.rotate_keys").exists()

    done = _rotate()

    assert done == Rotation(sealed=14, indexed=0, dropped=1, active="k2")
    assert _key_names() == {"k2"} == set(key_ring().data_keys)
    assert _opened() == before


def test_each_completed_run_adds_one_key(homes: list[Household]) -> None:
    assert [_rotate().active for _ in range(3)] == ["k2", "k3", "k4"]
    assert set(key_ring().data_keys) == {"k4"}


def test_a_row_without_a_value_has_nothing_to_seal(db: None) -> None:
    home = household()

    assert home.phone == ""
    assert _rotate().sealed == 4
    assert Household.objects.get().phone == ""


def test_the_index_key_changes_and_everybody_is_found(homes: list[Household]) -> None:
    before = dict(FamilyMember.objects.values_list("pk", "id_index"))
    ring = key_ring()

    done = _rotate(with_index=True)

    after = dict(FamilyMember.objects.values_list("pk", "id_index"))
    assert done == Rotation(sealed=16, indexed=15, dropped=1, active="k2")
    assert not set(before.values()) & set(after.values())
    assert key_ring().index_key != ring.index_key
    assert key_ring().other_index_keys == ()
    assert _all_are_found()


@pytest.mark.parametrize("write", [1, 2, 3, 4])
def test_cut_off_at_any_write_of_the_key_file_everybody_is_found(
    homes: list[Household], monkeypatch: pytest.MonkeyPatch, write: int
) -> None:
    """The file is written for the new key, both index keys, the new index key, and at the end."""
    before, writes = _opened(), iter(range(1, 10))
    really = rotating.write_key_ring

    def cut_off_after(ring: Any) -> None:
        really(ring)
        if next(writes) == write:
            raise CutOff

    monkeypatch.setattr(rotating, "write_key_ring", cut_off_after)
    with pytest.raises(CutOff):
        _rotate(with_index=True)
    monkeypatch.setattr(rotating, "write_key_ring", really)

    assert _opened() == before
    assert _all_are_found()

    _rotate()

    assert _opened() == before
    assert _all_are_found()
    assert key_ring().other_index_keys == ()
    assert len(key_ring().data_keys) == 1
    for member in FamilyMember.objects.all():
        index = FamilyMember.blind_indexes[0].value(FamilyMember, member.id_number)
        assert member.id_index == index


def test_a_person_who_came_in_twice_while_the_index_changed_comes_to_light(
    homes: list[Household], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = rotating.write_key_ring
    writes = iter(range(1, 10))

    def cut_off_after(ring: Any) -> None:
        really(ring)
        if next(writes) == 3:
            raise CutOff

    monkeypatch.setattr(rotating, "write_key_ring", cut_off_after)
    with pytest.raises(CutOff):
        _rotate(with_index=True)
    monkeypatch.setattr(rotating, "write_key_ring", really)
    first, other = FamilyMember.objects.filter(relation="SON")[:2]
    index = FamilyMember.blind_indexes[0].value(FamilyMember, first.id_number)
    FamilyMember.objects.filter(pk=other.pk).update(id_number=first.id_number, id_index=index)

    with pytest.raises(SamePersonTwice):
        _rotate()

    assert {first.household_id, other.household_id} <= {
        row.pk for row in find_by_number(RegistryReach(county_areas=(COUNTY,)), first.id_number)
    }


def test_two_runs_at_once_would_lose_a_key_so_the_second_is_refused(
    homes: list[Household], own_keys: Path
) -> None:
    before = own_keys.read_bytes()

    with keys_held(), unchanged(), pytest.raises(KeysChangingNow):
        _rotate()

    assert own_keys.read_bytes() == before


def test_the_key_file_is_for_its_owner_alone_and_leaves_nothing_beside(
    homes: list[Household], own_keys: Path
) -> None:
    _rotate(with_index=True)

    assert own_keys.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in own_keys.parent.iterdir()) == [
        "field-keys.json",
        "field-keys.json.lock",
    ]
    assert set(json.loads(own_keys.read_text())) == {"active", "data", "index", "other_index"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_a_writer_at_work_sealed_with_the_old_key_is_not_left_behind(own_keys: Path) -> None:
    """The writer stores a row before the new key is there, and commits when the run has begun."""
    home = household(phone=PHONE)
    written = Signal()

    def write() -> None:
        try:
            with transaction.atomic():
                Responsible.objects.create(
                    household=home,
                    name="覃帮扶",
                    unit="县教育局",
                    unit_level=UnitLevel.COUNTY,
                    phone=RESPONSIBLE_PHONE,
                    from_on=TODAY,
                )
                written.set()
                until = time.monotonic() + 10
                while '"k2"' not in own_keys.read_text() and time.monotonic() < until:
                    time.sleep(0.01)
                # By now the run has sealed what it sees, and waits for us.
                time.sleep(0.5)
        finally:
            connections.close_all()

    writer = Thread(target=write)
    writer.start()
    written.wait(10)
    done = _rotate()
    writer.join(10)

    assert Responsible.objects.get().phone == RESPONSIBLE_PHONE
    assert set(key_ring().data_keys) == {"k2"} == _key_names()
    assert done == Rotation(sealed=6, indexed=0, dropped=1, active="k2")
