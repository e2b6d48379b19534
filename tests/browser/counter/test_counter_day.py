"""A station's day at its counter: what is done in it, and how it is closed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from moli.counter.models import Bill, BuyFor, DayClosing, Parcel
from moli.sync.models import Operation
from tests.browser.counter.day import (
    CODES,
    bill_with_fingers,
    into,
    order_with_fingers,
    press,
    scan,
    take_in,
    to,
    typed,
)
from tests.browser.counter.tablet import Tablet, Things, parcel
from tests.factories import TODAY
from tests.factories.teams import share_plan, staff

# 200 brought in, 2 bags of fertilizer at 45, a bill of 86.40 and 1, less 5 of own fees.
EXPECTED_FEN = 20_000 + 9_000 + 8_740 - 500


def _must_be_closed_as_counted() -> None:
    """One parcel was handed out, one is missing, three yuan were not there."""
    assert sorted(Parcel.objects.values_list("state", flat=True)) == sorted(
        ["HANDED", "MISSING", *["ON_SHELF"] * 3]
    )
    assert BuyFor.objects.get().total_fen == 9_000
    assert (Bill.objects.get().amount_fen, Bill.objects.get().fee_fen) == (8_640, 100)
    closing = DayClosing.objects.get()
    assert closing.on == TODAY
    assert (closing.expected_fen, closing.difference_fen) == (EXPECTED_FEN, -300)
    assert (closing.parcels_expected, closing.parcels_counted) == (4, 3)
    assert closing.missing.get().parcel.code == CODES[4]
    assert Operation.objects.exclude(outcome="APPLIED").count() == 0


def test_a_whole_day_with_fingers_catches_a_parcel_and_three_yuan(
    tablet: Tablet, given: Things
) -> None:
    page = tablet.page
    _bring_change_in(tablet)
    tablet.open("#/parcels")
    page.get_by_role("link", name="收快递").click()
    take_in(page)
    _hand_out_with_fingers(tablet)
    order_with_fingers(tablet)
    bill_with_fingers(tablet)
    tablet.open("#/day/FEES_TAKEN")
    page.get_by_role("button", name="全部 5.00 元").click()
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("取手续费 5.00 元，记下了")).to_be_visible()
    page.get_by_role("link", name="日结").click()
    _count_with_fingers(page)
    _accept_with_fingers(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("9 月 12 日日结单")
    slip = page.locator(".ticket")
    for words in ("369.40 元", "少 3.00 元", "…5678"):
        expect(slip).to_contain_text(words)
    expect(slip.get_by_text("已传")).to_be_visible()
    _must_be_closed_as_counted()
    tablet.open("#/closing")
    expect(page.get_by_text("这一天已经日结")).to_be_visible()


def _hand_out_with_fingers(tablet: Tablet) -> None:
    page = tablet.page
    tablet.open("#/parcels")
    page.get_by_label("扫码，或者写单号").fill("4410")
    page.get_by_role("button", name="A1 尾号 4410").click()
    page.get_by_label("请老乡说手机后四位").fill("1234")
    page.get_by_role("button", name="给了").click()
    expect(page.get_by_text("和单子上的对不上")).to_be_visible()
    page.get_by_label("请老乡说手机后四位").fill("4410")
    page.get_by_role("button", name="给了").click()
    expect(page.get_by_text("给了 1 件")).to_be_visible()


def _count_with_fingers(page: Page) -> None:
    """3 × 100, 50, 10, 5, 4 × 1 and 4 × 0.1 make 369.40; a parcel is not there."""
    page.get_by_role("button", name="日结").click()
    expect(page.get_by_text("先点钱箱里的钱")).to_be_visible()
    counted = {"100 元": 3, "50 元": 1, "10 元": 1, "5 元": 1, "1 元": 4, "1 角": 4}
    for note, pieces in counted.items():
        page.get_by_label(f"{note}几张", exact=True).fill(str(pieces))
    expect(page.get_by_text("少 3.00 元")).to_be_visible()
    page.get_by_role("button", name="全在").click()
    page.get_by_label("尾号 0612").uncheck()


def _accept_with_fingers(page: Page) -> None:
    """What differs is said; a no leaves the day open, a yes closes it."""
    page.get_by_role("button", name="日结").click()
    asked = page.get_by_role("dialog")
    for words in ("少 3.00 元", "没找到 1 件", "…5678"):
        expect(asked).to_contain_text(words)
    page.get_by_role("button", name="再点一遍").click()
    assert DayClosing.objects.count() == 0
    page.get_by_role("button", name="日结").click()
    page.get_by_role("button", name="就这样日结").click()


def _bring_change_in(tablet: Tablet) -> None:
    tablet.open("#/day")
    tablet.page.get_by_role("link", name="拿来零钱").click()
    for key in "200":
        tablet.page.get_by_role("button", name=key, exact=True).click()
    tablet.page.get_by_role("button", name="记下").click()
    expect(tablet.page.get_by_text("拿来零钱 200.00 元，记下了")).to_be_visible()


def test_a_whole_day_with_keys_alone_comes_to_the_same(tablet: Tablet, given: Things) -> None:
    page = tablet.page
    tablet.open("#/")
    press(page, "今日账")
    press(page, "拿来零钱")
    expect(page.get_by_label("多少")).to_be_focused()
    typed(page, "200")
    page.keyboard.press("Enter")
    expect(page.get_by_text("拿来零钱 200.00 元，记下了")).to_be_visible()
    press(page, "包裹")
    press(page, "收快递")
    take_in(page)
    press(page, "回包裹")
    scan(page, CODES[0])
    expect(page.get_by_label("请老乡说手机后四位")).to_be_focused()
    typed(page, "4410")
    page.keyboard.press("Enter")
    expect(page.get_by_text("给了 1 件")).to_be_visible()
    _order_with_keys(page)
    _bill_with_keys(page)
    press(page, "今日账")
    press(page, "取手续费")
    expect(page.get_by_label("多少")).to_be_focused()
    typed(page, "5")
    page.keyboard.press("Enter")
    expect(page.get_by_text("取手续费 5.00 元，记下了")).to_be_visible()
    press(page, "日结")
    _count_with_keys(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("9 月 12 日日结单")
    expect(page.locator(".ticket").get_by_text("已传")).to_be_visible()
    _must_be_closed_as_counted()


def _order_with_keys(page: Page) -> None:
    press(page, "柜台")
    press(page, "代买")
    press(page, "开一单")
    to(page, "碳酸氢铵要几份")
    typed(page, "2")
    page.keyboard.press("Enter")
    to(page, "本机有的农户")
    page.keyboard.press("ArrowLeft")
    into(page, "姓名", "覃秀兰")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="老乡说对，收钱")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("收到")).to_be_focused()
    typed(page, "100")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("代买小票")


def _bill_with_keys(page: Page) -> None:
    press(page, "柜台")
    press(page, "代缴")
    press(page, "收一笔")
    into(page, "户号", "045122008137")
    into(page, "户号再写一遍", "045122008137")
    into(page, "缴多少", "86.40")
    into(page, "手续费", "1")
    to(page, "韦*生")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="老乡说对，收钱")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("收到")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("代缴小票")


def _count_with_keys(page: Page) -> None:
    to(page, "100 元几张")
    for pieces in ("3", "1", "", "1", "1", "4", "", "4"):
        page.keyboard.type(pieces)
        page.keyboard.press("ArrowDown")
    expect(page.get_by_text("少 3.00 元")).to_be_visible()
    # Three are scanned, the fourth cannot be found.
    for code in CODES[1:4]:
        scan(page, code)
        expect(page.get_by_text(f"…{code[-4:]} 在。")).to_be_visible()
    press(page, "日结")
    expect(page.get_by_role("dialog")).to_contain_text("…5678")
    press(page, "就这样日结")


def test_figures_that_changed_meanwhile_are_shown_beside_the_old_ones(
    open_tablet: Callable[..., Tablet], tablet: Tablet, given: Things
) -> None:
    tablet.add("cash", {"cash_kind": "FLOAT", "amount_fen": 20_000})
    tablet.must_have_sent(1)
    tablet.open("#/closing")
    page = tablet.page
    page.get_by_label("只写总数").check()
    page.get_by_label("一共多少").fill("200")
    expect(page.get_by_text("正好", exact=True)).to_be_visible()
    other = open_tablet()
    other.register(given.operator)
    other.add("cash", {"cash_kind": "FLOAT", "amount_fen": 5_000})
    other.must_have_sent(1)

    page.get_by_role("button", name="日结").click()

    expect(page.get_by_text("点的时候，别的设备又传了东西")).to_be_visible()
    row = page.locator(".came-back tbody tr").first
    expect(row).to_contain_text("200.00 元")
    expect(row).to_contain_text("250.00 元")
    expect(page.get_by_label("一共多少")).to_have_value("200")
    expect(page.get_by_text("少 50.00 元")).to_be_visible()
    page.get_by_label("一共多少").fill("250")
    page.get_by_role("button", name="日结").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("9 月 12 日日结单")
    assert DayClosing.objects.get().counted_fen == 25_000
    assert tablet.states() == ["sent", "again", "sent"]


def test_a_day_is_closed_without_a_network_and_says_so(tablet: Tablet, given: Things) -> None:
    page = tablet.page
    tablet.context.set_offline(True)
    tablet.add("cash", {"cash_kind": "FLOAT", "amount_fen": 20_000})
    tablet.open("#/closing")
    expect(page.get_by_text("还有 1 笔没传")).to_be_visible()
    page.get_by_label("只写总数").check()
    page.get_by_label("一共多少").fill("200")
    page.get_by_role("button", name="日结").click()
    expect(page.locator(".ticket").get_by_text("待传")).to_be_visible()
    tablet.open("#/queue")
    expect(page.get_by_role("heading", name="待传 2 笔")).to_be_visible()
    tablet.context.set_offline(False)
    tablet.must_have_sent(2)
    assert DayClosing.objects.get().counted_fen == 20_000


def test_commission_is_shown_with_whose_share_it_is(tablet: Tablet, given: Things) -> None:
    helper = staff(station=given.station, name="韦帮手")
    shares = {given.operator.actor.key: 667, helper.actor.key: 333}
    share_plan(given.station, shares)
    tablet.add("parcel_out", parcel("SF0001", shelf="", weight_grams=900, fee_fen=1_000))
    tablet.must_have_sent(1)
    tablet.open("#/closing")
    card = tablet.page.locator("section", has_text="今天的手续费").last
    expect(card).to_contain_text("10.00 元")
    expect(card.locator(".sums div").nth(0)).to_have_text("黄站长6.67 元")
    expect(card.locator(".sums div").nth(1)).to_have_text("韦帮手3.33 元")
