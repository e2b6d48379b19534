"""Plans: run once, read with reasons, proposed as a whole or in part, by those who may."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest

from moli.pairing.models import Pairing, PairPlan
from moli.pairing.rules.kinds import PairingKind, PairingState
from tests.factories import HEGUI, PANTANG_NAYANG, YAOBU, Story, branch, office, organiser, station
from tests.factories.pairings import (
    Pair,
    enterprise_pair,
    in_force,
    partner_pair,
    poor_household,
    poor_village,
    practitioner_pair,
)
from tests.unchanged import unchanged
from tests.web.pairings.sending import client_of, page_text, send
from tests.web.pairings.things import plan_of
from tests.web.today.reading import words_of


@pytest.fixture
def pairs(personas: Story) -> tuple[Pair, Pair]:
    """Two stations, each in a poor village with a first secretary."""
    return (
        partner_pair(),
        partner_pair(village_code=HEGUI, station=station(village_code=HEGUI, name="贺桂站")),
    )


def test_a_plan_is_run_once_and_tells_nobody(pairs: tuple[Pair, Pair]) -> None:
    browser, key = client_of(office()), str(uuid4())
    for _ in range(2):
        answer = send(browser, "pair_plans", kind="PARTNER", changes_max="3", request_key=key)
        assert answer.status_code == 302
    plan = PairPlan.objects.get()
    assert answer["Location"] == f"/pairings/plans/{plan.uid}/"
    assert (plan.changes_max, plan.pairs) == (3, 2)
    assert not Pairing.objects.exists()
    assert "2 个里配上 2 个" in words_of(page_text(browser, "pair_plans"))


def test_a_plan_is_read_with_figures_reasons_and_proof(pairs: tuple[Pair, Pair]) -> None:
    plan = plan_of(PairingKind.PARTNER)
    words = words_of(page_text(client_of(office()), "pair_plan", plan.uid))

    assert "证明过：没有更好的" in words
    assert "在同一个村" in words
    assert "次选" in words
    assert "每公里 20 分" in words
    assert "有 2 对可以提" in words
    assert "贺桂站 ↔" in words


def test_some_pairs_are_proposed_then_all_and_a_second_tap_is_once(
    pairs: tuple[Pair, Pair],
) -> None:
    plan = plan_of(PairingKind.PARTNER)
    browser = client_of(office())
    with unchanged():
        assert send(browser, "pair_plan", plan.uid, what="some").status_code == 302
    assert send(browser, "pair_plan", plan.uid, what="some", pick=HEGUI).status_code == 302
    assert [row.helped_key for row in Pairing.objects.all()] == [HEGUI]
    for _ in range(2):
        send(browser, "pair_plan", plan.uid, what="all")
    assert {row.helped_key for row in Pairing.objects.all()} == {YAOBU, HEGUI}
    assert Pairing.objects.filter(state=PairingState.PROPOSED).count() == 2
    words = words_of(page_text(browser, "pair_plan", plan.uid))
    assert "可以提" not in words


def test_a_pair_that_stands_is_kept_and_not_proposed(pairs: tuple[Pair, Pair]) -> None:
    in_force(pairs[0])
    plan = plan_of(PairingKind.PARTNER)
    browser = client_of(office())
    words = words_of(page_text(browser, "pair_plan", plan.uid, show="KEPT"))
    assert "已经在一起做了，接着做" in words
    assert "贺桂站 ↔" not in words
    send(browser, "pair_plan", plan.uid, what="all")
    assert Pairing.objects.filter(helped_key=YAOBU).count() == 1


def test_those_left_alone_are_named(personas: Story) -> None:
    # One station looks after two at most.
    for code in (YAOBU, HEGUI, PANTANG_NAYANG):
        enterprise_pair(village_code=code)
    plan = plan_of(PairingKind.PARTNER)
    words = words_of(page_text(client_of(office()), "pair_plan", plan.uid, show="alone"))
    assert plan.pairs < plan.helped
    assert "近处、对路的都带满了" in words


def test_an_office_of_one_town_reads_of_no_household_elsewhere(personas: Story) -> None:
    practitioner_pair()
    for code in (YAOBU, HEGUI):
        poor_village(code)
        for _ in range(12):
            poor_household(village_code=code)
    plan = plan_of(PairingKind.PRACTITIONER)
    every = client_of(office()).get(f"/pairings/plans/{plan.uid}/?show=alone").context
    here = client_of(office(area_code=HEGUI[:9], name="镇里的"))
    own = here.get(f"/pairings/plans/{plan.uid}/?show=alone").context

    paired = Counter(plan.planned.values_list("village__code", flat=True))
    assert len(every["alone"]) == 25 - plan.pairs
    assert len(own["alone"]) == 12 - paired[HEGUI] > 0


def test_a_tap_that_says_neither_all_nor_some_proposes_nothing(pairs: tuple[Pair, Pair]) -> None:
    plan = plan_of(PairingKind.PARTNER)
    browser = client_of(office())
    with unchanged():
        assert send(browser, "pair_plan", plan.uid).status_code == 302


def test_a_bound_that_is_no_number_comes_back(pairs: tuple[Pair, Pair]) -> None:
    browser = client_of(office())
    with unchanged():
        answer = send(browser, "pair_plans", kind="PARTNER", changes_max="很少")
        assert list(answer.context["form"].errors) == ["changes_max"]
        answer = send(browser, "pair_plans", changes_max="3")
        assert list(answer.context["form"].errors) == ["kind"]


def test_an_organiser_plans_but_proposes_only_what_the_branch_leads(
    pairs: tuple[Pair, Pair],
) -> None:
    plan = plan_of(PairingKind.PARTNER)
    user = organiser(branch=branch(areas=[HEGUI[:9]]))
    browser = client_of(user)
    words = words_of(page_text(browser, "pair_plan", plan.uid))
    assert "只列您支部带的地方" in words
    assert "贺桂站 ↔" in words
    assert "瑶埠村服务站 ↔" not in words
    assert "从业者和农户" not in words_of(page_text(browser, "pair_plans"))

    with unchanged():
        send(browser, "pair_plan", plan.uid, what="some", pick=YAOBU)
        answer = send(browser, "pair_plans", kind="PRACTITIONER")
        assert answer.status_code == 422
    send(browser, "pair_plan", plan.uid, what="all")
    assert [row.helped_key for row in Pairing.objects.all()] == [HEGUI]
