"""From an order to the books, everything sent twice: paid once, packed once, settled once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from moli.audit.models import Event
from moli.interfaces import clock
from moli.interfaces.cli.laws import all_laws
from moli.interfaces.cli.work.running import run_jobs
from moli.ledger.models import Transfer
from moli.orders.models import Order, Payment, Refund, Repayment
from moli.orders.rules.states import OrderState
from moli.orders.services.packing import complete_order, pack_order, send_order
from moli.settlement.models import Correction, Settlement, Share
from tests.factories import TESTER
from tests.factories.channels.fake_wechat import FakeWeChat, Report
from tests.factories.settlement import brought_back, general_rule, shelf_of_three

pytestmark = pytest.mark.django_db


def ordered(client: Client) -> Order:
    """Ten boxes, ordered at the shop's address twice with one key."""
    sent = {
        "request_key": str(uuid4()),
        "lines": [{"article": "jasmine-250", "units": 10}],
        "buyer": {"name": "买家", "phone": "13800000001", "address": "南宁市民族大道 1 号"},
    }
    for _ in range(2):
        answer = client.post(reverse("web:place_order"), sent, content_type="application/json")
        assert answer.status_code == 201
    return Order.objects.get()


def told(client: Client, report: Report) -> int:
    return client.post(
        reverse("web:pay_notify_wechat"),
        report.body,
        content_type="application/json",
        headers=report.headers,
    ).status_code


def worked() -> Counter[str]:
    """What the jobs did, run twice; none may fail."""
    did: Counter[str] = Counter()
    for _ in range(2):
        outcomes = run_jobs(at=clock.now())
        assert outcomes is not None
        assert [each for each in outcomes if each.fault] == []
        did.update({each.job: sum(each.counts.values()) for each in outcomes})
    return +did


def test_from_the_order_to_the_households_once_though_all_is_sent_twice(
    client: Client, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    general_rule()
    _, households = shelf_of_three()
    order = ordered(client)
    page, way = (
        reverse("web:pay", args=[order.uid]),
        reverse("web:pay_way", args=[order.uid, "wechat"]),
    )
    assert client.get(page).status_code == 200
    for _ in range(2):
        assert client.post(way)["Location"] == way
        assert client.get(way).status_code == 200
    wechat.pay(order.number, at=clock.now())
    report = wechat.report(order.number, at=clock.now())
    assert [told(client, report), told(client, report)] == [200, 200]
    assert client.get(way)["Location"] == page
    assert "这一单付过款了" in client.get(page).content.decode()
    for step in (pack_order, send_order, complete_order):
        for _ in range(2):
            step(order_uid=order.uid, by=TESTER, at=clock.now())

    assert worked() == {"settle_orders": 1}

    # A box costs 38.00, of which its households get 32.00 (docs/settlement.md).
    settlement = Settlement.objects.get()
    assert settlement.total_fen == order.total_fen == 38_000
    shares = Share.objects.filter(household__isnull=False)
    assert shares.aggregate(fen=Sum("fen"))["fen"] == 32_000
    assert {share.household for share in shares} == set(households)
    assert Payment.objects.count() == Transfer.objects.count() == 1
    assert Counter(Event.objects.filter(subject_key=order.key).values_list("verb", flat=True)) == {
        "orders.place": 1,
        "orders.record_payment": 1,
        "orders.pack": 1,
        "orders.send": 1,
        "orders.complete": 1,
        "settlement.settle": 1,
    }
    order.refresh_from_db()
    assert order.state == OrderState.DONE
    assert [law.law for law in all_laws() if not law.holds] == []


def test_what_comes_back_is_corrected_and_sent_back_once(
    client: Client, channels: Mapping[str, str], wechat: FakeWeChat
) -> None:
    wechat.refund_status = "SUCCESS"
    general_rule()
    shelf_of_three()
    order = ordered(client)
    client.post(reverse("web:pay_way", args=[order.uid, "wechat"]))
    wechat.pay(order.number, at=clock.now())
    assert told(client, wechat.report(order.number, at=clock.now())) == 200
    pack_order(order_uid=order.uid, by=TESTER, at=clock.now())
    worked()
    brought_back(order, units=3, at=clock.now())

    assert worked() == {"correct_orders": 1, "send_back": 2, "note_refunds": 1}

    refund = Refund.objects.get()
    assert refund.total_fen == 11_400
    assert Correction.objects.count() == 1
    (asked,) = wechat.refunds.values()
    assert asked["amount"]["refund"] == 11_400
    assert Repayment.objects.get().state == "DONE"
    assert Transfer.objects.filter(reference=f"refund:{refund.pk}").count() == 1
    assert [law.law for law in all_laws() if not law.holds] == []
