"""Waiving a finding: with a reason, once, only what is there; and it ends instead of vanishing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from moli.audit.models import Event
from moli.households.models import FamilyMember, Household, Waiver
from moli.households.queries.quality import QualityFinding, by_rule, findings_of
from moli.households.rules.care import ReasonTooShort
from moli.households.services.locking import HouseholdWithdrawn
from moli.households.services.waiving import NothingToWaive, end_waiver, waive
from moli.kernel.actor import Actor
from tests.concurrency import at_once
from tests.factories import NOW, TESTER, TODAY, household, person_facts, reference
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db
RULE = "blanks.ethnicity"
REASON = "本人不愿意填"


@pytest.fixture
def broken() -> Household:
    """A household of one who said no ethnicity."""
    reference()
    return household(people=[person_facts(ethnicity="")])


def let_stand(row: Household, *, days: int = 0, reason: str = REASON, rule: str = RULE) -> Waiver:
    """Waive the finding about the only member."""
    return waive(
        household_id=row.pk,
        member_key=row.members.get().key,
        rule_code=rule,
        reason=reason,
        by=TESTER,
        at=NOW + timedelta(days=days),
    )


def finding(row: Household, *, days: int = 0) -> QualityFinding:
    """The finding that the tests speak of, as it stands some days later."""
    found = findings_of([row.pk], on=TODAY + timedelta(days=days))
    return next(each for each in found if each.rule_code == RULE)


def test_a_waived_finding_is_shown_with_reason_and_by_whom_and_not_counted(
    broken: Household,
) -> None:
    waiver = let_stand(broken)

    found = finding(broken)
    assert found.is_waived
    assert (found.waived_by, found.waived_because) == (TESTER.name, REASON)
    assert (found.waived_from, found.waiver_id) == (TODAY, waiver.pk)
    (count,) = [each for each in by_rule([found]) if each.rule_code == RULE]
    assert (count.found, count.waived, count.households) == (0, 1, 0)


def test_the_trail_tells_of_the_rule_and_not_of_the_reason(broken: Household) -> None:
    waiver = let_stand(broken)

    event = Event.objects.get(verb="households.waive")
    assert event.subject_key == broken.key
    assert event.area_code == broken.village.code
    assert event.facts == {"rule": RULE, "waiver": waiver.pk}


def test_a_waiver_changes_nothing_of_the_record(broken: Household) -> None:
    let_stand(broken)

    assert Household.objects.get(pk=broken.pk).version == broken.version


def test_a_second_waiver_is_the_first(broken: Household) -> None:
    first = let_stand(broken)

    with unchanged():
        assert let_stand(broken, days=2, reason="另外一个原因") == first


def test_a_reason_is_said_in_words(broken: Household) -> None:
    with refused(ReasonTooShort, field="reason", signs_min=4):
        let_stand(broken, reason=" 免 ")


def test_what_is_not_found_is_not_waived(broken: Household) -> None:
    with refused(NothingToWaive, field="rule"):
        let_stand(broken, rule="blanks.health")
    with refused(NothingToWaive, field="rule"):
        let_stand(broken, rule="no.such_rule")
    with refused(NothingToWaive, field="rule"):
        waive(
            household_id=broken.pk,
            member_key="",
            rule_code=RULE,
            reason=REASON,
            by=TESTER,
            at=NOW,
        )


def test_a_withdrawn_household_is_not_waived(broken: Household) -> None:
    Household.objects.filter(pk=broken.pk).update(withdrawn_at=NOW)

    with refused(HouseholdWithdrawn, field="household"):
        let_stand(broken)


def test_an_ended_waiver_lets_the_finding_count_again(broken: Household) -> None:
    waiver = let_stand(broken)
    end_waiver(waiver_id=waiver.pk, by=TESTER, at=NOW + timedelta(days=5))

    assert finding(broken, days=4).is_waived
    assert not finding(broken, days=5).is_waived
    assert Waiver.objects.get().to_on == TODAY + timedelta(days=5)
    assert Event.objects.filter(verb="households.end_waiver").count() == 1


def test_a_waiver_of_today_ends_tomorrow(broken: Household) -> None:
    waiver = let_stand(broken)
    end_waiver(waiver_id=waiver.pk, by=TESTER, at=NOW)

    assert Waiver.objects.get().to_on == TODAY + timedelta(days=1)
    assert not finding(broken, days=1).is_waived


def test_ending_twice_changes_nothing(broken: Household) -> None:
    waiver = let_stand(broken)
    end_waiver(waiver_id=waiver.pk, by=TESTER, at=NOW + timedelta(days=5))

    with unchanged():
        end_waiver(waiver_id=waiver.pk, by=TESTER, at=NOW + timedelta(days=9))


def test_waiving_again_begins_where_the_last_one_ends(broken: Household) -> None:
    first = let_stand(broken)
    end_waiver(waiver_id=first.pk, by=TESTER, at=NOW)

    second = let_stand(broken)

    assert second.pk != first.pk
    assert second.from_on == TODAY + timedelta(days=1)


def test_a_waiver_holds_for_one_rule_and_one_person(broken: Household) -> None:
    other = household(people=[person_facts(ethnicity="")])
    let_stand(broken)

    assert not finding(other).is_waived
    assert {each.rule_code for each in findings_of([broken.pk], on=TODAY) if each.is_waived} == {
        RULE
    }


def test_a_mended_record_has_no_finding_and_keeps_the_waiver_as_history(broken: Household) -> None:
    let_stand(broken)
    FamilyMember.objects.filter(household=broken).update(ethnicity="壮族")

    assert RULE not in {each.rule_code for each in findings_of([broken.pk], on=TODAY)}
    assert Waiver.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_waive_at_once_make_one_waiver(broken: Household) -> None:
    member_key = broken.members.get().key

    def by(name: str) -> Waiver:
        return waive(
            household_id=broken.pk,
            member_key=member_key,
            rule_code=RULE,
            reason=REASON,
            by=Actor(key=f"user:{name}", name=name),
            at=NOW,
        )

    outcomes = at_once([lambda: by("甲"), lambda: by("乙")])

    assert [outcome.error for outcome in outcomes] == [None, None]
    assert Waiver.objects.count() == 1
    assert Event.objects.filter(verb="households.waive").count() == 1
