"""A station's month is shared within its team, by the plan of each day: docs/settlement.md §13."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from moli.accounts.models import User
from moli.ledger.models import Account, Transfer
from moli.ledger.rules.transfers import TransferKind
from moli.ledger.services.opening_accounts import accounts_for
from moli.ledger.services.posting import Line, post
from moli.settlement.models import TeamEarning
from moli.settlement.queries.earnings import station_earnings
from moli.settlement.queries.laws import settlement_laws
from moli.settlement.queries.takers import takers_owed
from moli.settlement.queries.team_earnings import (
    names_of_members,
    person_earnings,
    team_parts,
)
from moli.settlement.rules.shares import OFFICE_BANK, ShareKind, Taker, account_key, channel_account
from moli.settlement.services.paying_takers import (
    MoreThanTakerIsOwed,
    PaidByReleaser,
    pay_taker,
)
from moli.settlement.services.releasing import release_earnings
from moli.stations.models import Station
from tests.factories import NOW, TESTER, station
from tests.factories.moments import SHANGHAI
from tests.factories.settlement import CHECKER, MAKER, earned
from tests.factories.teams import member, share_plan, staff
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
SEP, OCT, NOV = date(2016, 9, 1), date(2016, 10, 1), date(2016, 11, 1)


def _at(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=SHANGHAI)


def _commission(row: Station, on: date, fen: int) -> None:
    """So much commission on a day, as a settlement or, below nought, a correction posts it."""
    commission = account_key(Taker(ShareKind.STATION, row.key))
    channel = channel_account("WECHAT")
    accounts = accounts_for([commission, channel])
    post(
        reference=f"test:{row.key}:{on}:{fen}",
        kind=TransferKind.SPLIT if fen > 0 else TransferKind.CORRECTION,
        lines=[Line(accounts[channel], fen), Line(accounts[commission], -fen)],
        happened_on=on,
        by=TESTER,
        at=_at(on),
    )


def _in_bank(fen: int) -> None:
    """So much in the office's bank, whatever the channel holds."""
    channel = channel_account("WECHAT")
    accounts = accounts_for([OFFICE_BANK, channel])
    post(
        reference="test:bank",
        kind=TransferKind.PAYMENT,
        lines=[Line(accounts[OFFICE_BANK], fen), Line(accounts[channel], -fen)],
        happened_on=date(2016, 9, 12),
        by=TESTER,
        at=NOW,
    )


def _team(row: Station) -> list[User]:
    return [staff(station=row, name=name) for name in ("甲", "乙", "丙")]


def _keys(people: Sequence[User]) -> list[str]:
    return [each.actor.key for each in people]


def _released(month: date, *, on: date) -> list[Transfer]:
    return release_earnings(month=month, by=MAKER, at=_at(on))


def _payable() -> dict[str, int]:
    return {each.taker.owner_key: each.payable_fen for each in takers_owed()}


def _worked() -> tuple[Station, list[str]]:
    """September of §13, not moved yet."""
    row = station()
    first, second, third = _keys(_team(row))
    share_plan(row, {first: 700, second: 300}, from_on=date(2016, 9, 12))
    share_plan(row, {first: 500, second: 250, third: 250}, from_on=date(2016, 9, 20))
    for day, fen in ((10, 200), (12, 333), (20, 1_000), (25, -101)):
        _commission(row, date(2016, 9, day), fen)
    return row, [first, second, third]


def _team_laws_hold() -> None:
    # The commission is posted by the test itself: no line was settled.
    mine = {"settlement.team_shares_what_was_moved", "settlement.team_guards_stand"}
    assert [law.law for law in settlement_laws() if law.law in mine and not law.holds] == []


def test_a_month_is_shared_by_the_plans_of_its_days() -> None:
    row, (first, second, third) = _worked()

    (moved,) = _released(SEP, on=date(2016, 10, 3))

    assert moved.reference == f"earnings:STATION:{row.key}:2016-09"
    assert _payable() == {row.key: 200, first: 682, second: 325, third: 225}
    cells = TeamEarning.objects.filter(person_key=first).values_list("per_mille", "fen")
    assert list(cells) == [(700, 233), (500, 500), (500, -51)]
    with unchanged():
        assert _released(SEP, on=date(2016, 10, 4)) == []
    _team_laws_hold()


def test_what_is_the_stations_own_is_of_nobody_who_has_a_name() -> None:
    """Else the sum of all people, which has no key, would be called as the station's own part."""
    _, (first, *_others) = _worked()
    _released(SEP, on=date(2016, 10, 3))

    assert TeamEarning.objects.filter(person_key="").exists()
    assert names_of_members(["", first]) == {first: "甲"}


def test_a_station_reads_its_teams_parts_and_a_person_the_own() -> None:
    row, (first, second, _) = _worked()
    _released(SEP, on=date(2016, 10, 3))
    _in_bank(1_000)
    pay_taker(
        owner=first,
        kind=ShareKind.MEMBER,
        total_fen=600,
        bank_reference="b9",
        by=CHECKER,
        at=_at(date(2016, 10, 4)),
    )

    (told,) = station_earnings([row.key])
    assert [(each.moved_fen, each.team_fen) for each in told.months if each.moved_on] == [
        (1_432, 1_232)
    ]
    assert (told.payable_fen, told.team_fen) == (200, 1_232)
    parts = team_parts([row.key])
    assert {(each.month, each.person_key, each.fen) for each in parts} >= {
        (SEP, first, 682),
        (SEP, second, 325),
    }
    own = person_earnings(first)
    assert [(each.station_key, each.month, each.fen) for each in own.months] == [
        (row.key, SEP, 682)
    ]
    assert (own.payable_fen, own.debt_fen, own.paid_fen) == (82, 0, 600)
    assert person_earnings("user:nobody").months == []


def test_a_person_is_paid_by_another_than_who_moved_it() -> None:
    row, (first, _, _) = _worked()
    _in_bank(2_000)
    _released(SEP, on=date(2016, 10, 3))

    def pay(fen: int, by: object = CHECKER) -> object:
        return pay_taker(
            owner=first,
            kind=ShareKind.MEMBER,
            total_fen=fen,
            bank_reference="b9",
            by=by,  # type: ignore[arg-type]
            at=_at(date(2016, 10, 4)),
        )

    with refused(PaidByReleaser, field="total_fen"):
        pay(600, MAKER)
    with refused(MoreThanTakerIsOwed, field="total_fen", value_fen=683, left_fen=682):
        pay(683)
    assert pay(682) == pay(682)
    assert first not in _payable()
    assert row.key in _payable()


def test_what_is_taken_back_of_one_person_becomes_a_debt_that_the_next_month_pays() -> None:
    row = station()
    first, second, _ = _keys(_team(row))
    share_plan(row, {first: 1_000}, from_on=date(2016, 9, 13))
    _commission(row, date(2016, 9, 14), 500)
    _released(SEP, on=date(2016, 10, 3))
    _in_bank(2_000)
    pay_taker(
        owner=first,
        kind=ShareKind.MEMBER,
        total_fen=400,
        bank_reference="b9",
        by=CHECKER,
        at=_at(date(2016, 10, 4)),
    )
    # A return on a day of the first's plan; the rest of October is the second's.
    _commission(row, date(2016, 10, 5), -300)
    share_plan(row, {second: 1_000}, from_on=date(2016, 10, 10))
    _commission(row, date(2016, 10, 12), 900)

    _released(OCT, on=date(2016, 11, 2))

    assert _payable() == {second: 900}
    debt = Account.objects.get(owner_key=first, kind="RECEIVABLE")
    assert sum(debt.entries.values_list("amount_fen", flat=True)) == 200
    assert person_earnings(first).debt_fen == 200
    share_plan(row, {first: 1_000}, from_on=date(2016, 11, 10))
    _commission(row, date(2016, 11, 11), 250)
    _released(NOV, on=date(2016, 12, 2))
    assert _payable() == {second: 900, first: 50}
    _team_laws_hold()


def test_a_month_that_is_not_above_nought_waits_for_everybody() -> None:
    row, people = _worked()
    _commission(row, date(2016, 9, 26), -2_000)

    assert _released(SEP, on=date(2016, 10, 3)) == []
    assert not TeamEarning.objects.exists()
    assert people


def test_somebody_in_two_teams_is_paid_from_one_account() -> None:
    here, there = station(), station(name="瑶埠村邮乐购服务站")
    (both, *_) = _team(here)
    member(there, user=both)
    for row, fen in ((here, 300), (there, 200)):
        share_plan(row, {both.actor.key: 1_000}, from_on=date(2016, 9, 13))
        _commission(row, date(2016, 9, 14), fen)

    assert len(_released(SEP, on=date(2016, 10, 3))) == 2
    assert _payable() == {both.actor.key: 500}
    assert [each.fen for each in person_earnings(both.actor.key).months] in ([300, 200], [200, 300])
    assert {each.fen for each in team_parts([here.key])} == {300}


def test_all_laws_hold_when_a_settled_order_is_shared_within_a_team() -> None:
    row = station()
    first, second, _ = _keys(_team(row))
    share_plan(row, {first: 667, second: 333}, from_on=date(2016, 9, 12))
    earned(units=7, at_station=row.key)

    _released(SEP, on=date(2016, 10, 3))

    assert _payable()[first] + _payable()[second] == 700
    assert _payable()[first] == 467
    assert [law.law for law in settlement_laws() if not law.holds] == []


def test_what_a_team_was_given_is_never_changed() -> None:
    _worked()
    _released(SEP, on=date(2016, 10, 3))

    for statement in ("UPDATE {} SET fen = 1", "DELETE FROM {}"):
        with (
            pytest.raises(IntegrityError, match="_never_"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format("settlement_teamearning"))
