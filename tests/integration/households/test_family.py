"""People who join, leave and are written down anew, and who is head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from moli.audit.models import Event
from moli.households.models import FamilyMember, Household
from moli.households.rules.people import (
    Health,
    IdKind,
    JoinReason,
    Labour,
    LeaveReason,
    Relation,
    Sex,
)
from moli.households.rules.registration import (
    BirthDisagrees,
    PersonFacts,
    PersonNameMissing,
    SamePersonTwice,
    TwoHeads,
)
from moli.households.services.family import (
    HeadStaysUntilAnother,
    JoinsBeforeLeaving,
    MemberDayOutOfRange,
    MemberHasLeft,
    NotOfThisHousehold,
    change_member,
    join_member,
    leave_member,
    pass_headship,
)
from moli.households.services.locking import RecordChangedMeanwhile
from tests.factories import NOW, TESTER, TODAY, family, household, id_number, person_facts
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db

BORN = date(2016, 8, 1)
BABY = person_facts(name="韦小宝", relation=Relation.SON, born_on=BORN)


def _join(home: Household, person: PersonFacts = BABY, **how: Any) -> FamilyMember:
    given = {"reason": JoinReason.BORN, "joined_on": TODAY, "base_version": _version(home), **how}
    return join_member(household_id=home.pk, person=person, by=TESTER, at=NOW, **given)


def _leave(member: FamilyMember, **how: Any) -> FamilyMember:
    given = {
        "reason": LeaveReason.MARRIED_OUT,
        "left_on": TODAY,
        "base_version": _version(member.household),
        **how,
    }
    return leave_member(member_id=member.pk, by=TESTER, at=NOW, **given)


def _change(member: FamilyMember, person: PersonFacts, **how: Any) -> FamilyMember:
    given = {"base_version": _version(member.household), **how}
    return change_member(member_id=member.pk, person=person, by=TESTER, at=NOW, **given)


def _pass(member: FamilyMember, **how: Any) -> FamilyMember:
    given = {
        "household_id": member.household_id,
        "old_head_relation": Relation.FATHER,
        "base_version": _version(member.household),
        **how,
    }
    return pass_headship(member_id=member.pk, by=TESTER, at=NOW, **given)


def _version(home: Household) -> int:
    return Household.objects.values_list("version", flat=True).get(pk=home.pk)


def _who(home: Household, relation: Relation) -> FamilyMember:
    return home.members.get(relation=relation, left_on=None)


def test_a_newborn_joins_and_the_household_has_a_new_version() -> None:
    home = household()

    member = _join(home)

    assert (member.name, member.joined_on, member.join_reason) == ("韦小宝", TODAY, "BORN")
    assert home.members.filter(left_on=None).count() == 5
    assert _version(home) == 2
    event = Event.objects.get(verb="households.join_member")
    assert event.facts == {"member": member.key, "join_reason": "BORN"}
    assert event.area_code == home.village.code


def test_joining_twice_is_once_whatever_the_version() -> None:
    home = household()
    first = _join(home)

    with unchanged():
        assert _join(home, base_version=1) == first


def test_the_same_person_with_another_card_is_the_same() -> None:
    home = household()
    first = _join(home)
    card = replace(BABY, id_kind=IdKind.DISABILITY, id_number=BABY.id_number + "44")

    with unchanged():
        assert _join(home, card) == first


def test_somebody_without_a_number_may_join() -> None:
    home = household()

    member = _join(home, replace(BABY, id_number=""))

    assert (member.id_number, member.id_index) == ("", "")


def test_a_second_head_is_refused() -> None:
    home = household()

    with refused(TwoHeads, field="relation", heads=2):
        _join(home, replace(BABY, relation=Relation.HEAD))


def test_a_member_of_another_household_is_refused() -> None:
    people = family()
    household(people=people)
    home = household()

    with refused(SamePersonTwice, field="id_number"):
        _join(home, replace(people[2], relation=Relation.OTHER), reason=JoinReason.MOVED)


def test_a_change_made_on_an_older_version_is_refused() -> None:
    home = household()
    _join(home)
    other = person_facts(name="韦小妹", relation=Relation.DAUGHTER, sex=Sex.FEMALE, born_on=BORN)

    with refused(RecordChangedMeanwhile, field="base_version"):
        _join(home, other, base_version=1)


@pytest.mark.parametrize("joined_on", [TODAY + timedelta(days=1), BORN - timedelta(days=1)])
def test_nobody_joins_tomorrow_or_before_birth(joined_on: date) -> None:
    home = household()

    with refused(MemberDayOutOfRange, field="joined_on", today="2016-09-12"):
        _join(home, joined_on=joined_on)


def test_what_cannot_be_right_about_a_person_is_refused() -> None:
    home = household()

    with refused(PersonNameMissing, field="name"):
        _join(home, replace(BABY, name=" "))
    with refused(BirthDisagrees, field="born_on", value_on="2016-08-02"):
        _join(home, replace(BABY, born_on=date(2016, 8, 2)))


def test_who_moves_leaves_here_and_joins_there() -> None:
    people = family()
    first, home = household(people=people), household()
    _leave(_who(first, Relation.SON), reason=LeaveReason.MOVED, left_on=TODAY)

    with refused(JoinsBeforeLeaving, field="joined_on", from_on="2016-09-12"):
        _join(home, people[2], reason=JoinReason.MOVED, joined_on=TODAY - timedelta(days=1))
    member = _join(home, replace(people[2], relation=Relation.OTHER), reason=JoinReason.MOVED)

    assert FamilyMember.objects.filter(id_index=member.id_index).count() == 2


def test_who_was_written_down_by_mistake_may_join_where_they_were_all_the_time() -> None:
    people = family()
    first, home = household(people=people), household()
    _leave(_who(first, Relation.SON), reason=LeaveReason.ERROR)

    member = _join(
        home,
        replace(people[2], relation=Relation.OTHER),
        reason=JoinReason.FIRST,
        joined_on=date(2014, 5, 20),
    )

    assert member.joined_on == date(2014, 5, 20)


def test_somebody_leaves_and_stays_in_the_history() -> None:
    home = household()
    son = _who(home, Relation.SON)

    gone = _leave(son)

    assert (gone.left_on, gone.leave_reason) == (TODAY, "MARRIED_OUT")
    assert home.members.count() == 4
    assert _version(home) == 2
    event = Event.objects.get(verb="households.leave_member")
    assert event.facts == {"member": son.key, "leave_reason": "MARRIED_OUT"}


def test_leaving_twice_is_once_whatever_the_version() -> None:
    son = _who(household(), Relation.SON)
    _leave(son)

    with unchanged():
        again = _leave(son, base_version=1, reason=LeaveReason.DIED)

    assert again.leave_reason == "MARRIED_OUT"


@pytest.mark.parametrize("left_on", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_nobody_leaves_tomorrow_or_before_they_came(left_on: date) -> None:
    son = _who(household(), Relation.SON)

    with refused(MemberDayOutOfRange, field="left_on", today="2016-09-12"):
        _leave(son, left_on=left_on)


def test_leaving_on_an_older_version_is_refused() -> None:
    home = household()
    _join(home)

    with refused(RecordChangedMeanwhile, field="base_version"):
        _leave(_who(home, Relation.SPOUSE), base_version=1)


def test_the_head_does_not_leave_while_others_remain() -> None:
    head = _who(household(), Relation.HEAD)

    with refused(HeadStaysUntilAnother, field="relation"):
        _leave(head, reason=LeaveReason.DIED)


def test_a_head_who_lives_alone_may_leave() -> None:
    home = household(people=[person_facts()])

    _leave(_who(home, Relation.HEAD), reason=LeaveReason.DIED)

    assert not home.members.filter(left_on=None).exists()


def test_the_headship_is_passed_in_one_act() -> None:
    home = household()
    head, son = _who(home, Relation.HEAD), _who(home, Relation.SON)

    _pass(son)

    head.refresh_from_db()
    assert _who(home, Relation.HEAD) == son
    assert head.relation == Relation.FATHER
    assert _version(home) == 2
    event = Event.objects.get(verb="households.pass_headship")
    assert event.facts == {"member": son.key, "before": head.key}
    _leave(head, reason=LeaveReason.DIED)


def test_passing_the_headship_twice_is_once() -> None:
    son = _who(household(), Relation.SON)
    _pass(son)

    with unchanged():
        _pass(son, base_version=1, old_head_relation=Relation.OTHER)


def test_a_headship_is_not_passed_wrongly() -> None:
    home, other = household(), household()
    son = _who(home, Relation.SON)

    with refused(TwoHeads, field="relation", heads=2):
        _pass(son, old_head_relation=Relation.HEAD)
    with refused(NotOfThisHousehold, field="member"):
        _pass(son, household_id=other.pk)
    with refused(RecordChangedMeanwhile, field="base_version"):
        _pass(son, base_version=7)
    _leave(son)
    with refused(NotOfThisHousehold, field="member"):
        _pass(son)


def test_a_change_is_told_by_its_columns_and_not_by_what_stands_in_them() -> None:
    people = family()
    son = _who(household(people=people), Relation.SON)

    changed = _change(
        son, replace(people[2], name="韦大东", health=Health.SERIOUS, labour=Labour.NONE)
    )

    assert (changed.name, changed.health) == ("韦大东", "SERIOUS")
    event = Event.objects.get(verb="households.change_member")
    assert event.facts == {"member": son.key, "columns": ["name", "health", "labour"]}


def test_a_new_number_brings_its_index() -> None:
    people = family()
    home = household(people=people)
    number = id_number(born_on=people[2].born_on)

    changed = _change(_who(home, Relation.SON), replace(people[2], id_number=number))

    again = FamilyMember.objects.get(pk=changed.pk)
    assert again.id_number == number
    assert again.id_index == FamilyMember.blind_indexes[0].value(FamilyMember, number)
    assert Event.objects.get(verb="households.change_member").facts["columns"] == ["id_number"]


def test_the_same_facts_again_change_nothing_whatever_the_version() -> None:
    people = family()
    son = _who(household(people=people), Relation.SON)

    with unchanged():
        _change(son, people[2], base_version=99)


def test_a_change_that_cannot_stand_is_refused() -> None:
    people, others = family(), family()
    home = household(people=people)
    household(people=others)
    head, son = _who(home, Relation.HEAD), _who(home, Relation.SON)

    with refused(TwoHeads, field="relation", heads=2):
        _change(son, replace(people[2], relation=Relation.HEAD))
    with refused(HeadStaysUntilAnother, field="relation"):
        _change(head, replace(people[0], relation=Relation.OTHER))
    with refused(SamePersonTwice, field="id_number"):
        _change(son, replace(people[2], id_number=others[2].id_number))
    with refused(PersonNameMissing, field="name"):
        _change(son, replace(people[2], name=""))
    with refused(RecordChangedMeanwhile, field="base_version"):
        _change(son, replace(people[2], name="韦大东"), base_version=7)
    _leave(son)
    with refused(MemberHasLeft, field="left_on"):
        _change(son, replace(people[2], name="韦大东"))
