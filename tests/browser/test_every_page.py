"""Every page on the narrowest phone and on a desk: it fits, axe is content, the line is spared.

A new address fails the first test until it is written down here, with who looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest
from django.urls import get_resolver, reverse
from playwright.sync_api import Response

from moli.households.rules.people import Relation
from moli.interfaces.access import RIGHTS
from moli.market.models import Contract, Proposal
from moli.market.services.running_rounds import run_round
from moli.orders.models import Order
from tests.browser.conftest import Phone
from tests.factories import (
    NOW,
    TESTER,
    YAOBU,
    Story,
    agreed,
    contracted,
    demand,
    household,
    introduced,
    key,
    lot,
    person_facts,
    station,
    town_office,
)
from tests.factories.orders import placed, stocked
from tests.web.bulk.things import bulk_things
from tests.web.closings.things import closing_things
from tests.web.pairings.things import pairing_things
from tests.web.parcels.things import desk_things
from tests.web.party.branch_things import branch_things
from tests.web.party.life import county_roll, life_things
from tests.web.payouts.things import money_things
from tests.web.registry.records import full_household
from tests.web.registry.things import batch_of, notice_of, procedure_of, withdrawn_in
from tests.web.stations.things import kept, station_things
from tests.web.transfers.things import transfer_things

WEIGHT_BYTES_MAX = 60 * 1024

# Who looks at which pages; a page of several roles is looked at by the one that can do most.
LOOKED_AT: Mapping[str, Sequence[str]] = {
    "": (
        *("first", "data", "privacy", "help", "gallery", "login", "lots", "demands"),
        *("how_matched", "prices"),
        *("trace_enter", "trace"),
        *("shop", "shop_article", "shop_basket", "shop_checkout", "shop_find", "shop_order", "pay"),
        *("posts", "party_rules"),
    ),
    "first_secretary": (
        *("today", "me", "post_lot", "import_lots", "lot", "change_lot", "withdraw_lot"),
        *("proposals", "proposal", "contracts", "contract"),
        *("registry", "register_household", "glass", "household", "household_print"),
        *("change_household", "open_phone", "join_member", "pass_headship", "set_income"),
        *("set_living", "set_responsible", "set_consent", "change_member", "leave_member"),
        *("open_number", "procedures", "start_procedure", "procedure", "notice"),
        *("quality", "quality_rule", "household_waive", "standards", "export_roster"),
        *("statements", "statement", "statement_print", "name_bank_account", "open_bank_account"),
        *("bulk_orders", "bulk_order", "bulk_part", "part_list", "name_suppliers", "share_out"),
        *("give_up", "weigh_part", "weigh_supplier", "weigh_slip", "send_delivery"),
        *("pairings", "pairing", "promise_pairing", "set_measure", "close_measure", "log_visit"),
        *("report_result", "answer_result", "review_pairing", "household_words"),
        *("household_word", "end_pairing"),
    ),
    "town_office": ("today", "registry", "procedures", "procedure", "import_roster"),
    "station_operator": (
        *("today", "post_lot", "report_price"),
        *("stock", "find_grower", "weigh", "weigh_in", "write_off_grams", "productions"),
        *("produce", "production", "write_off_units", "stock_articles", "new_article"),
        *("stock_article", "parcels", "parcel", "find_payment", "confirm_payment", "take_back"),
        *("parcel_labels", "station_earnings", "own_share"),
        *("stock_transfers", "near_stock", "stock_transfer", "transfer_slip"),
        *("receive_stock", "cancel_transfer", "write_off_received"),
        *("station", "pause_station", "reopen_station", "new_equipment", "equipment_gone"),
        *("join_team", "leave_team", "own_household", "station_shares", "end_station_shares"),
        *("new_station_task", "revoke_device"),
        *("find_deputy", "deputy"),
        *("station_closings", "station_closing", "closing_slip"),
    ),
    "organiser": (
        *(
            "today",
            "branches",
            "branch",
            "found_branch",
            "party_member",
            "rounds",
            "round",
            "round_product",
            "proposals",
            "proposal",
        ),
        *("demand_proposals", "contracts"),
        *("activities", "plan_activity", "activity", "hold_activity", "activity_print"),
        *("branch_posts", "apply_for_post", "demo_post"),
        *("seat_branch", "subordinate", "lead", "disband_branch", "elect", "by_elect"),
        *("name_group_leader", "register_party_member", "make_full_member", "belong"),
        *("end_member_position", "leave_the_party"),
        *("pair_plans", "pair_plan"),
    ),
    "buyer": (
        *("today", "post_demand", "demand", "withdraw_demand", "proposal"),
        *("bulk_orders", "bulk_order", "call_off", "quote", "delivery", "delivery_note"),
        *("accept_delivery", "claim_delivery", "claim"),
    ),
    "office": (
        "pay_desk",
        *("stations", "open_station", "station", "station_services", "close_station"),
        *("plans", "plan_targets", "set_plan_target"),
        *("today", "trail", "openings", "enterprise", "post_demand", "enter_line"),
        *("stock", "new_article", "parcels"),
        *("withdraw_household", "withdrawn", "erase_household"),
        *("payouts", "payout_batch", "payout_list", "payout_results", "returned_payouts"),
        *("payouts_without_account", "hand_over", "waterfall_rules", "set_waterfall_rule"),
        *("takers", "pay_taker"),
        *("end_waterfall_rule", "statements", "books", "journal", "close_month", "transfer"),
        *("account_statement", "book_accounts"),
        *("registry", "batches", "batch", "import_roster", "registry_figures"),
        *("bulk_orders", "offer_quote", "move_shortfall", "delivery", "remittance"),
        *("party_rules", "set_party_rule"),
        *("closings", "wares", "new_ware", "ware_price", "ware_end"),
        *("agree_transfer", "decline_transfer", "hand_over_stock"),
    ),
    "leader": (
        *("today", "rounds", "round", "registry_figures", "sales_figures", "poverty"),
        *("plans", "plan_indicator", "plans_print"),
        *("station_coverage", "villages_to_reach", "quiet_stations", "next_stations"),
        "books",
    ),
    "auditor": ("today", "trail", "openings", "payouts", "payout_batch", "transfer"),
}
# Addresses that only take a form, or send a file.
NO_PAGE = {
    "call_off_pause",
    "end_station_task",
    "answer_pairing",
    "plan_download",
    "make_payout_batch",
    "approve_payout_batch",
    "cancel_payout_batch",
    "draw_up_statements",
    "release_earnings",
    "logout",
    "own_wish",
    "run_round",
    "introduce_product",
    "introduce_proposal",
    "answer_proposal",
    "draw_up_contract",
    "lot_template",
    "round_product_download",
    "household_end_waiver",
    "roster_template",
    "merge_batch",
    "undo_batch",
    "place_order",
    "pay_notify_wechat",
    "pay_notify_alipay",
    "pay_repaid",
    # Waits at a channel, which no test here has: tests/browser/test_paying.py looks at it.
    "pay_way",
    "shop_cancel",
    "answer_quote",
    "end_bulk_order",
    "settle_delivery",
    "reallocate",
    "claim_outcome",
    "switch_article",
    "price_article",
    "sell_article",
    "parcel_step",
    # A list of one village, which its address names: tests/web/stock/test_weighing_pages.py.
    "pick_grower",
    # What is asked of whom stands in its address: tests/browser/test_transfers.py looks at it.
    "ask_transfer",
    # A picture, on the page of its claim: tests/web/bulk/test_claim_pages.py looks at it.
    "claim_photo",
    "call_off_activity",
    # A picture, on the page of its activity: tests/web/party/test_holding_page.py looks at it.
    "activity_photo",
}


def test_every_address_is_looked_at() -> None:
    assert get_resolver().url_patterns  # the addresses fill the rights while they load
    looked_at = {name for names in LOOKED_AT.values() for name in names}

    # The counter is one app of its own: tests/browser looks at its screens, tests/web/counter at
    # what devices and it say to each other.
    pages = {name for name in RIGHTS if name.startswith("web:")}
    assert {f"web:{name}" for name in looked_at | NO_PAGE} == pages


@pytest.fixture
def town(personas: Story) -> Story:
    """The worked example in all its stages: fresh, introduced, agreed, contracted."""
    introduced(personas.proposal)
    agreed()
    contracted()
    lot(grams=FRESH_GRAMS)
    demand(grams=9_000_000)
    stocked(5, code=ARTICLE)
    placed(ARTICLE)
    run_round(request_key=key(), seed=0, by=TESTER, at=NOW)
    return personas


@pytest.fixture
def registry(town: Story) -> Mapping[str, Sequence[object]]:
    """A household with a history, and something of every kind that a page can be about."""
    row = full_household()
    head = row.members.get(relation=Relation.HEAD)
    poorly_known = household(people=[person_facts(ethnicity="")])
    procedure = procedure_of(poorly_known)
    notice = notice_of(household())
    return {
        **dict.fromkeys(OF_HOUSEHOLD, (row.uid,)),
        **dict.fromkeys(("set_income", "set_living"), (row.uid, 2015)),
        **dict.fromkeys(("change_member", "open_number"), (head.uid,)),
        "leave_member": [row.members.exclude(relation=Relation.HEAD).order_by("pk")[0].uid],
        "start_procedure": [household().uid],
        "procedure": [procedure.uid],
        "notice": [notice.uid],
        "household_waive": [poorly_known.uid, "blanks.ethnicity"],
        "quality_rule": ["blanks.ethnicity"],
        "batch": [batch_of(YAOBU).uid],
        **bulk_things(),
        **desk_things(),
        **transfer_things(given=True),
        "erase_household": [withdrawn_in(YAOBU).uid],
        **money_things(),
        **pairing_things(),
        **life_things(county_roll()),
        **branch_things(),
        **station_things(kept(town.people["station_operator"])),
        **closing_things(station()),
        "set_party_rule": ["sizes"],
    }


ARTICLE = "jasmine-250"
FRESH_GRAMS = 7_000_000
OF_HOUSEHOLD = (
    *("household", "household_print", "change_household", "open_phone", "join_member"),
    *("pass_headship", "set_responsible", "set_consent", "withdraw_household"),
)


def addresses(
    names: Sequence[str], story: Story, registry: Mapping[str, Sequence[object]]
) -> list[str]:
    """The addresses of some pages, about the things of the story."""
    contract = Contract.objects.earliest("pk")
    # The round that was run; what is sold in bulk brings rows of later ones with it.
    newest = Proposal.objects.filter(lot__grams=FRESH_GRAMS).latest("round__number").round
    values: dict[str, Sequence[object]] = {
        **registry,
        "shop_article": [ARTICLE],
        **dict.fromkeys(("shop_order", "pay"), (Order.objects.latest("pk").uid,)),
        "lot": [story.lot.uid],
        "change_lot": [story.lot.uid],
        "withdraw_lot": [story.lot.uid],
        "demand": [story.demand.uid],
        "withdraw_demand": [story.demand.uid],
        "demand_proposals": [story.demand.uid],
        "proposal": [story.proposal.uid],
        "contract": [contract.uid],
        "plan_indicator": ["villages-with-project"],
        "enterprise": [story.enterprise.uid],
        "round": [newest.number],
        "round_product": [newest.number, story.lot.product.code],
    }
    return [reverse(f"web:{name}", args=values.get(name, [])) for name in names]


@pytest.mark.parametrize("who", LOOKED_AT)
@pytest.mark.parametrize(
    ("screen", "language"), [("narrow", "zh-hans"), ("narrow", "en"), ("desk", "en")]
)
def test_pages_fit_and_are_accessible(
    who: str,
    screen: str,
    language: str,
    open_phone: Callable[..., Phone],
    town: Story,
    registry: Mapping[str, Sequence[object]],
) -> None:
    phone = open_phone(screen=screen, has_script=True)
    if who:
        phone.log_in(town_office() if who == "town_office" else town.people[who])
    else:
        # A basket with something in it shows more.
        phone.open("web:shop_article", ARTICLE).get_by_role("button", name="放进篮子").click()
    for address in addresses(LOOKED_AT[who], town, registry):
        answer = phone.page.goto(f"{phone.server}{address}?lang={language}")
        assert answer is not None
        assert answer.status == 200, address
        phone.must_fit()
        phone.must_be_accessible()


def test_the_first_page_spares_a_slow_line_and_needs_no_script(
    open_phone: Callable[..., Phone], town: Story
) -> None:
    phone = open_phone(has_script=False)
    answers: list[Response] = []
    phone.page.on("response", lambda answer: answers.append(answer))
    page = phone.open("web:first")

    # Nothing is compressed here; what goes over a real line is a quarter of this.
    assert sum(len(answer.body()) for answer in answers) <= WEIGHT_BYTES_MAX
    assert page.locator("script").count() == 0
    page.get_by_role("link", name="我有货要卖").click()
    assert page.get_by_role("button", name="登录").count() == 1
