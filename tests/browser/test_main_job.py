"""The main job, played by four people on four phones: from a pasted message to a contract."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.timezone import localdate

from moli.accounts.models import User
from moli.audit.queries import trail_of
from moli.market.models import Contract, Demand, Lot, Proposal
from moli.market.rules.negotiation import ProposalState
from tests.browser.conftest import Phone
from tests.factories import (
    HEGUI,
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


def a_county_with_a_rival_lot() -> None:
    """Everything that exists before anybody takes up a phone."""
    county()
    passion_fruit()
    nanning()
    guangzhou()
    junqiao()
    tariff()
    lot(village_code=HEGUI, grams=30_000_000, floor_fen_per_kg=650)


def test_a_message_becomes_a_contract(
    open_phone: Callable[..., Phone], transactional_db: None
) -> None:
    a_county_with_a_rival_lot()
    secretary, firm_buyer = first_secretary(), buyer()
    village, head = open_phone(), open_phone(screen="narrow")
    firm, branch = open_phone(), open_phone()
    village.log_in(secretary)
    head.log_in(village_committee())
    firm.log_in(firm_buyer)
    branch.log_in(organiser())

    yaobu = post_the_lot(village, by=secretary)
    demand = post_the_demand(firm)
    proposal = run_a_round(branch, yaobu=yaobu)
    assert (proposal.demand, proposal.grams) == (demand, 40_000_000)
    nobody_was_told(proposal, village, head, firm)
    introduce(branch, proposal)
    the_other_sides_number_is_there(village, proposal, number=firm_buyer.phone)
    both_accept(proposal, head, firm)
    contract = draw_up(branch, proposal)

    page = village.open("web:contract", contract.uid)
    assert contract.number in page.content()
    village.must_be_accessible()
    village.must_fit()


def post_the_lot(village: Phone, *, by: User) -> Lot:
    """The first secretary pastes the message that she would send in a chat group."""
    page = village.open("web:post_lot")
    page.get_by_label("把平时发群里的话贴在这里").fill(MESSAGE)
    page.get_by_role("button", name="帮我填").click()
    assert page.get_by_label("数量").input_value() == "80,000"
    village.must_be_accessible()
    village.must_fit()
    page.get_by_label("这批货是多少户的").fill("112")
    page.get_by_label("其中贫困户").fill("46")
    page.get_by_role("button", name="发布这批货").click()
    posted = Lot.objects.get(village__code=YAOBU)
    assert (posted.grams, posted.floor_fen_per_kg) == (40_000_000, 600)
    assert posted.posted_by_name == by.name
    return posted


def post_the_demand(firm: Phone) -> Demand:
    """The buyer does the same with what it wants."""
    page = firm.open("web:post_demand")
    page.get_by_label("把平时发群里的话贴在这里").fill(WANTED)
    page.get_by_role("button", name="帮我填").click()
    page.get_by_role("button", name="发布这个需求").click()
    posted = Demand.objects.get()
    assert (posted.grams, posted.ceiling_fen_per_kg) == (60_000_000, 720)
    return posted


def run_a_round(branch: Phone, *, yaobu: Lot) -> Proposal:
    """The organiser runs a round and reads that it is proved."""
    page = branch.open("web:rounds")
    page.get_by_role("button", name="跑一轮").click()
    assert page.get_by_text("已证明最好").first.is_visible()
    branch.must_be_accessible()
    branch.must_fit()
    return Proposal.objects.get(lot=yaobu)


def nobody_was_told(proposal: Proposal, *sides: Phone) -> None:
    """Before the introduction the page is not there for either side."""
    address = reverse("web:proposal", args=[proposal.uid])
    for side in sides:
        assert side.page.request.get(side.server + address).status == 404


def introduce(branch: Phone, proposal: Proposal) -> None:
    """The organiser of the branch that leads both brings them together; the trail says so."""
    page = branch.open("web:proposal", proposal.uid)
    page.get_by_role("button", name="开始牵线").click()
    trail = trail_of(kind="proposal", key=proposal.key)
    assert trail.filter(verb="market.introduce").count() == 1


def the_other_sides_number_is_there(side: Phone, proposal: Proposal, *, number: str) -> None:
    """The number of the other side can be called; its ceiling is still its own."""
    page = side.open("web:proposal", proposal.uid)
    assert page.locator(f'a[href="tel:{number}"]').count() == 1
    assert "3.60" not in page.content()
    side.must_be_accessible()
    side.must_fit()


def both_accept(proposal: Proposal, *sides: Phone) -> None:
    """Each side accepts the price that lies on the table."""
    for side in sides:
        page = side.open("web:proposal", proposal.uid)
        side.must_be_accessible()
        side.must_fit()
        page.get_by_role("button", name="同意").click()
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.AGREED


def draw_up(branch: Phone, proposal: Proposal) -> Contract:
    """The organiser draws up the contract of both sides' answers."""
    page = branch.open("web:proposal", proposal.uid)
    page.get_by_role("button", name="拟合同").click()
    contract = Contract.objects.get()
    assert contract.price_fen_per_kg == proposal.fair_fen_per_kg
    assert (contract.grams, contract.seasons) == (40_000_000, 2)
    assert localdate(contract.at).year == 2016
    return contract
