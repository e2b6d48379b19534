"""What channels say of payments: booked once in any order, or told to the office."""

from __future__ import annotations

import pytest

from moli.audit.models import Event
from moli.gateways.payment import Channel, PaymentState
from moli.gateways.payment import Payment as Said
from moli.orders.models import Order, Payment
from moli.orders.queries.laws import order_laws
from moli.orders.rules.charging import PUZZLE_VERB
from moli.orders.rules.states import OrderState
from moli.orders.services.hearing import Heard, hear
from tests.factories import NOW, TESTER
from tests.factories.channels.fake_wechat import FakeWeChat
from tests.factories.orders import placed, stocked
from tests.integration.orders.conftest import Gateways
from tests.integration.orders.test_charges import charged, has_ended, state_of
from tests.unchanged import unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _laws_hold_afterwards() -> object:
    yield
    assert [check.law for check in order_laws() if not check.holds] == []


def said_of(order: Order, **changes: object) -> Said:
    facts: dict[str, object] = {
        "order_no": order.number,
        "transaction_no": "4200000001",
        "total_fen": order.total_fen,
        "state": PaymentState.PAID,
        **changes,
    }
    return Said(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("less", [1, -1])
def test_another_sum_is_booked_nowhere_and_told_to_the_office_once(less: int) -> None:
    stocked(5)
    order = placed()
    said = said_of(order, total_fen=order.total_fen - less)

    heard = [hear(said=said, channel=Channel.WECHAT, by=TESTER, at=NOW) for _ in range(3)]

    assert heard == [Heard.PUZZLES] * 3
    told = Event.objects.get(verb=PUZZLE_VERB)
    assert told.subject_key == "WECHAT:4200000001"
    assert told.facts == {
        "puzzle": "AMOUNT",
        "number": order.number,
        "value_fen": order.total_fen - less,
        "order_fen": order.total_fen,
    }
    assert not Payment.objects.exists()
    assert state_of(order) == OrderState.PLACED


def test_a_payment_for_an_order_that_we_do_not_know_is_told_to_the_office() -> None:
    stocked(1)
    said = said_of(placed(), order_no="160912ZZZZZZZZZZ")

    assert hear(said=said, channel=Channel.WECHAT, by=TESTER, at=NOW) is Heard.PUZZLES
    assert Event.objects.get(verb=PUZZLE_VERB).facts["puzzle"] == "UNKNOWN_ORDER"


def test_a_number_that_stands_for_another_order_is_told_to_the_office() -> None:
    stocked(5)
    one, other = placed(), placed()
    hear(said=said_of(one), channel=Channel.WECHAT, by=TESTER, at=NOW)

    assert hear(said=said_of(other), channel=Channel.WECHAT, by=TESTER, at=NOW) is Heard.PUZZLES
    assert state_of(other) == OrderState.PLACED


def test_money_that_the_channel_sent_back_and_we_never_booked_is_told_to_the_office() -> None:
    stocked(5)
    order = placed()
    said = said_of(order, state=PaymentState.REFUNDED)

    assert hear(said=said, channel=Channel.WECHAT, by=TESTER, at=NOW) is Heard.PUZZLES
    assert Event.objects.get(verb=PUZZLE_VERB).facts["puzzle"] == "SENT_BACK"


def test_a_report_of_our_own_refund_changes_nothing() -> None:
    stocked(5)
    order = placed()
    hear(said=said_of(order), channel=Channel.WECHAT, by=TESTER, at=NOW)

    with unchanged():
        said = said_of(order, state=PaymentState.REFUNDED)
        assert hear(said=said, channel=Channel.WECHAT, by=TESTER, at=NOW) is Heard.NOTHING


def test_reports_out_of_order_end_where_the_last_word_is_paid(
    gateways: Gateways, wechat: FakeWeChat
) -> None:
    """First that it is paid, then that it waits: the older report came later."""
    stocked(5)
    order = placed()
    charged(order, gateways[Channel.WECHAT])
    hear(said=said_of(order), channel=Channel.WECHAT, by=TESTER, at=NOW)

    with unchanged():
        for state in (PaymentState.WAITING, PaymentState.PAID, PaymentState.CLOSED):
            hear(said=said_of(order, state=state), channel=Channel.WECHAT, by=TESTER, at=NOW)
    assert state_of(order) == OrderState.PAID


def test_a_report_that_a_charge_was_closed_ends_it(gateways: Gateways) -> None:
    stocked(5)
    order = placed()
    charge = charged(order, gateways[Channel.ALIPAY])
    said = said_of(order, state=PaymentState.CLOSED)

    assert hear(said=said, channel=Channel.ALIPAY, by=TESTER, at=NOW) is Heard.ENDED
    assert hear(said=said, channel=Channel.ALIPAY, by=TESTER, at=NOW) is Heard.NOTHING
    assert has_ended(charge)
