"""The server is killed in the middle of a sale: what was told is there, once; every law holds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings

from moli.interfaces.cli.benches.serving import database_url, moli_program, wait_for
from moli.interfaces.cli.benches.shoppers import CONFLICT, CREATED, shop
from moli.interfaces.cli.laws import all_laws
from moli.orders.models import Article, Order, Payment, Refund
from moli.orders.rules.states import OrderState
from moli.orders.services.paying import record_payment
from tests.factories import NOW, TESTER
from tests.factories.orders import payment_of, stocked

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

STOCK = 600


@contextmanager
def _served(home: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    (home / "demo-day").write_text("2016-09-12", encoding="ascii")
    environ = os.environ | {
        "MOLI_HOME": str(home),
        "MOLI_FIELD_KEYS": str(settings.MOLI_FIELD_KEYS),
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "moli.config.settings",
    }
    with (home / "server.log").open("ab") as log:
        server = subprocess.Popen(
            [*moli_program(), "serve", "--port", str(port)],
            env=environ,
            stdout=log,
            stderr=log,
            start_new_session=True,  # so that its workers can be killed with it
        )
    try:
        wait_for(port, server)
        yield port, server
    finally:
        _kill(server)
        server.wait(timeout=20)


def _kill(server: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)


def test_killed_in_the_middle_of_a_sale_nothing_told_is_lost_and_nothing_is_doubled(
    tmp_path: Path,
) -> None:
    article = stocked(STOCK)

    with _served(tmp_path) as (port, server):
        taken = count(1)

        def kill_at_a_hundred(status: int) -> bool:
            if status == CREATED and next(taken) == STOCK // 6:
                _kill(server)
            return False

        told = shop(port, articles=[article.code], seconds=60, is_over=kill_at_a_hundred)

    stored = Order.objects.count()
    assert 0 < told.sold <= stored < STOCK
    # Each shopper may have had one order under way that was stored and not answered any more.
    assert stored - told.sold <= told.statuses[0]
    assert [check.law for check in all_laws() if not check.holds] == []

    for order in Order.objects.filter(state=OrderState.PLACED):
        facts = payment_of(order)
        for _ in range(2):
            record_payment(order_uid=order.uid, facts=facts, by=TESTER, at=NOW)
    with _served(tmp_path) as (port, _server):
        later = shop(port, articles=[article.code], seconds=60, is_over=CONFLICT.__eq__)

    assert set(later.statuses) == {CREATED, CONFLICT}
    assert stored + later.sold == STOCK
    article = Article.objects.get(pk=article.pk)
    assert article.reserved_units == article.on_hand_units == STOCK
    assert Payment.objects.count() == Order.objects.filter(state=OrderState.PAID).count() == stored
    assert not Refund.objects.exists()
    assert [check.law for check in all_laws() if not check.holds] == []
