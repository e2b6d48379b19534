"""Laws of the Party organisation, each a query over all rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Manager, Q, QuerySet

from moli.audit.queries import guards_law, overlap_law, written_once_law
from moli.kernel.law import LawCheck, found_law
from moli.party.models import (
    Activity,
    Belonging,
    Branch,
    DemoPost,
    Lead,
    Member,
    PartyRule,
    Position,
    Subordination,
    Term,
)
from moli.party.models.guards import GUARDS
from moli.party.queries.attendances import votes_at
from moli.party.queries.belongings import positions_without_belonging
from moli.party.queries.rules_in_force import quorum_on
from moli.party.rules.branches import at_and_below
from moli.party.rules.organisation import PostState
from moli.party.rules.posts import OTHERS
from moli.party.rules.quorum import needed_for_election


def party_laws() -> list[LawCheck]:
    """What holds of branches, members, terms, activities and posts."""
    return [*_branch_laws(), *_member_laws(), *_work_laws()]


def _branch_laws() -> list[LawCheck]:
    return [
        written_once_law(
            "party.branch_founded_once",
            verb="party.found_branch",
            keys=map(str, Branch.objects.values_list("uid", flat=True)),
        ),
        overlap_law(
            "party.led_by_one_branch_at_a_time", Lead.objects.all(), same=("led_kind", "led_key")
        ),
        overlap_law(
            "party.under_one_branch_at_a_time", Subordination.objects.all(), same=("branch",)
        ),
        _tree_law(),
        _ended_law(),
        overlap_law("party.rule_once_at_a_time", PartyRule.objects.all(), same=("kind",)),
    ]


def _member_laws() -> list[LawCheck]:
    open_ones = Q(belongings__to_on=None, belongings__isnull=False)
    open_ones |= Q(positions__to_on=None, positions__isnull=False)
    open_ones |= Q(wishes__taken_back_at=None, wishes__isnull=False)
    gone = Member.objects.filter(left_on__isnull=False)
    return [
        written_once_law(
            "party.member_registered_once",
            verb="party.register_member",
            keys=map(str, Member.objects.values_list("uid", flat=True)),
        ),
        overlap_law(
            "party.belongs_to_one_branch_at_a_time",
            Belonging.objects.all(),
            same=("member", "kind"),
        ),
        _law("party.member_who_left_holds_nothing", Member.objects, gone.filter(open_ones)),
        _law("party.position_of_a_member_there", Position.objects, positions_without_belonging()),
    ]


def _work_laws() -> list[LawCheck]:
    counted = Activity.objects.annotate(
        called=Count("attendances"),
        voting=Count("attendances", filter=Q(attendances__has_vote=True)),
    ).exclude(called=F("called_count"), voting=F("voting_count"))
    return [
        written_once_law(
            "party.activity_planned_once",
            verb="party.plan_activity",
            keys=map(str, Activity.objects.values_list("uid", flat=True)),
        ),
        _law("party.activity_counts_who_was_called", Activity.objects, counted),
        _election_law(),
        _post_law(),
        guards_law("party.guards_stand", GUARDS),
    ]


def _tree_law() -> LawCheck:
    """No branch stands under itself, be it through others."""
    rows = Subordination.objects.filter(to_on=None).values_list("branch_id", "parent_id")
    parent_of: dict[int, int | None] = dict(rows)
    wrong = [
        str(branch)
        for branch, parent in sorted(parent_of.items())
        if parent in at_and_below([branch], parent_of=parent_of)
    ]
    return found_law(
        "party.nothing_stands_under_itself", checked=len(parent_of), broken=dict.fromkeys(wrong)
    )


def _ended_law() -> LawCheck:
    """Nothing of a branch that was disbanded holds on that day or later."""
    ended = Q(branch__disbanded_on__isnull=False)
    after = Q(to_on=None) | Q(to_on__gt=F("branch__disbanded_on"))
    wrong: dict[str, None] = {}
    for rows in (Belonging, Position, Term, Lead, Subordination):
        found = rows.objects.filter(ended & after).order_by("pk")
        wrong |= dict.fromkeys(f"{rows.__name__} {pk}" for pk in found.values_list("pk", flat=True))
    after_parent = Q(to_on=None) | Q(to_on__gt=F("parent__disbanded_on"))
    below = Subordination.objects.filter(after_parent, parent__disbanded_on__isnull=False)
    wrong |= dict.fromkeys(f"Subordination {pk}" for pk in below.values_list("pk", flat=True))
    checked = Branch.objects.filter(disbanded_on__isnull=False).count()
    return found_law("party.nothing_open_in_a_disbanded_branch", checked=checked, broken=wrong)


def _election_law() -> LawCheck:
    """At each election so many with a vote were present as the rule of its day asks.

    No version of that rule can be entered that begins on that day or before
    (`setting_party_rules`), so that an election is judged as it was then.
    """
    terms = list(Term.objects.select_related("assembly").order_by("pk"))
    wrong = []
    for term in terms:
        votes = votes_at(term.assembly)
        if votes.present < needed_for_election(votes.voting, quorum_on(term.from_on).election_from):
            wrong.append(str(term.pk))
    return found_law(
        "party.term_elected_by_enough", checked=len(terms), broken=dict.fromkeys(wrong)
    )


def _post_law() -> LawCheck:
    """A post stands where its last step led, and no two steps of it that others take are one's."""
    wrong = []
    rows = DemoPost.objects.prefetch_related("steps").order_by("pk")
    for post in rows:
        steps = list(post.steps.all())
        by = {PostState(step.state): step.by_key for step in steps}
        is_one_hand = any(
            state in by and by[state] in {by.get(each) for each in before}
            for state, before in OTHERS.items()
        )
        if is_one_hand or not steps or steps[-1].state != post.state:
            wrong.append(post.key)
    return found_law(
        "party.post_is_where_others_led_it", checked=len(rows), broken=dict.fromkeys(wrong)
    )


def _law(law: str, rows: Manager[Any], broken: QuerySet[Any]) -> LawCheck:
    return found_law(law, checked=rows.count(), broken=broken.values_list("pk", flat=True))
