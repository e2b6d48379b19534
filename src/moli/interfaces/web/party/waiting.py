"""What waits in the branches of an organiser or a secretary, as lines of the page of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, TypeVar

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Standing
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.interfaces.words.days import full_day, moment
from moli.interfaces.words.labels import label
from moli.party.queries.activities import not_written_down
from moli.party.queries.branches import branches_of
from moli.party.queries.overdue import overdue_activities
from moli.party.queries.posts import posts_waiting
from moli.party.queries.rules_in_force import PartyRuleMissing
from moli.party.queries.sight import MemberSight, member_sight
from moli.party.queries.terms import terms_ending
from moli.party.rules.organisation import ActivityKind, PostKind, PostState

TERM_WITHIN: Final = timedelta(days=60)
# Of each sort; a line tells whoever leads more branches how many others there are.
SHOWN_MAX: Final = 5
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")


def party_lines(standing: Standing, *, on: date) -> list[Thing]:
    """What waits for a person in the branches whose members he sees; none for anybody else.

    Activities that were not written down, posts whose next step is his, activities that lack,
    and terms that end within sixty days.
    """
    sight = member_sight(standing, on=on)
    if not sight.branch_ids:
        return []
    sorts = (
        _not_written_down(sight),
        _posts(sight, by_key=standing.actor.key),
        _lacking(sight),
        _terms(sight),
    )
    return [line for sort in sorts for line in _shortened(list(sort))]


def _shortened(things: list[Thing]) -> list[Thing]:
    """The first few of a sort; the others in one line, which leads to the next of them."""
    shown, others = things[:SHOWN_MAX], things[SHOWN_MAX:]
    if others:
        what = ngettext("还有 %(count)s 件这样的", "还有 %(count)s 件这样的", len(others))
        shown.append(
            Thing(
                url=others[0].url,
                icon="list",
                kind=Kind.PLAIN,
                what=what % {"count": number(len(others))},
                why=gettext("从下一件看起"),
            )
        )
    return shown


def _not_written_down(sight: MemberSight) -> Iterator[Thing]:
    rows = not_written_down(sight.branch_ids, on=sight.on)
    for branch, group in _grouped((row.branch, row) for row in rows).items():
        first = group[0]
        facts = {
            "branch": name_of(branch),
            "kind": label(ActivityKind(first.kind)),
            "count": number(len(group)),
        }
        is_one = len(group) == 1
        yield Thing(
            url=reverse("web:hold_activity", args=[first.uid])
            if is_one
            else reverse("web:activities", args=[branch.uid]),
            icon="edit",
            kind=Kind.WARN,
            what=gettext("%(branch)s的%(kind)s还没记") % facts
            if is_one
            else gettext("%(branch)s有 %(count)s 次活动还没记") % facts,
            why=gettext("定在 %(moment)s。开了就记谁到了，没开就取消")
            % {"moment": moment(first.begins_at)},
        )


def _posts(sight: MemberSight, *, by_key: str) -> Iterator[Thing]:
    for post in posts_waiting(sight, by_key=by_key):
        facts = {"kind": label(PostKind(post.kind)), "title": post.title}
        yield Thing(
            url=reverse("web:demo_post", args=[post.uid]),
            icon="flag",
            kind=Kind.PLAIN,
            what=gettext("%(kind)s等您核查：%(title)s") % facts
            if post.state == PostState.APPLIED
            else gettext("%(kind)s等您授牌：%(title)s") % facts,
            why=name_of(post.branch),
        )


def _lacking(sight: MemberSight) -> Iterator[Thing]:
    """Nothing where a county has not entered by which rules something lacks."""
    try:
        found = overdue_activities(on=sight.on, branch_ids=sight.branch_ids)
    except PartyRuleMissing:
        return
    kinds_of = _grouped((each.branch_key, label(each.kind)) for each in found)
    names = {row.key: name_of(row) for row in branches_of(kinds_of)}
    for key, kinds in kinds_of.items():
        facts = {"branch": names[key], "kinds": gettext("、").join(kinds)}
        yield Thing(
            url=reverse("web:activities", args=[key]),
            icon="tri",
            kind=Kind.WARN,
            what=gettext("%(branch)s还缺%(kinds)s") % facts,
            why=gettext("补开一次就不算缺"),
        )


def _terms(sight: MemberSight) -> Iterator[Thing]:
    until_on = sight.on + TERM_WITHIN
    for term in terms_ending(sight.branch_ids, on=sight.on, until_on=until_on):
        is_over = term.ends_on <= sight.on
        facts = {"branch": name_of(term.branch), "day": full_day(term.ends_on)}
        yield Thing(
            url=reverse("web:branch", args=[term.branch.uid]),
            icon="oct" if is_over else "clock",
            kind=Kind.ALERT if is_over else Kind.WARN,
            what=gettext("%(branch)s已经到届") % facts
            if is_over
            else gettext("%(branch)s快到届了") % facts,
            why=gettext("%(day)s到届，开党员大会选下一届") % facts,
        )


def _grouped(pairs: Iterable[tuple[Key, Row]]) -> dict[Key, list[Row]]:
    found: defaultdict[Key, list[Row]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return dict(found)
