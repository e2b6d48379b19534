"""Going out of the registry, and becoming nameless in it, by two people."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from moli.audit.models import Event
from moli.households.models import (
    Batch,
    FamilyMember,
    Household,
    IncomeYear,
    Notice,
    Opening,
    Procedure,
    Responsible,
    Snapshot,
    Status,
    Step,
    Waiver,
)
from moli.households.queries.reach import RegistryReach
from moli.households.queries.retention import due_for_erasure
from moli.households.queries.searching import find_by_name, find_by_number
from moli.households.rules.batches import BatchState
from moli.households.rules.care import ConsentPurpose, ResponsibleFacts, UnitLevel
from moli.households.rules.people import Health, LeaveReason, Relation
from moli.households.rules.procedures import (
    ClueSource,
    ProcedureKind,
    ProcedureState,
    StepKind,
    Verdict,
)
from moli.households.rules.registration import HouseholdFacts
from moli.households.rules.retention import ErasureReason
from moli.households.rules.snapshots import SnapshotReason
from moli.households.rules.statuses import State, Track
from moli.households.rules.yearly import MONEY_COLUMNS, IncomeFacts
from moli.households.services.caring import give_consent, name_responsible
from moli.households.services.changing import change_household
from moli.households.services.erasing import (
    ErasureNeedsAnother,
    NoReasonToWithdraw,
    NotWithdrawn,
    ProcedureStillOpen,
    StillKept,
    erase_household,
    withdraw_household,
)
from moli.households.services.locking import HouseholdWithdrawn
from moli.households.services.opening import open_phone
from moli.households.services.registering import register_household
from moli.households.services.snapshots import take_snapshot
from moli.households.services.yearly import set_income
from moli.kernel.actor import Actor
from tests.factories import (
    COUNTY,
    HEGUI,
    NOW,
    TESTER,
    TODAY,
    YAOBU,
    family,
    household,
    id_number,
    key,
    person_facts,
    village,
)
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

ANOTHER = Actor(key="system:another", name="另一个人")
COUNTY_REACH = RegistryReach(county_areas=(COUNTY,))
# Words that stand nowhere else, so that one scan of all tables finds what was left.
NAME, SON, ADDRESS, PHONE = "梁可寻", "梁小寻", "可寻屯一号", "13812345678"
NUMBER = id_number(born_on=date(1970, 5, 6), sequence=311)


def _known_household() -> Household:
    """A household about which something is written in every table."""
    home = household(
        people=[
            person_facts(
                name=NAME,
                born_on=date(1970, 5, 6),
                id_number=NUMBER,
                national_code="4501810001-1",
                health=Health.CHRONIC,
            ),
            person_facts(
                name=SON, relation=Relation.SON, born_on=date(2005, 3, 4), absence_reason="可寻病假"
            ),
        ],
        national_code="4501810001",
        address=ADDRESS,
        phone=PHONE,
    )
    facts = IncomeFacts(
        1_200_000, 800_000, 30_000, 170_000, 400_000, people=2, source="可寻家自己说的"
    )
    set_income(household_id=home.pk, year=2015, facts=facts, by=TESTER, at=NOW)
    name_responsible(
        household_id=home.pk,
        facts=ResponsibleFacts("覃可寻", "县教育局", UnitLevel.COUNTY, "13899990000"),
        from_on=TODAY,
        by=TESTER,
        at=NOW,
    )
    give_consent(
        household_id=home.pk,
        member_id=home.members.get(name=NAME).pk,
        purpose=ConsentPurpose.PAIRING,
        notice_version="2016-1",
        by=TESTER,
        at=NOW,
    )
    open_phone(household_id=home.pk, reason="可寻家收款没到账", by=TESTER, at=NOW)
    _decided(home)
    return home


def _decided(home: Household) -> None:
    procedure = Procedure.objects.create(
        request_key=uuid4(),
        household=home,
        kind=ProcedureKind.REGISTER,
        track=Track.POVERTY,
        target=State.REGISTERED,
        state=ProcedureState.APPROVED,
        step=StepKind.COUNTY,
        clue_source=ClueSource.HOUSEHOLD,
        words="可寻生病了",
        risk_words="可寻的风险",
        opened_on=TODAY,
        ended_on=TODAY,
    )
    Step.objects.create(
        procedure=procedure,
        request_key=uuid4(),
        kind=StepKind.CHECK,
        verdict=Verdict.PASS,
        words="可寻家看过了",
        by_key="x",
        by_name="x",
        on=TODAY,
        at=NOW,
    )
    Notice.objects.create(
        procedure=procedure,
        village_name="瑶埠村",
        head_name=NAME,
        group_name="可寻组",
        people=2,
        target=State.REGISTERED,
        from_on=TODAY,
        to_on=TODAY + timedelta(days=5),
    )
    Status.objects.create(
        household=home,
        track=Track.POVERTY,
        state=State.REGISTERED,
        procedure_key=procedure.key,
        reason="可寻的原因",
        risk_words="可寻的风险",
        from_on=TODAY,
    )
    Waiver.objects.create(
        household=home,
        rule_code="x",
        reason="可寻确实这样",
        by_key="x",
        by_name="x",
        from_on=TODAY,
    )
    take_snapshot(
        household=home,
        reason=SnapshotReason.DECISION,
        year=2016,
        procedure_key=procedure.key,
        at=NOW,
    )


def _withdraw(home: Household, **how: Any) -> Household:
    given = {"reason": LeaveReason.MOVED, "by": TESTER, "at": NOW, **how}
    return withdraw_household(household_id=home.pk, **given)


def _erase(home: Household, **how: Any) -> Household:
    given = {"reason": ErasureReason.REQUEST, "by": ANOTHER, "at": NOW, **how}
    return erase_household(household_id=home.pk, **given)


def _everything_in_words() -> str:
    """All rows of the room and of the trail, with what is sealed opened."""
    models = [m for m in apps.get_models() if m._meta.app_label in {"households", "audit"}]
    return json.dumps(
        [list(model._default_manager.values()) for model in models], default=str, ensure_ascii=False
    )


def test_a_withdrawn_household_has_nobody_left_and_is_found_no_more() -> None:
    home = _known_household()
    assert find_by_number(COUNTY_REACH, NUMBER) == [home]

    gone = _withdraw(home)

    assert gone.withdrawn_at == NOW
    assert set(home.members.values_list("left_on", "leave_reason")) == {(TODAY, "MOVED")}
    assert find_by_number(COUNTY_REACH, NUMBER) == []
    assert find_by_name(COUNTY_REACH, name=NAME, village_code=YAOBU) == []
    assert Responsible.objects.get().to_on == TODAY + timedelta(days=1)
    assert not home.consents.in_force(on=TODAY).exists()
    assert Status.objects.get().to_on is None
    event = Event.objects.get(verb="households.withdraw")
    assert event.facts == {"leave_reason": "MOVED", "people": 2}


def test_withdrawing_twice_is_once() -> None:
    home = household()
    first = _withdraw(home)

    with unchanged():
        assert _withdraw(home, by=ANOTHER).version == first.version


def test_who_moved_away_may_be_registered_anew() -> None:
    people = family()
    _withdraw(household(people=people))

    again = register_household(
        facts=HouseholdFacts(),
        people=people,
        village=village(),
        request_key=key(),
        by=TESTER,
        at=NOW,
    )

    assert find_by_number(COUNTY_REACH, people[0].id_number) == [again]


@pytest.mark.parametrize("reason", [LeaveReason.SPLIT, LeaveReason.MARRIED_OUT])
def test_a_whole_household_does_not_marry_out(reason: LeaveReason) -> None:
    home = household()

    with refused(NoReasonToWithdraw, field="leave_reason"):
        _withdraw(home, reason=reason)


def test_a_household_with_an_open_procedure_stays() -> None:
    home = _known_household()
    Procedure.objects.update(state=ProcedureState.OPEN, ended_on=None)

    with refused(ProcedureStillOpen, field="household"):
        _withdraw(home)


def test_a_withdrawn_household_is_not_changed_any_more() -> None:
    home = _withdraw(household())

    with refused(HouseholdWithdrawn, field="household"):
        change_household(
            household_id=home.pk,
            facts=HouseholdFacts(group_name="第九组"),
            base_version=home.version,
            by=TESTER,
            at=NOW,
        )


def test_nothing_that_tells_who_they_were_is_left_in_any_table() -> None:
    home = _withdraw(_known_household())
    before = _everything_in_words()
    assert all(word in before for word in (NAME, SON, ADDRESS, PHONE, NUMBER, "可寻病假"))

    _erase(home)

    after = _everything_in_words()
    for word in ("可寻", "小寻", PHONE, "13899990000", NUMBER, "4501810001", "05-06", "03-04"):
        assert word not in after, word
    assert "CHRONIC" not in after


SUMS = ("year", "people", *MONEY_COLUMNS)


def test_what_adds_up_stays() -> None:
    home = _withdraw(_known_household())
    kept = {
        "uids": set(home.members.values_list("uid", flat=True)),
        "income": list(IncomeYear.objects.values(*SUMS)),
        "statuses": list(Status.objects.values_list("state", "from_on", "to_on")),
    }

    gone = _erase(home)

    assert gone.erased_at == NOW
    assert gone.uid == home.uid
    assert kept["uids"] == set(home.members.values_list("uid", flat=True))
    assert kept["income"] == list(IncomeYear.objects.values(*SUMS))
    assert kept["statuses"] == list(Status.objects.values_list("state", "from_on", "to_on"))
    born = set(FamilyMember.objects.values_list("born_on", flat=True))
    assert born == {date(1970, 1, 1), date(2005, 1, 1)}
    content = Snapshot.objects.get().content
    assert content["income"]["wage_fen"] == 1_200_000
    assert [person["relation"] for person in content["people"]] == ["HEAD", "SON"]
    event = Event.objects.get(verb="households.erase")
    assert event.facts == {"erasure_reason": "REQUEST", "people": 2}


def test_erasing_twice_is_once() -> None:
    home = _withdraw(household())
    _erase(home)

    with unchanged():
        _erase(home)


def test_a_household_of_the_registry_is_not_erased() -> None:
    home = household()

    with refused(NotWithdrawn, field="household"):
        _erase(home)


def test_whoever_withdrew_it_does_not_erase_it() -> None:
    home = _withdraw(household())

    with refused(ErasureNeedsAnother, field="household"):
        _erase(home, by=TESTER)


def test_the_time_is_over_after_three_years_to_the_day() -> None:
    home = _withdraw(household())
    day_before, day = NOW.replace(year=2019, day=11), NOW.replace(year=2019)

    with refused(StillKept, field="household", from_on="2019-09-12"):
        _erase(home, reason=ErasureReason.RETENTION, at=day_before)
    assert due_for_erasure(date(2019, 9, 11)) == []

    assert due_for_erasure(date(2019, 9, 12)) == [home]
    _erase(home, reason=ErasureReason.RETENTION, at=day)
    assert due_for_erasure(date(2019, 9, 12)) == []


@pytest.mark.parametrize(
    ("left_on", "due_on"),
    [(date(2016, 9, 12), date(2017, 3, 12)), (date(2016, 8, 31), date(2017, 2, 28))],
)
def test_what_came_with_a_batch_that_was_taken_back_goes_sooner(
    left_on: date, due_on: date
) -> None:
    home = _withdraw(household(), at=NOW.replace(month=left_on.month, day=left_on.day))
    home.batch = Batch.objects.create(
        file_hash="a" * 64,
        state=BatchState.UNDONE,
        area_code=YAOBU,
        expected=1,
        brought_by_key="x",
        brought_by_name="x",
        brought_at=NOW,
    )
    home.save()

    assert due_for_erasure(due_on - timedelta(days=1)) == []
    assert due_for_erasure(due_on) == [home]
    assert due_for_erasure(due_on, area_codes=[YAOBU]) == [home]
    assert due_for_erasure(due_on, area_codes=[HEGUI]) == []


def test_two_responsible_people_of_one_household_both_become_nameless() -> None:
    home = household()
    for name in ("覃一", "覃二"):
        name_responsible(
            household_id=home.pk,
            facts=ResponsibleFacts(name, "县教育局", UnitLevel.COUNTY),
            from_on=TODAY,
            by=TESTER,
            at=NOW,
        )
    # As a batch that is taken back leaves them.
    Household.objects.filter(pk=home.pk).update(withdrawn_at=NOW)
    Event.objects.filter(verb="households.register").update(verb="households.withdraw")

    _erase(home)

    assert set(Responsible.objects.values_list("name", "phone")) == {("已删除", "")}
    assert not Responsible.objects.filter(to_on=None).exists()
    assert not Opening.objects.exists()
