"""Parcels, orders, bills, the drawer and the queue at the counter, screen by screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from moli.counter.models import Bill, BuyFor, CashMove, Parcel
from moli.stations.rules.team import TeamRole
from tests.browser.counter.day import (
    CODES,
    bill_with_fingers,
    must_be_sound,
    order_with_fingers,
    scan,
)
from tests.browser.counter.tablet import Tablet, Things, parcel
from tests.factories.teams import staff

SCREENS = (
    *("parcels", "parcels/in", "parcels/give", "parcels/out", "buy", "buy/new", "buy/whom"),
    *("buy/read", "buy/cash", "bills", "bills/new", "bills/read", "bills/cash"),
    *("day", "day/FLOAT", "day/FEES_TAKEN", "closing", "queue"),
)
FULL_DISK = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, key) {
  if (window.isFull && value && value.kind) throw new DOMException("full", "QuotaExceededError");
  return put.apply(this, arguments);
};
"""
# What a browser on a phone has and ours has not: it sees one code in whatever picture.
READS_CODES = """
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["code_128"]); }
  detect() { return Promise.resolve([{ rawValue: "sf 1034567890123" }]); }
};
navigator.mediaDevices.getUserMedia = () =>
  Promise.resolve((window.seen = document.createElement("canvas").captureStream()));
"""


def _an_order_and_a_bill_begun(tablet: Tablet) -> None:
    """So that the later steps of both have something to show."""
    page = tablet.page
    tablet.open("#/buy/new")
    page.locator(".ware .step").last.click()
    tablet.open("#/buy/whom")
    page.locator("[name=whom-way]").last.check()
    page.locator("#whom-person").fill("覃秀兰")
    tablet.open("#/bills/new")
    for name, text in {"account": "045122008137", "again": "045122008137", "amount": "9"}.items():
        page.locator(f"#{name}").fill(text)
    page.locator("[name=whom-way]").last.check()
    page.locator("#whom-person").fill("覃秀兰")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_screen_of_the_desk_is_sound_on_the_narrowest_phone(
    open_tablet: Callable[..., Tablet], given: Things, language: str
) -> None:
    tablet = open_tablet(width=320)
    tablet.register(given.operator)
    for n, state in enumerate(["parcel_in", "parcel_in", "parcel_out"]):
        more = {"weight_grams": 900, "fee_fen": 800} if state == "parcel_out" else {}
        tablet.add(state, parcel(f"SF00000{n}", **more))
    tablet.must_have_sent(3)
    tablet.add("cash", {"cash_kind": "FEES_TAKEN", "amount_fen": 9_900})
    expect(tablet.page.locator(".net.alert")).to_be_visible()
    if language == "en":
        tablet.page.get_by_role("button", name="English").click()
        expect(tablet.page.locator("html")).to_have_attribute("lang", "en")
    _an_order_and_a_bill_begun(tablet)
    for screen in SCREENS:
        tablet.open(f"#/{screen}")
        assert tablet.page.url.endswith(f"#/{screen}"), screen
        must_be_sound(tablet.page)


def test_what_came_back_is_done_again_or_put_aside(
    open_tablet: Callable[..., Tablet], tablet: Tablet, given: Things
) -> None:
    other = open_tablet()
    other.register(given.operator)
    first = other.add("parcel_in", parcel("SF0001"))
    other.must_have_sent(1)
    tablet.add("parcel_in", parcel("SF0001"))
    tablet.add("cash", {"cash_kind": "FEES_TAKEN", "amount_fen": 9_900})
    page = tablet.page
    page.get_by_role("link", name="看一看").click()
    expect(page.get_by_role("heading", name="退回来 2 笔")).to_be_visible()
    back = page.locator("li.came-back")
    expect(back.filter(has_text="收快递")).to_contain_text("单号")
    other.add("parcel_given_back", {"ref": first}, base=1)
    other.must_have_sent(2)

    back.filter(has_text="收快递").get_by_role("button", name="再办一次").click()
    expect(page.get_by_role("heading", name="退回来 1 笔")).to_be_visible()
    back.filter(has_text="取手续费").get_by_role("button", name="放一边").click()
    page.get_by_role("dialog").get_by_role("button", name="放一边").click()
    expect(page.get_by_role("heading", name="退回来")).to_have_count(0)
    expect(page.get_by_text("都传上去了")).to_be_visible()
    assert sorted(tablet.states()) == ["again", "aside", "sent"]
    assert sorted(Parcel.objects.values_list("state", flat=True)) == ["GIVEN_BACK", "ON_SHELF"]
    assert CashMove.objects.count() == 0


def test_the_queue_is_saved_as_a_file(tablet: Tablet, given: Things) -> None:
    tablet.context.set_offline(True)
    tablet.add("parcel_in", parcel("SF0001"))
    tablet.open("#/queue")
    with tablet.page.expect_download() as saved:
        tablet.page.get_by_role("button", name="存成文件").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert "SF0001" in text
    expect(tablet.page.get_by_text("1 笔存成文件了")).to_be_visible()


def test_a_full_device_records_nothing_and_keeps_what_was_typed(
    tablet: Tablet, given: Things
) -> None:
    tablet.context.add_init_script(FULL_DISK)
    tablet.open("#/parcels/in")
    tablet.reload()
    page = tablet.page
    page.evaluate("window.isFull = true")
    scan(page, CODES[0])
    page.get_by_label("手机后四位").fill("4410")
    page.get_by_role("button", name="收下，下一件").click()
    expect(page.get_by_text("这台设备存满了，没记下")).to_be_visible()
    expect(page.get_by_label("快递单号")).to_have_value(CODES[0])
    page.evaluate("window.isFull = false")
    page.get_by_role("button", name="收下，下一件").click()
    expect(page.get_by_text("第 1 件")).to_be_visible()
    tablet.must_have_sent(1)


def test_what_was_typed_outlives_a_reload_and_another_language(
    tablet: Tablet, given: Things
) -> None:
    page = tablet.page
    tablet.open("#/bills/new")
    page.get_by_label("户号", exact=True).fill("045122008137")
    page.get_by_label("缴多少").fill("86.4")
    page.get_by_label("韦*生").check()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#amount")).to_have_value("86.4")
    tablet.reload()
    expect(page.locator("#account")).to_have_value("045122008137")
    expect(page.locator("[name=whom-household]:checked")).to_have_count(1)


def test_a_scanner_leaves_the_box_alone_in_which_somebody_types(
    tablet: Tablet, given: Things
) -> None:
    tablet.open("#/parcels/in")
    page = tablet.page
    page.get_by_label("收件人").fill("韦小花")
    page.get_by_label("收件人").focus()
    scan(page, CODES[0])
    expect(page.get_by_label("快递单号")).to_have_value(CODES[0])
    expect(page.get_by_label("收件人")).to_have_value("韦小花")
    assert Parcel.objects.count() == 0


def test_without_a_camera_one_types(tablet: Tablet, given: Things) -> None:
    tablet.open("#/parcels/give")
    tablet.page.get_by_role("button", name="用相机扫").click()
    expect(tablet.page.get_by_text("不能用相机，请输入")).to_be_visible()
    expect(tablet.page.get_by_label("扫码，或者手机后四位")).to_be_focused()


def test_the_camera_reads_a_code_and_is_switched_off(tablet: Tablet, given: Things) -> None:
    tablet.context.add_init_script(READS_CODES)
    tablet.open("#/parcels/in")
    tablet.reload()
    page = tablet.page
    page.get_by_role("button", name="用相机扫").click()
    expect(page.get_by_label("快递单号")).to_have_value(CODES[0])
    expect(page.locator("video")).to_have_count(0)
    assert page.evaluate("window.seen.getTracks().map((track) => track.readyState)") == ["ended"]


def test_a_parcel_is_fetched_by_somebody_else_whose_name_is_kept(
    tablet: Tablet, given: Things
) -> None:
    tablet.add("parcel_in", parcel("SF0001"))
    page = tablet.page
    tablet.open("#/parcels")
    scan(page, "SF0001")
    page.get_by_role("button", name="给了").click()
    expect(page.get_by_text("问手机后四位，替别人拿的")).to_be_visible()
    page.get_by_text("别人替他拿").click()
    page.get_by_label("谁来拿的").fill("覃小妹")
    page.get_by_role("button", name="给了").click()
    tablet.must_have_sent(2)
    assert Parcel.objects.get().left_name == "覃小妹"


def test_a_carrier_collects_all_of_its_parcels_at_once(tablet: Tablet, given: Things) -> None:
    for code, carrier in {"SF0001": "顺丰", "SF0002": "顺丰", "YT0003": "圆通"}.items():
        sending = parcel(code, carrier=carrier, shelf="", weight_grams=900, fee_fen=800)
        tablet.add("parcel_out", sending)
    tablet.open("#/parcels")
    tablet.page.get_by_role("button", name="快递员取走 2 件").click()
    tablet.page.get_by_role("button", name="都拿走了").click()
    tablet.must_have_sent(5)
    collected = Parcel.objects.filter(state="COLLECTED").values_list("code", flat=True)
    assert sorted(collected) == ["SF0001", "SF0002"]


def test_money_goes_back_until_goods_are_handed_out(tablet: Tablet, given: Things) -> None:
    order_with_fingers(tablet)
    page = tablet.page
    tablet.open("#/buy")
    page.get_by_role("button", name="到货了").click()
    expect(page.get_by_text("的货到了")).to_be_visible()
    page.get_by_role("button", name="退钱不买").click()
    page.get_by_role("dialog").get_by_role("button", name="退了 90.00 元").click()
    tablet.must_have_sent(3)
    assert BuyFor.objects.get().state == "UNDONE"
    assert sorted(CashMove.objects.values_list("amount_fen", flat=True)) == [-9_000, 9_000]


def test_a_bill_is_passed_on_with_the_number_of_its_payment(tablet: Tablet, given: Things) -> None:
    bill_with_fingers(tablet)
    page = tablet.page
    tablet.open("#/bills")
    page.get_by_role("button", name="交上去了").click()
    page.get_by_role("button", name="交了").click()
    expect(page.get_by_text("还没写缴费单号")).to_be_visible()
    page.get_by_label("缴费单号").fill("Z20160912")
    page.keyboard.press("Enter")
    tablet.must_have_sent(2)
    assert (Bill.objects.get().state, Bill.objects.get().slip_no) == ("PAID", "Z20160912")


def test_whoever_has_no_role_for_it_is_told_before_typing(
    open_tablet: Callable[..., Tablet], given: Things
) -> None:
    tablet = open_tablet()
    tablet.register(staff(station=given.station, role=TeamRole.DELIVERER))
    page = tablet.page
    tablet.open("#/buy/new")
    expect(page.get_by_role("heading", level=1)).to_have_text("换人来办")
    expect(page.locator("main")).to_contain_text("分工")
    tablet.open("#/day")
    expect(page.get_by_role("link", name="日结")).to_have_count(0)
    expect(page.get_by_role("link", name="上交")).to_have_count(0)
    tablet.open("#/parcels/in")
    expect(page.get_by_label("快递单号")).to_be_focused()
    tablet.open("#/closing")
    page.get_by_role("link", name="换人").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谁在柜台")
