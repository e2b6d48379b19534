"""Yaobu's forty tonnes to Junqiao on the pages, from the contract to the shares.

The numbers are those of docs/accounting.md §1 and docs/bulk.md.
"""

from __future__ import annotations

from django.urls import reverse

from moli.kernel.identifiers import masked_name
from moli.market.models import Contract
from moli.orders.models import BulkOrder, BulkPart, Claim, Delivery, Quota, WeighIn
from moli.settlement.rules.waterfall import Terms
from tests.factories import Story, key
from tests.factories.bulk import TONNE, contract
from tests.factories.settlement import general_rule
from tests.web.bulk.loads import Desks, families, heads, read, send

NAMES = heads(63)
# What each brings, in jin: 62 times 1,270 and once 1,260 are 80,000.
JIN = dict.fromkeys(NAMES, 1_270) | {NAMES[-1]: 1_260}


def test_forty_tonnes_from_the_contract_to_the_shares(personas: Story) -> None:
    families(NAMES)
    general_rule(Terms(commission_per_mille=30))
    desks = Desks(personas)
    order = _called_off(desks, contract())
    part = order.parts.get()
    _shared_out(desks, part)
    _weighed_in(desks, part)
    delivery = _sent(desks, part)
    claim = _accepted_with_a_claim(desks, delivery)
    _paid(desks, delivery, reference="ICBC-1", left="250,880")
    _shared_among(desks, delivery, homes="234,953.60", station="7,526.40")
    _settled_by_halves(desks, claim)
    _paid(desks, delivery, reference="ICBC-2", left="2,560")
    _shared_among(desks, delivery, homes="237,436.80", station="7,603.20")
    assert "还差</dt><dd>0 元" in read(desks.buyer, "bulk_order", order.uid)


def _called_off(desks: Desks, agreed: Contract) -> BulkOrder:
    """The buyer takes everything from the contract's page, and taps twice."""
    address = f"{reverse('web:call_off')}?contract={agreed.uid}"
    assert address in read(desks.buyer, "contract", agreed.uid)
    assert "还能提 80,000 斤（40 吨）" in desks.buyer.get(address).content.decode()
    said = {
        f"grams_{agreed.uid}": "8万",
        "deliver_by_on": "2016-09-25",
        "poor_percent": "50",
        "unit": "斤",
        "request_key": str(key()),
    }
    for _ in range(2):
        assert desks.buyer.post(address, said).status_code == 302
    order = BulkOrder.objects.get()
    assert order.poor_per_mille == 500
    part = order.parts.get()
    assert (part.grams, part.price_fen_per_kg) == (40 * TONNE, 640)
    return order


def _shared_out(desks: Desks, part: BulkPart) -> None:
    """The village pastes its list, looks how it would be shared, shares it and prints it."""
    assert "80,000 斤没分到户" in read(desks.village, "bulk_orders")
    lines = "\n".join(f"{name}\t{jin:,}" for name, jin in JIN.items())
    for _ in range(2):
        answer = send(desks.village, "name_suppliers", part.uid, act="many", lines=lines)
        assert answer.status_code == 302
    assert Quota.objects.count() == 63
    assert "贫困户先分 40,000 斤" in read(desks.village, "share_out", part.uid)
    for _ in range(2):
        assert send(desks.village, "share_out", part.uid).status_code == 302
    part.refresh_from_db()
    assert part.granted_grams == 40 * TONNE
    paper = read(desks.village, "part_list", part.uid)
    assert all(name in paper for name in NAMES)
    assert "贫困" not in paper


def _weighed_in(desks: Desks, part: BulkPart) -> None:
    """The station weighs every household with its crates, each slip once."""
    assert "1,270 斤" in read(desks.station, "weigh_supplier", part.uid, 1)
    said = {"grade": str(part.lot.grade_id), "harvested_on": "2016-09-12", "storage": "AMBIENT"}
    for place, jin in enumerate(JIN.values(), start=1):
        scale = {"gross": f"{jin + 60}", "tare": "60", "request_key": str(key())}
        for _ in range(2):
            answer = send(desks.station, "weigh_supplier", part.uid, place, **said, **scale)
            assert answer.status_code == 302
    assert WeighIn.objects.count() == 63
    assert "都送齐了" in read(desks.station, "weigh_part", part.uid)
    assert "净重" in read(desks.station, "weigh_slip", WeighIn.objects.order_by("pk")[0].uid)


def _sent(desks: Desks, part: BulkPart) -> Delivery:
    """All that was brought leaves on one truck."""
    loads = [str(uid) for uid in WeighIn.objects.order_by("pk").values_list("uid", flat=True)]
    said = {"loads": loads, "freight": "6,000", "packaging": "2,400", "request_key": str(key())}
    assert send(desks.village, "send_delivery", part.uid, **said).status_code == 302
    delivery = Delivery.objects.get()
    assert delivery.sent_grams == 40 * TONNE
    assert (delivery.freight_fen, delivery.packaging_fen) == (600_000, 240_000)
    return delivery


def _accepted_with_a_claim(desks: Desks, delivery: Delivery) -> Claim:
    """The buyer's scale says all of it; two per cent are damaged. First the sum, then the yes."""
    assert "到了请验收" in read(desks.buyer, "bulk_orders")
    said = {"received": "80,000", "finding": "claim", "claimed": "1,600", "reason": "DAMAGED"}
    said["request_key"] = str(key())
    shown = send(desks.buyer, "accept_delivery", delivery.uid, act="check", **said)
    assert "现在该付 250,880 元" in shown.content.decode()
    assert "<dd>5,120 元</dd>" in shown.content.decode()
    delivery.refresh_from_db()
    assert delivery.total_fen is None
    for _ in range(2):
        answer = send(desks.buyer, "accept_delivery", delivery.uid, act="send", **said)
        assert answer.status_code == 302
    delivery.refresh_from_db()
    assert delivery.total_fen == 25_600_000
    claim = Claim.objects.get()
    assert claim.held_fen == 512_000
    return claim


def _paid(desks: Desks, delivery: Delivery, *, reference: str, left: str) -> None:
    """The office finds what is due on its list and writes the bank's slip down, twice: once."""
    assert f"等南宁君桥打来 {left} 元" in read(desks.office, "bulk_orders")
    said = {"bank_reference": reference, "total": left}
    for _ in range(2):
        assert send(desks.office, "remittance", delivery.uid, **said).status_code == 302
    assert delivery.remittances.filter(bank_reference=reference).count() == 1
    assert f"等南宁君桥打来 {left} 元" not in read(desks.office, "bulk_orders")


def _settled_by_halves(desks: Desks, claim: Claim) -> None:
    """The village names half, the buyer sees what that means and agrees."""
    said = {"act": "propose", "upheld": "800"}
    assert send(desks.village, "claim_outcome", claim.uid, **said).status_code == 302
    page = read(desks.buyer, "claim", claim.uid)
    assert "不用付</dt><dd>2,560 元" in page
    assert "还要付</dt><dd>2,560 元" in page
    said["act"] = "agree"
    for _ in range(2):
        assert send(desks.buyer, "claim_outcome", claim.uid, **said).status_code == 302
    claim.refresh_from_db()
    assert claim.settled_at is not None


def _shared_among(desks: Desks, delivery: Delivery, *, homes: str, station: str) -> None:
    """The office shares what has come, twice: once; sums are those of both stages together."""
    assert "石塘镇 瑶埠村的货款到了，可以分账" in read(desks.office, "bulk_orders")
    for _ in range(2):
        assert send(desks.office, "settle_delivery", delivery.uid).status_code == 302
    page = read(desks.village, "delivery", delivery.uid)
    for fen in (homes, station, "6,000", "2,400"):
        assert f"{fen} 元" in page
    # The buyer sees where the money went, and no household.
    seen = read(desks.buyer, "delivery", delivery.uid)
    assert f"{homes} 元" in seen
    assert masked_name(NAMES[0]) not in seen
