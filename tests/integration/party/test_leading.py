"""Branches, what they lead, and how far their organisers reach."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from moli.audit.models import Event
from moli.party.models import Branch, Lead
from moli.party.queries.branches import Reach, branch_by_key, branches, leads_of, reach_of
from moli.party.queries.laws import party_laws
from moli.party.rules.branches import BranchKind, LedKind
from moli.party.services.dating import PartyDayTooEarly
from moli.party.services.founding import BranchDisbanded, disband_branch, found_branch
from moli.party.services.leading import LedByAnother, end_lead, give_lead
from tests.factories import NOW, TESTER, TODAY, branch, county_branch, junqiao
from tests.factories.organisations import FOUNDED_ON
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_founding_a_branch_twice_is_once() -> None:
    found = partial(
        found_branch,
        names=("横县电子商务党支部", "Heng County e-commerce branch"),
        kind=BranchKind.COUNTY,
        parent=None,
        founded_on=FOUNDED_ON,
        by=TESTER,
        at=NOW,
    )
    first = found()

    with unchanged():
        second = found()

    assert second == first
    assert (first.name_en, first.kind) == ("Heng County e-commerce branch", BranchKind.COUNTY)
    assert Event.objects.get().verb == "party.found_branch"


def test_a_lead_is_given_once_and_tells_how_many_are_new() -> None:
    row = branch()
    give = partial(give_lead, branch=row, kind=LedKind.AREA, from_on=FOUNDED_ON, by=TESTER, at=NOW)

    assert give(keys=["450181110", "450181113", "450181110"]) == 2
    assert give(keys=["450181113", "450181102"]) == 1
    with unchanged():
        assert give(keys=["450181113"]) == 0
        assert give(keys=[]) == 0

    assert [lead.led_key for lead in leads_of(branch_id=row.pk, on=TODAY)] == [
        "450181102",
        "450181110",
        "450181113",
    ]
    told = Event.objects.filter(verb="party.give_lead").order_by("pk")
    assert [event.facts["led"] for event in told] == [2, 1]


def test_what_another_branch_leads_is_refused_together_with_the_rest() -> None:
    branch(name="甲支部", areas=["450181110"])
    other = branch(name="乙支部")

    with refused(LedByAnother, field="led_key", value="450181110"):
        give_lead(
            branch=other,
            kind=LedKind.AREA,
            keys=["450181102", "450181110"],
            from_on=FOUNDED_ON,
            by=TESTER,
            at=NOW,
        )


def test_the_same_key_of_another_kind_is_another_thing() -> None:
    branch(name="甲支部", areas=["1"])
    other = branch(name="乙支部")

    given = give_lead(
        branch=other, kind=LedKind.STATION, keys=["1"], from_on=FOUNDED_ON, by=TESTER, at=NOW
    )

    assert given == 1


def test_a_branch_reaches_what_it_leads_and_what_those_below_it_lead(
    django_assert_num_queries: object,
) -> None:
    top = branch(name="县支部", kind=BranchKind.COUNTY, areas=["450181400"])
    middle = branch(name="片区支部", parent=top, areas=["450181113"], enterprises=[junqiao()])
    low = branch(name="校椅支部", parent=middle, areas=["450181110"])
    branch(name="别的支部", areas=["450181102"])

    with django_assert_num_queries(2):
        reach = reach_of(branch_keys=[str(top.uid)], on=TODAY)

    assert reach == Reach(
        area_codes=("450181110", "450181113", "450181400"), enterprise_keys=(junqiao().key,)
    )
    assert reach_of(branch_keys=[str(low.uid)], on=TODAY) == Reach(area_codes=("450181110",))


def test_no_branch_reaches_nothing_and_asks_nothing(django_assert_num_queries: object) -> None:
    county_branch()

    with django_assert_num_queries(0):
        assert reach_of(branch_keys=[], on=TODAY) == Reach()
    assert reach_of(branch_keys=["no-such-branch"], on=TODAY) == Reach()


def test_a_lead_holds_from_its_day_until_before_its_end() -> None:
    row = branch(areas=["450181110"])
    Lead.objects.update(to_on=TODAY)
    before = FOUNDED_ON - timedelta(days=1)

    assert reach_of(branch_keys=[str(row.uid)], on=TODAY) == Reach()
    assert reach_of(branch_keys=[str(row.uid)], on=before) == Reach()
    held = reach_of(branch_keys=[str(row.uid)], on=TODAY - timedelta(days=1))
    assert held == Reach(area_codes=("450181110",))


def test_what_ended_can_be_led_by_another_from_that_day_on() -> None:
    branch(name="甲支部", areas=["450181110"])
    Lead.objects.update(to_on=TODAY)
    other = branch(name="乙支部")
    give = partial(
        give_lead, branch=other, kind=LedKind.AREA, keys=["450181110"], by=TESTER, at=NOW
    )

    # Days on which two lead it would break a law.
    with refused(PartyDayTooEarly, field="on", value_on="2016-09-11", from_on="2016-09-12"):
        give(from_on=TODAY - timedelta(days=1))
    give(from_on=TODAY)

    assert reach_of(branch_keys=[str(other.uid)], on=TODAY).area_codes == ("450181110",)


def test_a_lead_that_is_ended_goes_to_another_and_the_branch_can_be_disbanded() -> None:
    row, other = branch(name="甲支部", areas=["450181102", "450181110"]), branch(name="乙支部")
    end = partial(end_lead, branch=row, kind=LedKind.AREA, on=TODAY, by=TESTER, at=NOW)
    both = ["450181110", "450181102", "450181110"]

    with refused(PartyDayTooEarly, field="on", value_on="2015-07-01", from_on="2015-07-02"):
        end(keys=both, on=FOUNDED_ON)
    assert end(keys=both) == 2
    with unchanged():
        assert end(keys=both) == 0
        assert end(keys=both, on=TODAY + timedelta(days=1)) == 0
        assert end(keys=["450181113"]) == 0
        assert end(keys=both, branch=other) == 0
    told = Event.objects.get(verb="party.end_lead")
    assert (told.subject_key, told.facts["led"]) == (row.key, 2)
    give_lead(branch=other, kind=LedKind.AREA, keys=both, from_on=TODAY, by=TESTER, at=NOW)
    disband_branch(branch_uid=row.uid, on=TODAY, by=TESTER, at=NOW)

    before = TODAY - timedelta(days=1)
    reach = Reach(area_codes=("450181102", "450181110"))
    assert reach_of(branch_keys=[row.key], on=before) == reach
    assert reach_of(branch_keys=[row.key], on=TODAY) == Reach()
    assert reach_of(branch_keys=[other.key], on=TODAY) == reach
    assert [law for law in party_laws() if not law.holds] == []


def test_a_branch_that_is_disbanded_is_given_nothing() -> None:
    row = branch()
    disband_branch(branch_uid=row.uid, on=TODAY, by=TESTER, at=NOW)
    give = partial(give_lead, branch=row, kind=LedKind.AREA, keys=["450181110"], by=TESTER, at=NOW)

    with refused(BranchDisbanded, field="branch", disbanded_on="2016-09-12"):
        give(from_on=TODAY)
    with refused(PartyDayTooEarly, field="on", value_on="2015-06-30", from_on="2015-07-01"):
        give(from_on=FOUNDED_ON - timedelta(days=1))


def test_a_branch_is_found_by_its_key() -> None:
    row = county_branch()

    assert branch_by_key(str(row.uid)) == row
    assert list(branches()) == [row] == list(Branch.objects.all())
