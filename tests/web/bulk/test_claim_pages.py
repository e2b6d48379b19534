"""Acceptance with and without a claim, photos of every kind, later claims, the outcome."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from moli.orders.models import Claim, ClaimPhoto, Delivery
from tests.factories import NOW, Story, buyer, enterprise, key
from tests.factories.bulk import KG, TONNE, accepted, called_off, contract, first_part, sent
from tests.unchanged import unchanged
from tests.web.bulk.loads import Desks, desk, read, send
from tests.web.today.reading import words_of

CLAIM = {"received": "1,200", "finding": "claim", "claimed": "24", "reason": "ROTTEN"}
# The county seat: 22° 41′ N, 109° 16′ E, as a phone writes it beside a picture.
GPS = {1: "N", 2: (22.0, 41.0, 0.0), 3: "E", 4: (109.0, 16.0, 0.0)}
GPS_TAG = 0x8825


@pytest.fixture
def desks(personas: Story) -> Desks:
    return Desks(personas)


@pytest.fixture
def delivery(personas: Story) -> Delivery:
    """Six hundred kilograms of three households, on their way."""
    part = first_part(called_off(contract(grams=TONNE), grams=600 * KG))
    return sent(part=part, mosts=[200 * KG] * 3, freight_fen=0, packaging_fen=0)


def _picture(size: tuple[int, int] = (800, 600), *, kind: str = "JPEG") -> bytes:
    content = io.BytesIO()
    picture = Image.new("RGB", size, "orange")
    exif = picture.getexif()
    exif[GPS_TAG] = GPS
    picture.save(content, kind, **({"exif": exif} if kind == "JPEG" else {}))
    return content.getvalue()


def _bomb(points: int = 50_000) -> bytes:
    """A PNG of a few hundred bytes that says it has points times points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + sum_

    head = struct.pack(">IIBBBBB", points, points, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1_000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _upload(*contents: bytes, name: str = "IMG_0001.jpg") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, each, content_type="image/jpeg") for each in contents]


def _claimed(desks: Desks, delivery: Delivery, *contents: bytes) -> Claim:
    answer = send(
        desks.buyer, "accept_delivery", delivery.uid, act="send", photos=_upload(*contents), **CLAIM
    )
    assert answer.status_code == 302
    return Claim.objects.get()


def test_everything_good_is_accepted_after_the_sum_was_shown(
    desks: Desks, delivery: Delivery
) -> None:
    assert 'value="1,200"' in read(desks.buyer, "accept_delivery", delivery.uid)
    said = {"received": "1,190", "finding": "good"}
    with unchanged():
        page = send(desks.buyer, "accept_delivery", delivery.uid, act="check", **said)
    words = words_of(page.content.decode())
    assert "现在该付 3,808 元" in words
    assert "路上少了 10 斤" in words
    assert "照片" not in words
    for _ in range(2):
        assert (
            send(desks.buyer, "accept_delivery", delivery.uid, act="send", **said).status_code
            == 302
        )
    delivery.refresh_from_db()
    assert (delivery.received_grams, delivery.total_fen) == (595 * KG, 380_800)
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"received": "1,201", "finding": "good"}, "实收 1,201 斤 不行"),
        ({"received": "0", "finding": "good"}, "实收 0 斤 不行，要大于 0"),
        ({**CLAIM, "received": "0"}, "实收 0 斤 不行，要大于 0"),
        ({"received": "1,200"}, "选一个：全部合格，还是有一部分不行"),
        ({"received": "1,200", "finding": "claim"}, "写一下不行的有多少"),
        ({"received": "1,200", "finding": "claim", "claimed": "20"}, "选一个原因"),
        ({**CLAIM, "claimed": "1,300"}, "不能超过实收的 1,200 斤"),
        ({**CLAIM, "claimed": "些许"}, "“些许”看不懂"),
        ({**CLAIM, "reason": "UGLY"}, "选一个原因"),
    ],
)
@pytest.mark.parametrize("act", ["check", "send"])
def test_an_acceptance_that_cannot_be_says_why_and_loses_nothing(
    desks: Desks, delivery: Delivery, said: dict[str, str], sentence: str, act: str
) -> None:
    with unchanged():
        answer = send(desks.buyer, "accept_delivery", delivery.uid, act=act, **said)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert f'value="{said["received"]}"' in page


def test_going_back_to_mend_keeps_what_was_typed(desks: Desks, delivery: Delivery) -> None:
    with unchanged():
        page = send(desks.buyer, "accept_delivery", delivery.uid, act="edit", **CLAIM)
    assert 'value="24"' in page.content.decode()
    assert "算一算" in page.content.decode()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_small_and_without_its_place(
    desks: Desks, delivery: Delivery, kind: str
) -> None:
    claim = _claimed(desks, delivery, _picture((4_000, 3_000), kind=kind))
    photo = claim.photos.get()
    assert (photo.width, photo.height) == (1_600, 1_200)
    for person in (desks.buyer, desks.village, desks.station, desks.office):
        answer = person.get(reverse("web:claim_photo", args=[claim.uid, 1]))
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert "no-store" in answer["Cache-Control"]
        shown = Image.open(io.BytesIO(answer.content))
        assert shown.format == "JPEG"
        assert not shown.getexif()
    assert b"Exif" not in bytes(photo.content)


def test_photos_are_for_the_two_sides_and_the_office_only(
    desks: Desks, delivery: Delivery, personas: Story
) -> None:
    claim = _claimed(desks, delivery, _picture())
    url = reverse("web:claim_photo", args=[claim.uid, 1])
    elsewhere = enterprise(place=9, name="桂林果业有限公司", short_name="桂林果业")
    others = [buyer(enterprise=elsewhere)]
    others += [personas.organiser, personas.leader, personas.auditor, personas.stranger]
    for person in others:
        assert desk(person).get(url).status_code == 404
    for place in (0, 2, 999):
        other = reverse("web:claim_photo", args=[claim.uid, place])
        assert desks.buyer.get(other).status_code == 404


def _not_an_image() -> bytes:
    return b"<html><script>alert(1)</script>" * 40


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (_not_an_image(), "有一张照片打不开"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 400, "有一张照片打不开"),
        (b"GIF89a" + b"\0" * 60, "有一张照片打不开"),
        (_bomb(), "有一张照片打不开"),
        (_picture()[:400], "有一张照片打不开"),
        (b"\xff\xd8\xff" + b"\0" * 20_000_000, "有一张照片太大"),
    ],
    ids=["a page", "half a head", "gif", "bomb", "cut off", "20 MB"],
)
def test_what_is_no_photo_is_refused_and_nothing_is_accepted(
    desks: Desks, delivery: Delivery, content: bytes, sentence: str
) -> None:
    with unchanged():
        answer = send(
            desks.buyer,
            "accept_delivery",
            delivery.uid,
            act="send",
            photos=_upload(_picture(), content),
            words="烂了两筐",
            **CLAIM,
        )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "烂了两筐" in page
    assert "照片要重新选一次" in page
    assert 'value="24"' in page
    assert "alert(1)" not in page


def test_six_photos_are_taken_and_seven_are_not(desks: Desks, delivery: Delivery) -> None:
    pictures = [_picture((100 + place, 80)) for place in range(7)]
    with unchanged():
        answer = send(
            desks.buyer,
            "accept_delivery",
            delivery.uid,
            act="send",
            photos=_upload(*pictures),
            **CLAIM,
        )
    assert "最多 6 张" in answer.content.decode()
    claim = _claimed(desks, delivery, *pictures[:6])
    assert claim.photos.count() == 6
    page = read(desks.village, "claim", claim.uid)
    assert page.count('<img class="photo"') == 6


def test_no_name_of_a_file_reaches_a_page_or_the_table(desks: Desks, delivery: Delivery) -> None:
    photos = _upload(_picture(), name="../../韦永生 13800000000.jpg")
    send(desks.buyer, "accept_delivery", delivery.uid, act="send", photos=photos, **CLAIM)
    claim = Claim.objects.get()
    assert "韦永生" not in read(desks.buyer, "claim", claim.uid)
    stored = ClaimPhoto.objects.values("digest", "width", "height").get()
    assert set(stored) == {"digest", "width", "height"}
    assert not list(Path.cwd().glob("*13800000000*"))


def test_a_tap_twice_with_photos_is_one_claim(desks: Desks, delivery: Delivery) -> None:
    said = {**CLAIM, "request_key": str(key()), "act": "send"}
    for _ in range(2):
        answer = send(
            desks.buyer, "accept_delivery", delivery.uid, photos=_upload(_picture()), **said
        )
        assert answer.status_code == 302
    assert Claim.objects.get().photos.count() == 1


def test_a_claim_comes_within_a_day(
    desks: Desks, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(delivery)
    assert "提质量异议" in read(desks.buyer, "delivery", delivery.uid)
    said = {"claimed": "24", "reason": "DAMAGED", "request_key": str(key())}
    page = send(desks.buyer, "claim_delivery", delivery.uid, act="check", **said)
    assert "现在该付 3,763.20 元" in words_of(page.content.decode())
    late = NOW + timedelta(hours=24, minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr("moli.interfaces.clock.now", lambda: late)
        with unchanged():
            assert (
                send(desks.buyer, "claim_delivery", delivery.uid, act="send", **said).status_code
                == 302
            )
        assert "提质量异议" not in read(desks.buyer, "delivery", delivery.uid)
    for _ in range(2):
        assert (
            send(desks.buyer, "claim_delivery", delivery.uid, act="send", **said).status_code == 302
        )
    assert Claim.objects.get().held_fen == 7_680


def test_an_outcome_is_named_by_one_side_and_agreed_by_the_other(
    desks: Desks, delivery: Delivery
) -> None:
    claim = _claimed(desks, delivery)
    with unchanged():
        answer = send(desks.village, "claim_outcome", claim.uid, act="propose", upheld="25")
    assert "认可 25 斤 不行，应在 0 到提出的 24 斤 之间" in words_of(answer.content.decode())
    assert 'value="25"' in answer.content.decode()
    send(desks.village, "claim_outcome", claim.uid, act="propose", upheld="10")
    assert "等对方同意" in words_of(read(desks.village, "claim", claim.uid))
    # Neither who said it nor the office, which stands on the same side, agrees to it.
    for person in (desks.village, desks.office):
        assert "同意，认" not in read(person, "claim", claim.uid)
        with unchanged():
            send(person, "claim_outcome", claim.uid, act="agree", upheld="10")
    # The buyer agrees to what it saw and to nothing else.
    with unchanged():
        send(desks.buyer, "claim_outcome", claim.uid, act="agree", upheld="12")
    assert "同意，认 10 斤" in words_of(read(desks.buyer, "claim", claim.uid))
    send(desks.buyer, "claim_outcome", claim.uid, act="agree", upheld="10")
    claim.refresh_from_db()
    assert (claim.state, claim.upheld_grams) == ("SETTLED", 5 * KG)


def test_the_buyer_may_name_another_outcome(desks: Desks, delivery: Delivery) -> None:
    claim = _claimed(desks, delivery)
    send(desks.village, "claim_outcome", claim.uid, act="propose", upheld="10")
    send(desks.buyer, "claim_outcome", claim.uid, act="propose", upheld="20")
    page = words_of(read(desks.village, "claim", claim.uid))
    assert "买方说" in page
    assert "不用付 64 元" in page
    send(desks.village, "claim_outcome", claim.uid, act="agree", upheld="20")
    claim.refresh_from_db()
    assert claim.upheld_grams == 10 * KG


def test_a_station_reads_a_claim_and_does_not_speak(desks: Desks, delivery: Delivery) -> None:
    claim = _claimed(desks, delivery)
    assert "怎么了结" not in read(desks.station, "claim", claim.uid)
    with unchanged():
        send(desks.station, "claim_outcome", claim.uid, act="propose", upheld="10")


def test_a_picture_is_looked_at_by_its_content_not_its_name(
    desks: Desks, delivery: Delivery, client: Client
) -> None:
    photos = _upload(_picture(kind="PNG"), name="x.exe")
    answer = send(desks.buyer, "accept_delivery", delivery.uid, act="send", photos=photos, **CLAIM)
    assert answer.status_code == 302
    assert Claim.objects.get().photos.count() == 1
