"""`moli pair`: plans of one kind or all, kept or only shown, and one sentence for a no."""

from __future__ import annotations

import json
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from moli.accounts.models import Appointment
from moli.interfaces.cli.dispatch import refused as sentence_of
from moli.interfaces.cli.refusals import ArgumentInvalid
from moli.kernel.refusal import Refusal
from moli.pairing.models import Pairing, PairPlan
from moli.pairing.queries.problem import TooFewChangesAllowed
from moli.pairing.rules.kinds import PairingKind
from tests.factories import HEGUI, YAOBU
from tests.factories.pair_plans import paired, terms, worked_example
from tests.unchanged import refused, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def stations() -> list[str]:
    """The worked example, with terms for all three kinds; the keys of both partners."""
    for kind in (PairingKind.ENTERPRISE, PairingKind.PRACTITIONER):
        terms(kind)
    keys = [station.key for station in worked_example()]
    # The command asks the clock, and appointments of the example hold on any later day.
    assert not Appointment.objects.exclude(to_on=None).exists()
    return keys


def _lines(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("pair", *arguments, stdout=out)
    return out.getvalue().splitlines()


def _said(*arguments: str) -> dict[str, object]:
    (line,) = _lines(*arguments, "--json")
    told = json.loads(line)
    assert isinstance(told, dict)
    return told


def test_one_kind_is_planned_and_kept(stations: list[str]) -> None:
    told = _said("--kind", "partner")

    plan = PairPlan.objects.get()
    assert told == {
        "kind": "PARTNER",
        "helpers": 2,
        "helped": 3,
        "ties": plan.ties,
        "pairs": 2,
        "changed": plan.changed,
        "alone": 1,
        "cost": plan.cost_points,
        "bound": plan.bound_points,
        "gap": 0,
        "plan": plan.key,
    }
    assert plan.by_key == "system:cli"
    assert not Pairing.objects.exists()


def test_without_a_kind_all_three_are_planned(stations: list[str]) -> None:
    plans = _said()["plans"]

    assert isinstance(plans, list)
    assert [plan["kind"] for plan in plans] == list(PairingKind)
    assert PairPlan.objects.count() == 3


def test_a_dry_run_stores_nothing_and_says_the_same(stations: list[str]) -> None:
    with unchanged():
        tried = _said("--kind", "PARTNER", "--dry-run")

    assert tried == _said("--kind", "PARTNER") | {"plan": ""}


def test_the_same_key_again_is_the_same_plan(stations: list[str]) -> None:
    key = str(uuid4())
    first = _said("--request-key", key)

    with unchanged():
        assert _said("--request-key", key) == first


def test_a_person_is_told_in_a_few_lines(stations: list[str]) -> None:
    first, second = _lines("--kind", "partner", "--dry-run")

    assert first.startswith("合伙人和第一书记：2 家能带，3 个等着带，排出 2 对，1 个没排上；")
    assert "已证明最好" in second


@pytest.mark.parametrize("arguments", [["--kind", "village"], ["--changes-max", "-1"]])
def test_what_cannot_be_meant_is_refused(stations: list[str], arguments: list[str]) -> None:
    with refused(ArgumentInvalid, command="moli pair", value=arguments[0]):
        call_command("pair", *arguments)


def test_a_bound_that_places_rule_out_keeps_no_plan_of_any_kind(stations: list[str]) -> None:
    for code in (YAOBU, HEGUI):
        paired(PairingKind.PARTNER, stations[0], code)

    with unchanged(), pytest.raises(TooFewChangesAllowed) as caught:
        call_command("pair", "--changes-max", "0")

    assert isinstance(caught.value, Refusal)
    said = sentence_of(caught.value)
    assert said.startswith("最多换 0 对不够：带的一方带不下，至少要换 1 对。")
