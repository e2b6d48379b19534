"""Branches: where they are, what they stand under, and their end; and the rules that hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest

from moli.audit.models import Event
from moli.party.models import Activity, Lead, PartyRule, Subordination, Term
from moli.party.queries.branches import Reach, branch_tree, reach_of
from moli.party.queries.rules_in_force import PartyRuleMissing, frequencies_on, sizes_on
from moli.party.rules.branches import BranchKind, LedKind
from moli.party.rules.organisation import ActivityKind, BelongingKind, Form, PositionKind, RuleKind
from moli.party.rules.standards import known_rules
from moli.party.services.belonging import join_branch, leave_branch
from moli.party.services.dating import PartyDayTooEarly
from moli.party.services.electing import elect
from moli.party.services.founding import (
    BranchAreaUnknown,
    BranchDisbanded,
    BranchEnds,
    BranchInUse,
    JointUnitsOutOfRange,
    Seat,
    disband_branch,
    found_branch,
    seat_branch,
)
from moli.party.services.leading import end_lead, give_lead
from moli.party.services.setting_party_rules import (
    PartyRuleBeforeAnother,
    PartyRuleInThePast,
    PartyRuleUnreadable,
    PartyRuleUnsound,
    PartyRuleWithoutSource,
    load_party_rules,
    set_party_rule,
)
from moli.party.services.subordinating import BranchUnderItself, subordinate
from tests.factories import NOW, TESTER, TODAY, YAOBU, branch, village
from tests.factories.organisations import FOUNDED_ON
from tests.factories.party import elected, held, member, planned, roll
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


def test_a_joint_branch_joins_two_to_five_units() -> None:
    load_party_rules(by=TESTER, at=NOW)
    village()
    row = branch()
    seat = partial(seat_branch, branch_uid=row.uid, by=TESTER, at=NOW)
    joint = Seat(Form.JOINT_BRANCH, tuple("甲乙丙丁戊"), YAOBU)

    seat(seat=joint)

    row.refresh_from_db()
    assert (row.form, row.host_units, row.area.code) == ("JOINT_BRANCH", [*"甲乙丙丁戊"], YAOBU)
    with unchanged():
        seat(seat=joint)
    with refused(JointUnitsOutOfRange, field="host_units", units=6, units_min=2, units_max=5):
        seat(seat=replace(joint, host_units=tuple("甲乙丙丁戊己")))
    with refused(JointUnitsOutOfRange, field="host_units", units=1, units_min=2, units_max=5):
        seat(seat=replace(joint, host_units=("甲",)))
    with refused(JointUnitsOutOfRange, field="host_units", units=2, units_min=0, units_max=1):
        seat(seat=Seat(host_units=("甲", "乙")))
    with refused(BranchAreaUnknown, field="area", value="999"):
        seat(seat=Seat(area_code="999"))


def test_what_a_branch_stands_under_is_dated() -> None:
    first, second = branch(name="甲支部"), branch(name="乙支部")
    low = branch(name="丙支部", parent=first, areas=["450181110"])
    move = partial(subordinate, branch_uid=low.uid, from_on=TODAY, by=TESTER, at=NOW)

    row = move(parent_uid=second.uid)

    before = TODAY - timedelta(days=1)
    assert branch_tree(on=TODAY).get(pk=low.pk).parent_id == second.pk
    assert branch_tree(on=before).get(pk=low.pk).parent_id == first.pk
    assert branch_tree(on=TODAY).get(pk=first.pk).parent_id is None
    reach = Reach(area_codes=("450181110",))
    assert reach_of(branch_keys=[first.key], on=TODAY) == Reach()
    assert reach_of(branch_keys=[first.key], on=before) == reach
    assert reach_of(branch_keys=[second.key], on=TODAY) == reach
    with unchanged():
        assert move(parent_uid=second.uid) == row
    with refused(PartyDayTooEarly, field="on", value_on="2016-09-12", from_on="2016-09-13"):
        move(parent_uid=first.uid)


def test_no_branch_comes_under_itself() -> None:
    top = branch(name="甲支部")
    middle = branch(name="乙支部", parent=top)
    low = branch(name="丙支部", parent=middle)

    for parent in (top, low):
        with refused(BranchUnderItself, field="parent"):
            subordinate(branch_uid=top.uid, parent_uid=parent.uid, from_on=TODAY, by=TESTER, at=NOW)


def test_a_branch_is_disbanded_when_nothing_is_left_in_it() -> None:
    top = branch(name="甲支部")
    low = branch(name="乙支部", parent=top, areas=["450181110"])
    who = member(of=low)
    end = partial(disband_branch, on=TODAY, by=TESTER, at=NOW)

    with refused(BranchInUse, field="branch", branches=0, members=1, leads=1):
        end(branch_uid=low.uid)
    with refused(BranchInUse, field="branch", branches=1, members=0, leads=0):
        end(branch_uid=top.uid)
    leave_branch(member_uid=who.uid, kind=BelongingKind.HOME, on=TODAY, by=TESTER, at=NOW)
    Lead.objects.update(to_on=TODAY)
    end(branch_uid=low.uid)

    low.refresh_from_db()
    assert low.disbanded_on == Subordination.objects.get().to_on == TODAY
    with unchanged():
        end(branch_uid=low.uid)
    with refused(BranchDisbanded, field="branch", disbanded_on="2016-09-12"):
        subordinate(branch_uid=low.uid, parent_uid=top.uid, from_on=TODAY, by=TESTER, at=NOW)
    with refused(PartyDayTooEarly, field="on", value_on="2015-07-01", from_on="2015-07-02"):
        disband_branch(branch_uid=top.uid, on=FOUNDED_ON, by=TESTER, at=NOW)


def test_a_branch_that_is_disbanded_ends_its_term_and_calls_off_what_it_planned() -> None:
    own = roll()
    term = elected(own)
    before = planned(own.branch, on=TODAY - timedelta(days=1))
    after = planned(own.branch, on=TODAY)
    for who in own.members:
        leave_branch(member_uid=who.uid, kind=BelongingKind.HOME, on=TODAY, by=TESTER, at=NOW)

    disband_branch(branch_uid=own.branch.uid, on=TODAY, by=TESTER, at=NOW)

    term.refresh_from_db()
    assert term.to_on == TODAY
    states = dict(Activity.objects.values_list("pk", "state"))
    assert (states[before.pk], states[after.pk]) == ("PLANNED", "CALLED_OFF")
    told = Event.objects.get(verb="party.call_off_activity")
    assert told.subject_key == after.key


def test_a_branch_is_not_disbanded_while_it_still_leads_something_for_a_time() -> None:
    row = branch(areas=["450181110"])
    lead = partial(end_lead, branch=row, kind=LedKind.AREA, keys=["450181110"], by=TESTER, at=NOW)
    end = partial(disband_branch, branch_uid=row.uid, by=TESTER, at=NOW)
    tomorrow = TODAY + timedelta(days=1)

    lead(on=tomorrow)

    with refused(BranchInUse, field="branch", branches=0, members=0, leads=1):
        end(on=TODAY)
    assert end(on=tomorrow).disbanded_on == tomorrow


def test_nothing_begins_in_a_branch_that_will_be_disbanded() -> None:
    own, other = roll(), branch(name="乙支部")
    assembly = held(own, on=date(2016, 8, 1))
    elected(own)
    for who in own.members:
        leave_branch(member_uid=who.uid, kind=BelongingKind.HOME, on=TODAY, by=TESTER, at=NOW)
    ends_on = TODAY + timedelta(days=30)
    disband_branch(branch_uid=own.branch.uid, on=ends_on, by=TESTER, at=NOW)
    who = member()
    ends = partial(refused, BranchEnds, field="branch", disbanded_on=ends_on.isoformat())

    with ends():
        join_branch(
            member_uid=who.uid,
            branch_uid=own.branch.uid,
            kind=BelongingKind.HOME,
            from_on=TODAY,
            by=TESTER,
            at=NOW,
        )
    with ends():
        give_lead(
            branch=own.branch, kind=LedKind.AREA, keys=["450181"], from_on=TODAY, by=TESTER, at=NOW
        )
    for low, top in ((own.branch, other), (other, own.branch)):
        with ends():
            subordinate(branch_uid=low.uid, parent_uid=top.uid, from_on=TODAY, by=TESTER, at=NOW)
    with ends():
        elect(
            assembly_uid=assembly.uid,
            elected={own.secretary.uid: PositionKind.SECRETARY},
            by=TESTER,
            at=NOW,
        )
    with ends():
        found_branch(
            names=("丙支部", ""),
            kind=BranchKind.COUNTY,
            parent=own.branch,
            founded_on=TODAY,
            by=TESTER,
            at=NOW,
        )
    # What has a day of its own is still planned there.
    assert planned(own.branch, on=TODAY).branch == own.branch


def test_nothing_is_founded_under_a_branch_that_is_not_there() -> None:
    top = branch(name="甲支部")
    disband_branch(branch_uid=top.uid, on=TODAY, by=TESTER, at=NOW)
    found = partial(
        found_branch,
        names=("乙支部", "Second branch"),
        kind=BranchKind.COUNTY,
        parent=top,
        by=TESTER,
        at=NOW,
    )

    with refused(BranchDisbanded, field="branch", disbanded_on="2016-09-12"):
        found(founded_on=TODAY)
    with refused(PartyDayTooEarly, field="on", value_on="2015-06-30", from_on="2015-07-01"):
        found(founded_on=FOUNDED_ON - timedelta(days=1))


def test_rules_are_loaded_once_and_each_day_has_its_version() -> None:
    load_party_rules(by=TESTER, at=NOW)
    with unchanged():
        load_party_rules(by=TESTER, at=NOW)

    assert PartyRule.objects.filter(to_on=None).count() == len(RuleKind)
    assert Event.objects.filter(verb="party.set_rule").count() == PartyRule.objects.count() == 7
    assert sizes_on(TODAY).full_members_min == 3
    assert frequencies_on(date(2018, 10, 28)) == frequencies_on(date(2018, 10, 27))
    with pytest.raises(PartyRuleMissing):
        sizes_on(date(2013, 12, 31))


def test_a_rule_has_a_source_and_its_numbers_and_follows_the_last() -> None:
    load_party_rules(by=TESTER, at=NOW)
    rule = next(rule for rule in known_rules() if rule.kind == RuleKind.QUORUM)
    enter = partial(set_party_rule, by=TESTER, at=NOW)
    later = replace(rule, from_on=date(2020, 1, 1))

    with refused(PartyRuleWithoutSource, field="source"):
        enter(rule=replace(later, source=" "))
    with refused(PartyRuleUnreadable, field="content"):
        enter(rule=replace(later, content={"meeting_above": [1, 2]}))
    with refused(PartyRuleUnsound, field="content", rule_kind=RuleKind.QUORUM):
        enter(rule=replace(later, content={**later.content, "election_from": [5, 4]}))
    with refused(PartyRuleBeforeAnother, field="from_on", from_on="2014-01-01"):
        enter(rule=replace(rule, content={**rule.content, "election_from": [1, 1]}))
    enter(rule=later)
    assert PartyRule.objects.get(kind=RuleKind.QUORUM, to_on=None).from_on == date(2020, 1, 1)


def _without_later_versions() -> None:
    """As an older package would have loaded them."""
    PartyRule.objects.filter(from_on=date(2018, 10, 28)).delete()
    PartyRule.objects.update(to_on=None)


def test_no_rule_is_asked_of_what_was_held_before_it_was_there() -> None:
    own = roll(full=5)
    elected(own)
    held(own, kind=ActivityKind.ASSEMBLY, on=date(2016, 8, 1))
    _without_later_versions()
    rules = {rule.kind: rule for rule in known_rules() if rule.from_on.year == 2014}
    enter = partial(set_party_rule, by=TESTER, at=NOW)
    past = partial(refused, PartyRuleInThePast, field="from_on")

    for kind, judged_on in (
        (RuleKind.SIZES, date(2016, 6, 24)),
        (RuleKind.TERMS, date(2016, 6, 24)),
        (RuleKind.QUORUM, date(2016, 8, 1)),
    ):
        with past(held_on=judged_on.isoformat()):
            enter(rule=replace(rules[kind], from_on=judged_on))
        enter(rule=replace(rules[kind], from_on=judged_on + timedelta(days=1)))
    enter(rule=replace(rules[RuleKind.FREQUENCIES], from_on=date(2015, 1, 1)))


def test_a_package_that_comes_later_brings_no_rule_for_what_was_judged() -> None:
    elected(roll())
    Term.objects.update(from_on=date(2019, 1, 5), ends_on=date(2022, 1, 5))
    _without_later_versions()

    load_party_rules(by=TESTER, at=NOW)

    found = PartyRule.objects.filter(from_on=date(2018, 10, 28))
    assert set(found.values_list("kind", flat=True)) == {RuleKind.FREQUENCIES}


def test_a_branch_that_is_unknown_is_an_error() -> None:
    with pytest.raises(Exception, match="Branch matching query does not exist"):
        seat_branch(branch_uid=uuid4(), seat=Seat(), by=TESTER, at=NOW)
