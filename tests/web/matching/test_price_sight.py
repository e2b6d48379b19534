"""Who sees which price on pages, in downloads and behind maps, read from their bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from moli.accounts.models import User
from moli.market.models import Proposal, Round
from moli.market.rules.negotiation import AnswerKind, Side
from moli.market.services.answering import Reply, answer
from tests.factories import (
    NOW,
    Story,
    branch,
    contracted,
    demand,
    introduced,
    key,
    lot,
    people,
    proposal,
)

pytestmark = pytest.mark.django_db
TONNE = 1_000_000
# Per kilogram: floor 6.14, freight 0.40, ceiling 7.38, so 6.98 at the farm gate; fair 6.40.
FLOOR, CEILING, FAIR, FREIGHT = 614, 738, 640, 40
FLOOR_WORDS = ("3.07", "6.14", "614")
CEILING_WORDS = ("3.69", "7.38", "738", "3.49", "6.98", "698")
# 0.84 yuan/kg between the limits on 40 t, and the planner's value and loss of it.
RECKONING_WORDS = ("33,600", "33600", "40,488", "40488", "12,345", "12345", "0.42", "0.84")
# Outlines are full of numbers, and no price can be read from one.
_PATHS = re.compile(r' d="[^"]*"')


@dataclass(frozen=True)
class Seen:
    """Which of the private figures some text holds."""

    floor: bool
    ceiling: bool
    reckoning: bool


def seen_in(text: str) -> Seen:
    """Which private figures stand in a text, as words of their own."""
    plain = _PATHS.sub("", text)

    def holds(figures: tuple[str, ...]) -> bool:
        return any(re.search(rf"(?<![\w.,-]){re.escape(one)}(?![\w-])", plain) for one in figures)

    return Seen(
        floor=holds(FLOOR_WORDS),
        ceiling=holds(CEILING_WORDS),
        reckoning=holds(RECKONING_WORDS),
    )


@pytest.fixture
def priced(personas: Story) -> Proposal:
    """A proposal whose limits cannot be mistaken for anything else on a page."""
    one = lot(floor_fen_per_kg=FLOOR, households=100, poor_households=41)
    wanted = demand(ceiling_fen_per_kg=CEILING)
    margin = (CEILING - FREIGHT - FLOOR) * 10
    row = proposal(
        lot=one,
        demand=wanted,
        fair_fen_per_kg=FAIR,
        low_fen_per_kg=FLOOR,
        high_fen_per_kg=CEILING - FREIGHT,
        freight_fen_per_kg=FREIGHT,
        value_micro_yuan=(margin + margin * 205 // 1000) * 40 * TONNE,
        runner_up_loss_micro_yuan=12_345_000_000,
        runner_up=[{"lot_id": one.pk, "demand_id": personas.demand.pk, "grams": 10 * TONNE}],
        days_left=18,
    )
    figures = {
        "lots": 2,
        "demands": 2,
        "matched_grams": 40 * TONNE,
        "value_micro_yuan": 1,
        "bound_micro_yuan": 1,
        "greedy_micro_yuan": 1,
        "first_come_micro_yuan": 1,
    }
    Round.objects.filter(pk=row.round_id).update(
        products={"passion-fruit": figures},
        unmatched={
            "lots": [
                {
                    "lot_id": one.pk,
                    "left_grams": TONNE,
                    "reason": "NO_LINK_PRICE",
                    "facts": {"lower_fen_per_kg": 22},
                }
            ],
            "demands": [
                {
                    "demand_id": wanted.pk,
                    "left_grams": TONNE,
                    "reason": "NO_LINK_PRICE",
                    "facts": {"raise_fen_per_kg": 22},
                }
            ],
        },
    )
    return row


def _page(client: Client, user: User, url: str, *, language: str) -> str:
    client.force_login(user)
    answer = client.get(url, {"lang": language})
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("first_secretary", Seen(floor=True, ceiling=False, reckoning=False)),
        ("village_committee", Seen(floor=True, ceiling=False, reckoning=False)),
        ("station_operator", Seen(floor=True, ceiling=False, reckoning=False)),
        ("buyer", Seen(floor=False, ceiling=True, reckoning=False)),
        ("organiser", Seen(floor=True, ceiling=True, reckoning=True)),
        ("office", Seen(floor=False, ceiling=False, reckoning=True)),
        ("leader", Seen(floor=False, ceiling=False, reckoning=True)),
        ("auditor", Seen(floor=False, ceiling=False, reckoning=True)),
    ],
)
def test_before_the_agreement_each_sees_its_own_limit(
    client: Client, personas: Story, priced: Proposal, role: str, seen: Seen, language: str
) -> None:
    introduced(priced)

    html = _page(client, personas.people[role], f"/proposals/{priced.uid}/", language=language)

    assert seen_in(html) == seen
    assert ("3.20" if language == "zh-hans" else "6.40") in html


@pytest.mark.parametrize("role", ["first_secretary", "buyer"])
def test_after_the_agreement_both_see_the_price_and_where_it_goes(
    client: Client, personas: Story, priced: Proposal, role: str
) -> None:
    introduced(priced)
    for side, kind in ((Side.SELLER, AnswerKind.COUNTER), (Side.BUYER, AnswerKind.ACCEPT)):
        reply = Reply(side=side, kind=kind, price_fen_per_kg=660, grams=30 * TONNE)
        answer(
            proposal_id=priced.pk,
            reply=reply,
            request_key=key(),
            by=personas.people[role].actor,
            at=NOW,
        )

    html = _page(client, personas.people[role], f"/proposals/{priced.uid}/", language="zh-hans")

    # 3.30 at the farm gate and 0.20 of freight make 3.50 delivered; 60,000 jin bring 198,000.
    for words in ("3.30 元/斤", "0.20 元/斤", "3.50 元/斤", "198,000 元"):
        assert words in html
    assert seen_in(html) == Seen(
        floor=role == "first_secretary", ceiling=role == "buyer", reckoning=False
    )


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("organiser", Seen(floor=True, ceiling=True, reckoning=True)),
        ("office", Seen(floor=False, ceiling=False, reckoning=True)),
        ("leader", Seen(floor=False, ceiling=False, reckoning=True)),
    ],
)
def test_rounds_show_limits_to_organisers_only(
    client: Client, personas: Story, priced: Proposal, role: str, seen: Seen
) -> None:
    """The page with its map's table, and the download, tell the same."""
    url = f"/rounds/{priced.round.number}/passion-fruit"

    html = _page(client, personas.people[role], f"{url}/", language="zh-hans")
    sheet = client.get(f"{url}.xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(sheet.content))
    cells = [
        str(cell)
        for name in book.sheet_names
        for line in book.get_sheet_by_name(name).to_python()
        for cell in line
    ]

    assert seen_in(html) == seen
    assert seen_in("\n".join(cells)) == seen


@pytest.mark.parametrize("role", ["first_secretary", "buyer"])
def test_the_pages_of_a_demand_and_of_all_proposals_keep_both_limits(
    client: Client, personas: Story, priced: Proposal, role: str
) -> None:
    introduced(priced)
    nothing = Seen(floor=False, ceiling=False, reckoning=False)

    for url in ("/proposals/", f"/demands/{priced.demand.uid}/proposals/"):
        html = _page(client, personas.people[role], url, language="zh-hans")
        assert seen_in(html) == nothing, url


def test_an_organiser_of_the_seller_s_side_alone_never_sees_the_ceiling(
    client: Client, personas: Story, priced: Proposal
) -> None:
    introduced(priced)
    user = people.organiser(branch=branch(name="石塘支部", areas=["450181110"]), name="半边")

    html = _page(client, user, f"/proposals/{priced.uid}/", language="zh-hans")

    assert seen_in(html) == Seen(floor=True, ceiling=False, reckoning=False)
    assert personas.first_secretary.phone not in html
    assert personas.buyer.phone not in html


def test_the_contract_shows_what_was_agreed_and_neither_limit(
    client: Client, personas: Story, priced: Proposal
) -> None:
    contract = contracted(priced)

    for role in ("first_secretary", "buyer", "organiser", "leader"):
        html = _page(
            client, personas.people[role], f"/contracts/{contract.uid}/", language="zh-hans"
        )
        assert seen_in(html) == Seen(floor=False, ceiling=False, reckoning=False), role
        assert "3.20 元/斤" in html
