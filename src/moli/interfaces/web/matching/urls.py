"""Addresses of rounds and proposals, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import PUBLIC, only, page
from moli.interfaces.web.matching.acting import (
    answer_proposal,
    draw_up_contract,
    introduce_proposal,
)
from moli.interfaces.web.matching.proposals import demand_proposals, proposal, proposals
from moli.interfaces.web.matching.rounds import (
    READERS,
    RUNNERS,
    how_matched,
    introduce_product,
    round_page,
    round_product,
    round_product_download,
    rounds,
    run_round,
)

ORGANISERS = only(Role.ORGANISER)
SIDES = only(Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE, Role.STATION_OPERATOR, Role.BUYER)
ALL_ROLES = only(*Role)

urlpatterns = [
    page("rounds/", rounds, name="rounds", right=only(*READERS)),
    page("rounds/run/", run_round, name="run_round", right=only(*RUNNERS)),
    page("rounds/how/", how_matched, name="how_matched", right=PUBLIC),
    page("rounds/<int:number>/", round_page, name="round", right=only(*READERS)),
    page(
        "rounds/<int:number>/<slug:product>.xlsx",
        round_product_download,
        name="round_product_download",
        right=only(*READERS),
    ),
    page(
        "rounds/<int:number>/<slug:product>/",
        round_product,
        name="round_product",
        right=only(*READERS),
    ),
    page(
        "rounds/<int:number>/<slug:product>/introduce/",
        introduce_product,
        name="introduce_product",
        right=ORGANISERS,
    ),
    page("proposals/", proposals, name="proposals", right=ALL_ROLES),
    page("proposals/<uuid:uid>/", proposal, name="proposal", right=ALL_ROLES),
    page(
        "proposals/<uuid:uid>/introduce/",
        introduce_proposal,
        name="introduce_proposal",
        right=ORGANISERS,
    ),
    page("proposals/<uuid:uid>/answer/", answer_proposal, name="answer_proposal", right=SIDES),
    page(
        "proposals/<uuid:uid>/contract/",
        draw_up_contract,
        name="draw_up_contract",
        right=ORGANISERS,
    ),
    page(
        "demands/<uuid:uid>/proposals/",
        demand_proposals,
        name="demand_proposals",
        right=ALL_ROLES,
    ),
]
