"""Entering the Party's rules in numbers: a change is a new version, the old one stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.audit.services.versions import end_version, locked_version
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.party.models import Branch, PartyRule
from moli.party.queries.judged import last_judged_on
from moli.party.rules.soundness import is_sound
from moli.party.rules.standards import KnownRule, known_rules


class PartyRuleWithoutSource(Refusal):
    """A rule names where it comes from."""


class PartyRuleUnreadable(Refusal):
    """A rule's content lacks a number, or has one that is none."""


class PartyRuleUnsound(Refusal):
    """The numbers of a rule do not fit together: a least above a most, a share above the whole."""


class PartyRuleBeforeAnother(Refusal):
    """A new version begins after the one in force."""


class PartyRuleInThePast(Refusal):
    """By the version in force something was held or elected on that day or since."""


@transaction.atomic
def set_party_rule(*, rule: KnownRule, by: Actor, at: datetime) -> PartyRule:
    """Let a version of a rule hold from a day on; the one in force ends that day.

    The same version again returns the row there is. Refuses one without a source, one that
    cannot be read or whose numbers do not fit together, one that begins before the version in
    force, and one that begins on a day or before it on which something was judged by that version:
    a rule is not asked of what was held and elected before it was there.
    """
    if not rule.source.strip():
        raise PartyRuleWithoutSource(field="source")
    try:
        fits = is_sound(rule.kind, rule.content)
    except (KeyError, TypeError, ValueError) as error:
        raise PartyRuleUnreadable(field="content") from error
    if not fits:
        raise PartyRuleUnsound(field="content", rule_kind=rule.kind)
    # Whoever elects at this moment is waited for, or waits.
    list(Branch.objects.select_for_update(of=("self",)).order_by("pk"))
    now = locked_version(PartyRule.objects.filter(kind=rule.kind))
    if now is not None:
        if now.from_on == rule.from_on and now.content == dict(rule.content):
            return now
        _refuse_past(rule)
        end_version(now, on=rule.from_on, too_early=PartyRuleBeforeAnother)
    row = PartyRule.objects.create(
        kind=rule.kind,
        from_on=rule.from_on,
        content=dict(rule.content),
        source=rule.source,
        certainty=rule.certainty,
    )
    subject = Subject("party_rule", str(row.pk))
    record(verb="party.set_rule", on=subject, by=by, at=at, rule_kind=rule.kind)
    return row


def _refuse_past(rule: KnownRule) -> None:
    judged_on = last_judged_on(rule.kind)
    if judged_on is not None and rule.from_on <= judged_on:
        raise PartyRuleInThePast(field="from_on", held_on=judged_on.isoformat())


def load_party_rules(*, by: Actor, at: datetime) -> None:
    """Enter the rules that the package brings, where no later version stands; twice is once.

    A version is left out that begins on a day since which something was judged by another: a
    package that comes later changes nothing that was held and elected.
    """
    for rule in known_rules():
        newest = PartyRule.objects.filter(kind=rule.kind).order_by("-from_on").first()
        judged_on = last_judged_on(rule.kind) if newest is not None else None
        is_past = judged_on is not None and rule.from_on <= judged_on
        if newest is None or (newest.from_on < rule.from_on and not is_past):
            set_party_rule(rule=rule, by=by, at=at)
