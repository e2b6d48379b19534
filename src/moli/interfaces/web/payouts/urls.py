"""Addresses of payouts and statements, each with the right that opens it. No number is in one."""

from django.views.decorators.debug import sensitive_post_parameters

from moli.accounts.rules import Role
from moli.interfaces.access import LOGGED_IN, only, page
from moli.interfaces.web.payouts.accounts import name_bank_account, open_bank_account
from moli.interfaces.web.payouts.bank_lists import payout_list
from moli.interfaces.web.payouts.batch import approve_batch, cancel_batch, payout_batch
from moli.interfaces.web.payouts.desk import make_batch, payouts, payouts_without_account
from moli.interfaces.web.payouts.handing import hand_over
from moli.interfaces.web.payouts.own_share import own_share
from moli.interfaces.web.payouts.results import payout_results
from moli.interfaces.web.payouts.returned import returned_payouts_page
from moli.interfaces.web.payouts.rules import (
    end_waterfall_rule,
    set_waterfall_rule,
    waterfall_rules,
)
from moli.interfaces.web.payouts.statement import statement, statement_print
from moli.interfaces.web.payouts.statements import draw_up_statements, statements
from moli.interfaces.web.payouts.station import own_earnings
from moli.interfaces.web.payouts.takers import pay_one_taker, release_earnings, takers
from moli.settlement.queries.reach import (
    BOOK_READERS,
    PAYERS,
    PAYOUT_READERS,
    STATEMENT_READERS,
)

PAY = only(*PAYERS)
READ = only(*PAYOUT_READERS)
BOOKS = only(*BOOK_READERS)
STATE = only(*STATEMENT_READERS)
STATION = only(Role.STATION_OPERATOR)
_BATCH = "payouts/batches/<uuid:uid>/"
_HOUSEHOLD = "payouts/households/<uuid:uid>/"
_MONTH = f"{_HOUSEHOLD}<int:year>/<int:month>/"

urlpatterns = [
    page("payouts/", payouts, name="payouts", right=READ),
    page("payouts/make/", make_batch, name="make_payout_batch", right=PAY),
    page(_BATCH, payout_batch, name="payout_batch", right=READ),
    page(f"{_BATCH}approve/", approve_batch, name="approve_payout_batch", right=PAY),
    page(f"{_BATCH}cancel/", cancel_batch, name="cancel_payout_batch", right=PAY),
    page(f"{_BATCH}list/", payout_list, name="payout_list", right=PAY),
    page(f"{_BATCH}results/", payout_results, name="payout_results", right=PAY),
    page("payouts/returned/", returned_payouts_page, name="returned_payouts", right=PAY),
    page(
        "payouts/without-account/",
        payouts_without_account,
        name="payouts_without_account",
        right=PAY,
    ),
    page("payouts/hand-over/", hand_over, name="hand_over", right=PAY),
    page("payouts/takers/", takers, name="takers", right=BOOKS),
    page("payouts/takers/release/", release_earnings, name="release_earnings", right=PAY),
    page("payouts/takers/<uuid:uid>/pay/", pay_one_taker, name="pay_taker", right=PAY),
    page("payouts/station/", own_earnings, name="station_earnings", right=STATION),
    page("me/share/", own_share, name="own_share", right=LOGGED_IN),
    page("payouts/rules/", waterfall_rules, name="waterfall_rules", right=BOOKS),
    page("payouts/rules/new/", set_waterfall_rule, name="set_waterfall_rule", right=PAY),
    page(
        "payouts/rules/<int:rule_id>/end/",
        end_waterfall_rule,
        name="end_waterfall_rule",
        right=PAY,
    ),
    page("payouts/statements/", statements, name="statements", right=STATE),
    page("payouts/statements/draw-up/", draw_up_statements, name="draw_up_statements", right=PAY),
    page(_MONTH, statement, name="statement", right=STATE),
    page(f"{_MONTH}print/", statement_print, name="statement_print", right=STATE),
    page(
        f"{_HOUSEHOLD}account/",
        sensitive_post_parameters()(name_bank_account),
        name="name_bank_account",
        right=STATE,
    ),
    page(f"{_HOUSEHOLD}account/open/", open_bank_account, name="open_bank_account", right=STATE),
]
