"""The main job, played by four people on four phones: from a pasted message to a contract."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.timezone import localdate

from moli.audit.queries import trail_of
from moli.market.models import Contract, Demand, Lot, Proposal
from moli.market.rules.negotiation import ProposalState
from tests.browser.conftest import Phone
from tests.factories import (
    YAOBU,
    buyer,
    county,
    first_secretary,
    guangzhou,
    junqiao,
    lot,
    nanning,
    organiser,
    passion_fruit,
    tariff,
    village_committee,
)

MESSAGE = "我们村有8万斤百香果,二级以上,3块一斤起,这个月底前要卖掉"
WANTED = "求购百香果60吨，二级以上，送到南宁，最高3块6一斤，20天内要"


def test_a_message_becomes_a_contract(
    open_phone: Callable[..., Phone], transactional_db: None
) -> None:
    county()
    passion_fruit()
    nanning()
    guangzhou()
    junqiao()
    tariff()
    lot(village_code="450181113207", grams=30_000_000, floor_fen_per_kg=650)
    people = {
        "secretary": first_secretary(),
        "head": village_committee(),
        "buyer": buyer(),
        "organiser": organiser(),
    }

    # 1. The first secretary pastes the message that she would send in a chat group.
    village = open_phone()
    village.log_in(people["secretary"])
    page = village.open("web:post_lot")
    page.get_by_label("把平时发群里的话贴在这里").fill(MESSAGE)
    page.get_by_role("button", name="帮我填").click()
    assert page.get_by_label("数量").input_value() == "80,000"
    village.must_be_accessible()
    village.must_fit()
    page.get_by_label("这批货是多少户的").fill("112")
    page.get_by_label("其中贫困户").fill("46")
    page.get_by_role("button", name="发布这批货").click()
    yaobu = Lot.objects.get(village__code=YAOBU)
    assert (yaobu.grams, yaobu.floor_fen_per_kg) == (40_000_000, 600)
    assert yaobu.posted_by_name == people["secretary"].name

    # 2. The buyer does the same with what it wants.
    firm = open_phone()
    firm.log_in(people["buyer"])
    page = firm.open("web:post_demand")
    page.get_by_label("把平时发群里的话贴在这里").fill(WANTED)
    page.get_by_role("button", name="帮我填").click()
    page.get_by_role("button", name="发布这个需求").click()
    demand = Demand.objects.get()
    assert (demand.grams, demand.ceiling_fen_per_kg) == (60_000_000, 720)

    # 3. The organiser runs a round and reads why.
    branch = open_phone()
    branch.log_in(people["organiser"])
    page = branch.open("web:rounds")
    page.get_by_role("button", name="跑一轮").click()
    assert page.get_by_text("已证明最好").first.is_visible()
    branch.must_be_accessible()
    branch.must_fit()
    proposal = Proposal.objects.get(lot=yaobu)
    assert (proposal.demand, proposal.grams) == (demand, 40_000_000)

    # Neither side knows of it yet.
    address = reverse("web:proposal", args=[proposal.uid])
    for side in (village, firm):
        assert side.page.request.get(side.server + address).status == 404

    # 4. The organiser introduces both: only now do they see each other's number.
    page = branch.open("web:proposal", proposal.uid)
    page.get_by_role("button", name="开始牵线").click()
    assert trail_of(kind="proposal", key=proposal.key).filter(verb="market.introduce").count() == 1
    page = village.open("web:proposal", proposal.uid)
    assert page.get_by_text(people["buyer"].phone[-4:]).count() > 0
    assert "3.60" not in page.content()
    village.must_be_accessible()
    village.must_fit()

    # 5. Both accept the same price (for the village its head does), and a contract follows.
    head = open_phone(screen="narrow")
    head.log_in(people["head"])
    page = head.open("web:proposal", proposal.uid)
    head.must_fit()
    page.get_by_role("button", name="同意").click()
    page = firm.open("web:proposal", proposal.uid)
    firm.must_be_accessible()
    page.get_by_role("button", name="同意").click()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.AGREED
    page = branch.open("web:proposal", proposal.uid)
    page.get_by_role("button", name="拟合同").click()
    contract = Contract.objects.get()
    assert contract.price_fen_per_kg == proposal.fair_fen_per_kg
    assert contract.seasons == 2
    page = village.open("web:contract", contract.uid)
    assert contract.number in page.content()
    village.must_be_accessible()
    assert localdate(contract.at).year == 2016
