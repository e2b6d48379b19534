"""`moli work`: everything that is due, each job by itself, once however many try."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connections

from moli.audit.models import Event as Trail
from moli.gateways.payment import Channel
from moli.interfaces import clock
from moli.interfaces.cli.dispatch import dispatch
from moli.interfaces.cli.laws import all_laws
from moli.interfaces.cli.work.background import WORK_SECONDS, begin_if_asked, work_forever
from moli.interfaces.cli.work.jobs import JOBS, Job
from moli.interfaces.cli.work.running import run_jobs
from moli.interfaces.cli.work.turn import own_turn
from moli.interfaces.cli.work.words import _COUNTS, _JOBS, outcome_words
from moli.orders.models import Order, Refund
from moli.orders.rules.paying import PAY_WITHIN, PaymentFacts
from moli.orders.rules.states import OrderState
from moli.orders.services.cancelling import cancel_order
from moli.orders.services.paying import record_payment
from moli.orders.services.repaying import repaid_by_hand
from moli.settlement.models import PaidBack, Settlement, Statement
from tests.factories import NOW, TESTER
from tests.factories.bulk import remitted, settled_claim
from tests.factories.orders import KG, placed, stocked
from tests.factories.settlement import (
    brought_back,
    general_rule,
    packed_order,
    paid_load,
    shelf_of_three,
)
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


def counts(at: datetime = NOW) -> dict[str, dict[str, int]]:
    """What each job did that did anything."""
    outcomes = run_jobs(at=at)
    assert outcomes is not None
    assert [each.fault for each in outcomes if each.fault] == []
    done = {each.job: {k: n for k, n in each.counts.items() if n} for each in outcomes}
    return {job: did for job, did in done.items() if did}


def state_of(order: Order) -> str:
    return Order.objects.values_list("state", flat=True).get(pk=order.pk)


def test_with_nothing_due_nothing_is_done() -> None:
    with unchanged():
        assert counts() == {}


def test_orders_expire_are_settled_and_corrected_and_a_second_run_finds_nothing() -> None:
    general_rule()
    shelf_of_three()
    packed_once = packed_order(units=10)
    waits = placed(at=NOW)
    assert counts() == {"settle_orders": {"done": 1}}
    brought_back(packed_once, units=3)

    later = NOW + PAY_WITHIN
    did = counts(later)
    assert did["expire_orders"] == {"expired": 1}
    assert did["correct_orders"] == {"done": 1}
    assert state_of(waits) == OrderState.EXPIRED
    assert Settlement.objects.get().corrections.get().returned_units == 3
    with unchanged():
        assert "settle_orders" not in counts(later)


def test_what_cannot_be_settled_does_not_keep_the_rest_waiting() -> None:
    shelf_of_three()
    stuck = packed_order()

    assert counts() == {"settle_orders": {"refused": 1}}
    general_rule()
    assert counts() == {"settle_orders": {"done": 1}}
    assert Settlement.objects.get().line.order_id == stuck.pk


def test_a_refused_one_is_told_with_its_refusal(caplog: pytest.LogCaptureFixture) -> None:
    shelf_of_three()
    stuck = packed_order()

    with caplog.at_level("INFO", logger="moli.interfaces.cli.work.jobs"):
        counts()

    assert f"{stuck.pk} is not done: NoWaterfallRule" in caplog.text


def test_a_paid_load_is_shared_and_again_when_its_claim_is_settled_and_paid() -> None:
    general_rule()
    delivery, _ = paid_load(90 * KG, claimed_grams=10 * KG)
    assert counts() == {"settle_deliveries": {"done": 1}}

    settled_claim(delivery, upheld_grams=5 * KG)
    assert counts() == {}
    remitted(delivery, total_fen=3_200)
    assert counts() == {"settle_deliveries": {"done": 1}}
    assert counts() == {}


def test_money_that_goes_back_enters_the_books_and_leaves_them_when_it_was_sent() -> None:
    stocked(5)
    order = placed()
    facts = PaymentFacts(Channel.OFFLINE, "slip-1", order.total_fen)
    record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)
    cancel_order(order_uid=order.uid, by=TESTER, at=NOW)

    assert counts() == {
        "take_in_refunds": {"done": 1},
        "send_back": {"asked": 1, "by_hand": 1},
    }
    refund = Refund.objects.get(order=order)
    repaid_by_hand(refund_id=refund.pk, slip_no="slip-2", by=TESTER, at=NOW)

    assert counts() == {"note_refunds": {"done": 1}}
    assert PaidBack.objects.get().channel_reference == "slip-2"
    assert counts() == {}


@pytest.mark.parametrize(("day", "rows"), [(1, 3), (7, 3), (8, 0)])
def test_a_month_is_stated_in_the_first_week_of_the_next(day: int, rows: int) -> None:
    general_rule()
    shelf_of_three()
    packed_order()
    counts()
    at = NOW.replace(month=10, day=day)

    assert counts(at).get("draw_up_statements", {"done": 0}) == {"done": rows}
    assert Statement.objects.count() == rows
    assert "draw_up_statements" not in counts(at)


def test_buyers_are_forgotten_when_their_time_is_over() -> None:
    stocked(5)
    cancel_order(order_uid=placed().uid, by=TESTER, at=NOW)

    assert counts(NOW.replace(year=2017)) == {"forget_buyers": {"done": 1}}


def _broken(_at: datetime) -> dict[str, int]:
    raise RuntimeError("13800000001 is a telephone number")


def test_a_job_that_fails_is_named_without_its_words_and_the_next_one_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    jobs = [Job("ask_channels", _broken), Job("expire_orders", lambda at: {"expired": 2})]

    outcomes = run_jobs(at=NOW, jobs=jobs)

    assert outcomes is not None
    assert [(each.job, each.fault) for each in outcomes] == [
        ("ask_channels", "RuntimeError"),
        ("expire_orders", ""),
    ]
    assert "job ask_channels failed: RuntimeError" in caplog.text
    assert "13800000001" not in caplog.text
    assert "RuntimeError" in outcome_words(outcomes[0])


def test_every_job_and_count_has_its_word() -> None:
    assert {job.name for job in JOBS} == set(_JOBS)
    outcomes = run_jobs(at=NOW)
    assert outcomes is not None
    assert {key for each in outcomes for key in each.counts} <= set(_COUNTS)


# One at a time


def in_another_thread(act: Callable[[], object]) -> object:
    found: list[object] = []

    def run() -> None:
        found.append(act())
        connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join(30)
    return found[0]


@pytest.mark.django_db(transaction=True)
def test_while_one_works_another_does_nothing_and_afterwards_it_may() -> None:
    with own_turn() as is_ours:
        assert is_ours
        assert in_another_thread(lambda: run_jobs(at=NOW)) is None
    assert in_another_thread(lambda: run_jobs(at=NOW)) is not None


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_time_settle_once() -> None:
    general_rule()
    shelf_of_three()
    for _ in range(3):
        packed_order()
    start = Barrier(2, timeout=30)

    def work_now() -> object:
        start.wait()
        return run_jobs(at=NOW)

    others: list[object] = []
    thread = Thread(target=lambda: others.append(in_another_thread(work_now)))
    thread.start()
    work_now()
    thread.join(60)
    run_jobs(at=NOW)

    assert Settlement.objects.count() == 3
    assert Trail.objects.filter(verb="settlement.settle").count() == 3
    assert [law.law for law in all_laws() if not law.holds] == []


# The command


def test_the_command_says_a_line_a_job(capsys: pytest.CaptureFixture[str]) -> None:
    stocked(1)
    placed(at=clock.now() - 2 * PAY_WITHIN)

    assert dispatch(["work", "--once"], language="zh-hans") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(JOBS)
    assert "放开没付款的订单：放开 1 个" in lines
    assert "结算订单：没有要办的" in lines


def test_the_command_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["work", "--once", "--json"], language="en") == 0

    told = json.loads(capsys.readouterr().out)
    assert told["is_ours"] is True
    assert told["jobs"]["expire_orders"] == {"expired": 0, "fault": ""}


@pytest.mark.django_db(transaction=True)
def test_one_order_that_fails_keeps_no_other_waiting_and_is_exit_code_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    general_rule()
    shelf_of_three()
    never_paid = placed()
    Order.objects.filter(pk=never_paid.pk).update(state=OrderState.PACKED)
    fine = packed_order()

    assert dispatch(["work", "--once"], language="zh-hans") == 1

    assert "结算订单：没做成（DoesNotExist），下次再做" in capsys.readouterr().out
    assert Settlement.objects.get().line.order_id == fine.pk


def test_what_is_wrong_with_a_channel_is_said_and_the_work_goes_on(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.MOLI_PAY = {"ALIPAY_APP_ID": "1"}

    assert dispatch(["work", "--once"], language="zh-hans") == 0
    assert "支付渠道“支付宝”少了 MOLI_PAY_ALIPAY_SELLER_ID" in capsys.readouterr().err


# Inside the server


@pytest.mark.parametrize("asked", ["", "0", "soon"])
def test_a_server_that_is_not_asked_to_does_not_work(asked: str) -> None:
    assert begin_if_asked({WORK_SECONDS: asked} if asked else {}) is None


def test_the_background_works_again_and_again_whatever_happens() -> None:
    runs: list[datetime] = []
    stop = Event()

    def run_or_fail(at: datetime) -> None:
        runs.append(at)
        if len(runs) == 1:
            raise RuntimeError
        if len(runs) == 3:
            stop.set()

    thread = Thread(target=work_forever, args=(0.01, stop), kwargs={"run": run_or_fail})
    thread.start()
    thread.join(30)

    assert len(runs) == 3
    assert all(abs(at - clock.now()) < timedelta(minutes=5) for at in runs)
