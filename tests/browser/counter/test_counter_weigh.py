"""Weighing in at the counter: keys, keyboard or scanner, with a network or without."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from moli.counter.models import DeputyAct, WeighPhoto
from moli.kernel.money import total_fen
from moli.orders.models import WeighIn
from moli.orders.queries.taken_back import not_taken_back
from tests.browser.counter.fruit import (
    CODE,
    PRICE_FEN_PER_KG,
    Desk,
    desk,
    must_be_well_made,
    to_the_scale,
    weigh,
)
from tests.browser.counter.tablet import Tablet

PHOTO_BYTES_MAX = 200 * 1024
FULL_DISK = """
const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, key) {
  if (window.isFull && value && value.kind) throw new DOMException("full", "QuotaExceededError");
  return put.apply(this, arguments);
};
"""


@pytest.fixture
def given(transactional_db: None) -> Desk:
    return desk()


@pytest.fixture
def tablet(open_tablet: Callable[..., Tablet], given: Desk) -> Tablet:
    made = open_tablet()
    made.register(given.operator)
    return made


def test_a_household_is_weighed_in_with_the_keyboard_alone(tablet: Tablet, given: Desk) -> None:
    tablet.open("#/weigh")
    keys = tablet.page.keyboard
    keys.type("韦", delay=80)
    keys.press("Enter")
    expect(tablet.page.get_by_role("button", name="一级").first).to_be_focused()
    # An order comes first, then all goods: the second grade of the order.
    keys.press("Tab")
    keys.press("Enter")
    for gross in ("48.7", "30.2"):
        expect(tablet.page.get_by_label("毛重")).to_be_focused()
        keys.type(gross, delay=60)
        if gross == "48.7":
            keys.press("Tab")
            keys.type("1.5", delay=60)
        keys.press("Enter")
        expect(tablet.page.get_by_label("毛重")).to_have_value("")
    while tablet.page.evaluate("document.activeElement.textContent") != "称完了，打小票":
        keys.press("Tab")
    keys.press("Enter")
    expect(tablet.page.get_by_role("button", name="老乡说对，打小票")).to_be_focused()
    keys.press("Enter")

    expect(tablet.page.get_by_role("heading", name="收货小票")).to_be_visible()
    tablet.must_have_sent(2)
    rows = WeighIn.objects.order_by("pk")
    assert [(row.gross_grams, row.tare_grams, row.grade.rank) for row in rows] == [
        (24_350, 750, 2),
        (15_100, 750, 2),
    ]
    assert {row.household_id for row in rows} == {given.household.pk}
    assert {row.quota_id is not None for row in rows} == {True}
    numbers = set(DeputyAct.objects.values_list("receipt_no", flat=True))
    assert numbers == {"1-20160912-0001"}
    assert tablet.page.get_by_text("1-20160912-0001").count() == 1


def test_sums_are_those_of_the_books_and_say_that_the_price_is_a_reference(
    tablet: Tablet, given: Desk
) -> None:
    page = to_the_scale(tablet)
    expect(page.locator(".who-card")).to_contain_text("3.20 元/斤 参考价")
    weigh(page, "49.5")
    weigh(page, "48.1")
    page.get_by_label("毛重").fill("48.7")

    cells = page.locator(".crates tbody tr").all_inner_texts()
    assert ["".join(cell.split("\t")[1:3]) for cell in cells] == [
        "48.0 斤153.60 元",
        "46.6 斤149.12 元",
        "47.2 斤151.04 元",
    ]
    whole = sum(total_fen(grams=g, fen_per_kg=PRICE_FEN_PER_KG) for g in (24_000, 23_300, 23_600))
    expect(page.locator(".crates-sum")).to_contain_text(f"{whole / 100:.2f} 元")
    assert page.get_by_text("按参考价算").count() == 1


def test_the_keys_on_the_screen_write_into_the_box_that_is_on(tablet: Tablet, given: Desk) -> None:
    page = to_the_scale(tablet)
    for key in "1.55":
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="删一位").click()
    page.get_by_role("button", name="当皮重").click()
    expect(page.get_by_label("皮重")).to_have_value("1.5")
    for key in "48.7":
        page.get_by_role("button", name=key, exact=True).click()
    expect(page.locator(".scale output")).to_have_text("47.2")
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_label("毛重")).to_have_value("")
    expect(page.get_by_label("毛重")).to_be_focused()


def test_without_a_network_a_number_is_enough_and_the_slip_says_that_it_waits(
    tablet: Tablet, given: Desk
) -> None:
    tablet.open("#/weigh")
    page = tablet.page
    tablet.context.set_offline(True)
    # A scanner types fast, wherever the focus is, and ends with Enter.
    page.get_by_role("heading", level=1).focus()
    page.keyboard.type(CODE)
    page.keyboard.press("Enter")
    expect(page.locator(".who-card")).to_contain_text("户编号 …0998")
    page.get_by_role("button", name="百香果 二级").click()
    weigh(page, "48.7")
    page.get_by_role("button", name="称完了").click()
    page.get_by_role("button", name="老乡说对").click()
    expect(page.locator(".ticket")).to_contain_text("待传")
    assert CODE not in page.locator(".ticket").inner_text()

    tablet.reload()
    expect(page.locator(".ticket")).to_contain_text("47.2 斤")
    tablet.context.set_offline(False)

    expect(page.locator(".ticket")).to_contain_text("已传")
    assert WeighIn.objects.get().household_id == given.household.pk


def test_what_was_typed_is_there_after_the_page_was_loaded_anew(
    tablet: Tablet, given: Desk
) -> None:
    page = to_the_scale(tablet)
    weigh(page, "49.5")
    page.get_by_label("毛重").fill("48.7")

    tablet.reload()

    expect(page.get_by_label("毛重")).to_have_value("48.7")
    expect(page.get_by_label("皮重")).to_have_value("1.5")
    expect(page.locator(".who-card")).to_contain_text("韦*生")
    expect(page.locator(".crates tbody tr")).to_have_count(2)


@pytest.mark.parametrize("is_sent", [True, False])
def test_a_wrong_crate_is_taken_back_before_and_after_it_was_sent(
    tablet: Tablet, given: Desk, is_sent: bool
) -> None:
    page = to_the_scale(tablet)
    tablet.context.set_offline(not is_sent)
    weigh(page, "49.5")
    weigh(page, "94.5")
    if is_sent:
        tablet.must_have_sent(2)

    page.get_by_role("button", name="第 2 筐不算").click()
    expect(page.get_by_role("button", name="留着")).to_be_focused()
    page.get_by_role("button", name="不算", exact=True).click()

    expect(page.get_by_text("第 2 筐不算了。")).to_have_count(1)
    expect(page.locator(".crates-sum")).to_contain_text("合计 48.0 斤")
    tablet.context.set_offline(False)
    tablet.must_have_sent(3)
    kept = not_taken_back(WeighIn.objects.all()).get()
    assert kept.grams == 24_000


def test_more_than_the_order_takes_is_said_before_it_is_written_down(
    tablet: Tablet, given: Desk
) -> None:
    page = to_the_scale(tablet, for_order=True)
    weigh(page, "61.5")
    page.get_by_label("毛重").fill("48.7")
    page.get_by_role("button", name="记下这一筐").click()

    fault = page.get_by_role("alert").filter(has_text="订单还收 20 斤")
    expect(fault).to_be_visible()
    expect(page.get_by_label("毛重")).to_be_focused()
    expect(page.get_by_label("毛重")).to_have_value("48.7")
    tablet.must_have_sent(1)


@pytest.mark.parametrize(
    ("gross", "tare", "words"),
    [
        ("", "1.5", "写毛重"),
        ("四十", "1.5", "毛重看不懂"),
        ("1.5", "1.5", "毛重要比皮重大"),
        ("48.7", "x", "皮重看不懂"),
        ("200001.6", "1.5", "最多 200,000 斤"),
    ],
)
def test_a_weight_that_cannot_be_is_refused_in_a_sentence(
    tablet: Tablet, given: Desk, gross: str, tare: str, words: str
) -> None:
    page = to_the_scale(tablet)
    page.get_by_label("毛重").fill(gross)
    page.get_by_label("皮重").fill(tare)
    page.get_by_role("button", name="记下这一筐").click()
    expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    expect(page.get_by_label("毛重")).to_have_value(gross)
    assert tablet.states() == []


def test_a_weight_without_its_point_is_asked_again_and_then_believed(
    tablet: Tablet, given: Desk
) -> None:
    page = to_the_scale(tablet)
    page.get_by_label("毛重").fill("487")
    page.get_by_role("button", name="记下这一筐").click()
    expect(page.get_by_role("alert").filter(has_text="487 斤，对吗")).to_be_visible()
    assert tablet.states() == []
    # A line above takes a changed number for a new question.
    page.get_by_label("毛重").fill("488")
    page.get_by_role("button", name="记下这一筐").click()
    assert tablet.states() == []
    page.get_by_role("button", name="记下这一筐").click()
    expect(page.get_by_label("毛重")).to_have_value("")
    assert len(tablet.states()) == 1


def test_two_quick_taps_record_one_crate(tablet: Tablet, given: Desk) -> None:
    page = to_the_scale(tablet)
    page.get_by_label("毛重").fill("48.7")
    page.get_by_role("button", name="记下这一筐").dblclick()
    expect(page.get_by_label("毛重")).to_have_value("")
    tablet.must_have_sent(1)


def test_a_full_device_says_so_and_keeps_what_was_typed(
    open_tablet: Callable[..., Tablet], given: Desk
) -> None:
    tablet = open_tablet()
    tablet.context.add_init_script(FULL_DISK)
    tablet.register(given.operator)
    page = to_the_scale(tablet)
    page.get_by_label("毛重").fill("48.7")
    page.evaluate("window.isFull = true")
    page.get_by_role("button", name="记下这一筐").click()
    expect(page.get_by_role("alert").filter(has_text="存满了")).to_be_visible()
    expect(page.get_by_label("毛重")).to_have_value("48.7")
    page.evaluate("window.isFull = false")
    page.get_by_role("button", name="记下这一筐").click()
    tablet.must_have_sent(1)


def _big_photo(folder: Path) -> Path:
    """A photo as phones take them: large, and with the place where it was taken."""
    file = folder / "crate.jpg"
    noise = Image.effect_noise((2400, 1800), 90).convert("RGB")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0110] = "SomePhone"
    noise.save(file, "JPEG", quality=95, exif=exif)
    return file


def test_a_photo_goes_with_its_crate_small_and_without_its_place(
    tablet: Tablet, given: Desk, tmp_path: Path
) -> None:
    page = to_the_scale(tablet)
    file = _big_photo(tmp_path)
    assert file.stat().st_size > PHOTO_BYTES_MAX
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("照片跟着下一筐")).to_be_visible()
    tablet.context.set_offline(True)
    weigh(page, "48.7")
    content = b64decode(tablet.call("outbox", "ops")[1]["body"]["photo"])
    assert len(content) <= PHOTO_BYTES_MAX
    assert len(Image.open(BytesIO(content)).getexif()) == 0
    tablet.context.set_offline(False)

    tablet.must_have_sent(2)
    assert WeighPhoto.objects.get().weigh_in.grams == 23_600
    expect(page.get_by_text("拍张照")).to_be_visible()


def test_what_is_no_photo_is_said(tablet: Tablet, given: Desk, tmp_path: Path) -> None:
    page = to_the_scale(tablet)
    file = tmp_path / "not.jpg"
    file.write_bytes(b"no picture")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("这张照片用不了")).to_be_visible()


def test_a_slip_prints_on_a_strip_of_58_mm_as_long_as_itself(tablet: Tablet, given: Desk) -> None:
    page = to_the_scale(tablet)
    weigh(page, "48.7")
    page.get_by_role("button", name="称完了").click()
    page.get_by_role("button", name="老乡说对").click()
    expect(page.locator(".ticket")).to_contain_text("47.2 斤")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    rule = page.evaluate("document.adoptedStyleSheets[0].cssRules[0].cssText")
    assert "58mm" in rule
    tablet.open("#/weigh")
    assert page.evaluate("document.adoptedStyleSheets.length") == 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_step_is_accessible_and_fits(
    open_tablet: Callable[..., Tablet], given: Desk, width: int, language: str
) -> None:
    tablet = open_tablet(width=width)
    tablet.register(given.operator)
    page = tablet.page
    page.evaluate("document.cookie = 'type=large;path=/'")
    tablet.call("words", "speak", language)
    page.reload()
    tablet.open("#/weigh")
    must_be_well_made(page)
    page.locator("#who").fill("韦")
    page.keyboard.press("Enter")
    page.locator(".grade").first.wait_for()
    must_be_well_made(page)
    page.locator(".grade").nth(1).click()
    page.locator("#tare").fill("0.5")
    page.locator("#gross").fill("20")
    page.locator("button[type=submit]").click()
    page.locator(".undo-it").first.click()
    page.locator("#gross").fill("x")
    page.locator("button[type=submit]").click()
    page.locator("details summary").click()
    must_be_well_made(page)
    page.locator("#gross").fill("")
    page.locator(".side .alt.big").click()
    page.locator(".read-out").wait_for()
    must_be_well_made(page)
    page.locator(".btn.big").first.click()
    page.locator(".ticket").wait_for()
    must_be_well_made(page)
