"""What is done at a counter with no network arrives once, whatever happens on the way."""

from __future__ import annotations

from collections import Counter
from typing import Any

from moli.counter.models import Bill, BuyFor, CashMove, DayClosing, Parcel
from moli.orders.models import WeighIn
from moli.stations.rules.team import TeamRole
from moli.sync.models import Device, Operation
from moli.sync.services.registering import revoke_device
from tests.browser.counter.day import must_be_sound
from tests.browser.counter.stoppable import CounterServer
from tests.browser.counter.tablet import (
    Tablet,
    Things,
    bill,
    order,
    parcel,
    photo,
    sessions_end,
    weighing,
)
from tests.factories import NOW, TESTER, TODAY
from tests.factories.teams import staff

LYING = ("ON_SHELF", "TO_COLLECT")


def _applied_once_in_order(count: int) -> None:
    """Each of the operations was applied, once, under the numbers from 1."""
    rows = list(Operation.objects.order_by("device_id", "sequence"))
    assert [row.outcome for row in rows] == ["APPLIED"] * count
    assert len({row.uid for row in rows}) == count
    assert [row.sequence for row in rows] == list(range(1, count + 1))


def _do_everything(tablet: Tablet, given: Things) -> int:
    """At least one operation of every kind, each on what those before it made; how many."""
    add = tablet.add
    first = add("weigh_in", weighing(tablet, given))
    add("weigh_photo", {"ref": first, "photo": photo()})
    second = add("weigh_in", weighing(tablet, given, grams=5_000))
    add("weigh_undone", {"ref": second})
    handed, back, lost = (add("parcel_in", parcel(f"SF000{n}")) for n in range(3))
    add("parcel_handed", {"ref": handed, "left_name": "覃小妹"}, base=1)
    add("parcel_given_back", {"ref": back}, base=1)
    out = add("parcel_out", parcel("SF0009", shelf="", weight_grams=1_000, fee_fen=1_200))
    add("parcel_collected", {"ref": out}, base=1)
    bought, undone = (add("buy_for", order(tablet, units=n)) for n in (2, 1))
    add("buy_for_arrived", {"ref": bought}, base=1)
    add("buy_for_handed", {"ref": bought}, base=2)
    add("buy_for_undone", {"ref": undone}, base=1)
    paid, unpaid = (add("bill", bill(tablet, amount_fen=fen)) for fen in (8_650, 3_000))
    add("bill_paid", {"ref": paid, "slip_no": "Z20160912"}, base=1)
    add("bill_undone", {"ref": unpaid}, base=1)
    add("cash", {"cash_kind": "FLOAT", "amount_fen": 20_000})
    add("task_done", {"task": str(given.task.uid)})
    shown = tablet.overlay()
    closing = {
        "on": TODAY.isoformat(),
        # Three yuan are not there.
        "counted_fen": shown["drawer"]["expected_fen"] - 300,
        "expected_fen": shown["drawer"]["expected_fen"],
        "parcels_expected": sum(row["state"] in LYING for row in shown["parcels"]),
        "missing": [lost],
        "is_difference_accepted": True,
    }
    add("close_day", closing)
    add("parcel_found", {"ref": lost}, base=2)
    return 24


def _must_all_be_done() -> None:
    """Once each: what `_do_everything` did stands in the rows."""
    assert WeighIn.objects.count() == 2
    assert Counter(Parcel.objects.values_list("state", flat=True)) == {
        "HANDED": 1,
        "GIVEN_BACK": 1,
        "COLLECTED": 1,
        "ON_SHELF": 1,
    }
    assert Counter(BuyFor.objects.values_list("state", flat=True)) == {"HANDED": 1, "UNDONE": 1}
    assert Counter(Bill.objects.values_list("state", flat=True)) == {"PAID": 1, "UNDONE": 1}
    # 12 for the parcel, 2 × 45 and 45 ordered and 45 back, 86.50 + 1 and 30 + 1 billed and 31
    # back, 200 brought in.
    kinds = ["PARCEL_FEE", "BUY_FOR", "BUY_FOR", "BUY_FOR_BACK", "BILL", "BILL", "BILL_BACK"]
    moves = CashMove.objects.exclude(cash_kind="DIFFERENCE")
    assert sorted(moves.values_list("cash_kind", flat=True)) == sorted([*kinds, "FLOAT"])
    closing = DayClosing.objects.get()
    assert closing.expected_fen == 1_200 + 9_000 + 8_750 + 20_000
    assert closing.difference_fen == -300
    assert closing.missing.count() == 1


def test_a_day_without_a_network_is_applied_once_when_there_is_one(
    tablet: Tablet, given: Things, server: CounterServer
) -> None:
    tablet.context.set_offline(True)
    count = _do_everything(tablet, given)
    assert tablet.states() == ["waiting"] * count
    tablet.reload()
    assert tablet.page.get_by_text(f"待传 {count} 笔").count() == 1
    tablet.page.close()
    server.restart()

    tablet.page = tablet.context.new_page()
    tablet.watch(tablet.page)
    tablet.open()
    assert tablet.page.get_by_text(f"待传 {count} 笔").count() == 1
    assert Operation.objects.count() == 0
    tablet.context.set_offline(False)

    tablet.must_have_sent(count)
    _applied_once_in_order(count)
    _must_all_be_done()


def _do_ten(tablet: Tablet, given: Things) -> None:
    """Two each of weighing, parcels in and out, orders and bills."""
    for n in range(2):
        tablet.add("weigh_in", weighing(tablet, given))
        tablet.add("parcel_in", parcel(f"SF100{n}"))
        tablet.add("parcel_out", parcel(f"SF200{n}", weight_grams=1_000, fee_fen=1_200))
        tablet.add("buy_for", order(tablet))
        tablet.add("bill", bill(tablet))


def _must_be_ten() -> None:
    _applied_once_in_order(10)
    made = [each.objects.count() for each in (WeighIn, Parcel, BuyFor, Bill)]
    assert made == [2, 4, 2, 2]


def test_a_server_that_was_down_gets_it_by_the_timer_alone(
    tablet: Tablet, given: Things, server: CounterServer
) -> None:
    server.kill()
    _do_ten(tablet, given)
    tablet.page.get_by_text("连不上，照常办").wait_for()
    tablet.reload()
    server.start()

    tablet.must_have_sent(10)
    _must_be_ten()


def test_a_session_that_is_over_stops_nothing(tablet: Tablet, given: Things) -> None:
    tablet.context.set_offline(True)
    _do_ten(tablet, given)
    sessions_end()
    tablet.context.set_offline(False)

    tablet.must_have_sent(10)
    _must_be_ten()


def test_a_device_that_lost_its_cookie_registers_again_and_sends_all(
    tablet: Tablet, given: Things
) -> None:
    tablet.context.set_offline(True)
    _do_ten(tablet, given)
    before = [op["id"] for op in tablet.call("outbox", "ops")]
    tablet.context.clear_cookies()
    tablet.context.set_offline(False)
    tablet.page.get_by_role("link", name="去登记").click()
    assert tablet.states() == ["waiting"] * 10
    tablet.page.get_by_role("link", name="先登录").wait_for()

    tablet.register(given.operator)

    tablet.must_have_sent(10)
    assert [op["id"] for op in tablet.call("outbox", "ops")] == before
    assert [row.number for row in Device.objects.all()] == [1, 2]
    _must_be_ten()


def test_what_a_colleague_did_before_the_cookie_was_lost_waits_for_that_colleague(
    tablet: Tablet, given: Things
) -> None:
    helper = staff(station=given.station, role=TeamRole.DELIVERER)
    tablet.log_in(helper)
    tablet.open("#/sign-in")
    tablet.page.get_by_role("button", name="是我，我来当班").click()
    tablet.page.get_by_text("韦帮手在柜台").wait_for()
    tablet.context.set_offline(True)
    took_in = tablet.add("parcel_in", parcel("SF0001"))
    tablet.call("me", "choose", given.operator.actor.key)
    tablet.add("parcel_handed", {"ref": took_in}, base=1)
    tablet.add("cash", {"cash_kind": "FLOAT", "amount_fen": 20_000})
    tablet.context.clear_cookies()
    tablet.context.set_offline(False)

    tablet.register(given.operator)

    tablet.must_stand(["absent", "absent", "sent"])
    assert Parcel.objects.count() == 0
    tablet.page.get_by_text("有 2 笔要等办的人来登录").wait_for()
    tablet.open("#/queue")
    kept = tablet.page.locator("li.came-back")
    assert kept.get_by_role("button", name="再办一次").count() == 0
    must_be_sound(tablet.page)
    tablet.log_in(helper)
    kept.first.get_by_role("link", name="登录").click()
    tablet.page.get_by_role("button", name="是我，我来当班").click()

    tablet.must_have_sent(3)
    assert Parcel.objects.get().state == "HANDED"
    applied = Operation.objects.filter(outcome="APPLIED").order_by("device__number", "sequence")
    assert [row.by_name for row in applied] == ["黄站长", "韦帮手", "黄站长"]


def test_what_had_arrived_before_the_cookie_was_lost_is_not_done_twice(
    tablet: Tablet, given: Things
) -> None:
    """The answers of the server are lost, then the cookie: all ten go out under new numbers."""

    def lose(route: Any) -> None:
        route.fetch()
        route.abort()

    tablet.context.set_offline(True)
    _do_ten(tablet, given)
    tablet.context.route("**/counter/push/", lose)
    tablet.context.set_offline(False)
    tablet.page.get_by_text("连不上，照常办").wait_for()
    tablet.context.unroute("**/counter/push/")
    arrived = Operation.objects.filter(outcome="APPLIED").count()
    assert arrived > 0
    assert tablet.states() == ["waiting"] * 10
    tablet.context.clear_cookies()

    tablet.register(given.operator)

    tablet.must_have_sent(10)
    assert Operation.objects.filter(outcome="APPLIED").count() == 10
    # The numbers of those that had arrived went by empty.
    assert Operation.objects.filter(outcome="REFUSED").count() == arrived
    assert WeighIn.objects.count() == 2
    assert CashMove.objects.count() == 6


def test_a_revoked_device_is_wiped_and_says_so(tablet: Tablet, given: Things) -> None:
    tablet.add("parcel_in", parcel("SF0001"))
    tablet.must_have_sent(1)
    revoke_device(device_uid=Device.objects.get().uid, by=TESTER, at=NOW)

    tablet.reload()

    tablet.page.get_by_role("heading", name="这台设备已停用").wait_for()
    kept = tablet.page.evaluate(
        """async () => [
          (await indexedDB.databases()).length,
          (await caches.keys()).length,
          (await navigator.serviceWorker.getRegistrations()).length,
          localStorage.length,
        ]"""
    )
    assert kept == [0, 0, 0, 0]
    assert Device.objects.get().wiped_at is not None


def test_a_new_version_waits_to_be_taken_and_loses_nothing(
    tablet: Tablet, given: Things, server: CounterServer
) -> None:
    tablet.context.set_offline(True)
    _do_ten(tablet, given)
    version = tablet.page.evaluate("document.documentElement.dataset.version")
    server.restart(MOLI_COUNTY_NAME="邻县")
    tablet.context.route("**/counter/push/", lambda route: route.abort())
    tablet.context.set_offline(False)
    tablet.page.evaluate(
        "navigator.serviceWorker.getRegistration('/counter/').then((one) => one.update())"
    )
    take = tablet.page.get_by_role("button", name="点这里换上")
    take.wait_for()
    assert tablet.page.get_by_text("横县产销对接").count() == 1

    take.click()

    tablet.page.get_by_text("邻县产销对接").wait_for()
    assert tablet.page.evaluate("document.documentElement.dataset.version") != version
    assert len(tablet.page.evaluate("caches.keys()")) == 1
    assert tablet.states() == ["waiting"] * 10
    tablet.context.unroute("**/counter/push/")
    tablet.must_have_sent(10)
    _must_be_ten()
    server.changes.clear()
    server.kill()
