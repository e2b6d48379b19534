"""Entering the terms of a kind of pairing: a change is a new version, the old one stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from moli.audit.services.recording import Subject, record
from moli.audit.services.versions import end_version, locked_version
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.pairing.models import PairingRule
from moli.pairing.rules.content import KnownTerms, known_terms, terms_of
from moli.planner.columns import BadProblem


class PairingRuleWithoutSource(Refusal):
    """Terms name where they come from."""


class PairingRuleUnreadable(Refusal):
    """The content lacks a number, or has one that nobody can mean."""


class PairingRuleBeforeAnother(Refusal):
    """A new version begins after the one in force."""


@transaction.atomic
def set_pairing_rule(*, rule: KnownTerms, by: Actor, at: datetime) -> PairingRule:
    """Let a version of the terms of a kind hold from a day on; the one in force ends that day.

    The same version again returns the row there is. Refuses one without a source, one that
    cannot be read, and one that begins before the version in force.
    """
    if not rule.source.strip():
        raise PairingRuleWithoutSource(field="source")
    try:
        terms_of(rule.content)
    except (KeyError, TypeError, ValueError, BadProblem) as error:
        raise PairingRuleUnreadable(field="content") from error
    now = locked_version(PairingRule.objects.filter(pairing_kind=rule.pairing_kind))
    if now is not None:
        if now.from_on == rule.from_on and now.content == dict(rule.content):
            return now
        end_version(now, on=rule.from_on, too_early=PairingRuleBeforeAnother)
    row = PairingRule.objects.create(
        pairing_kind=rule.pairing_kind,
        from_on=rule.from_on,
        content=dict(rule.content),
        source=rule.source,
        certainty=rule.certainty,
    )
    subject = Subject("pairing_rule", str(row.pk))
    record(verb="pairing.set_rule", on=subject, by=by, at=at, pairing_kind=rule.pairing_kind)
    return row


def load_pairing_rules(*, by: Actor, at: datetime) -> None:
    """Enter the terms that the package brings, where no later version stands; twice is once."""
    for rule in known_terms():
        rows = PairingRule.objects.filter(pairing_kind=rule.pairing_kind)
        newest = rows.order_by("-from_on").first()
        if newest is None or newest.from_on < rule.from_on:
            set_pairing_rule(rule=rule, by=by, at=at)
