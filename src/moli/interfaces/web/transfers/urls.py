"""Addresses of goods between stations, each with the right that opens it. No name is in one."""

from moli.interfaces.access import page
from moli.interfaces.web.transfers import answering, asking, handing, lists, pages
from moli.interfaces.web.transfers.doors import READERS, WORKERS

_ONE = "transfers/<uuid:uid>/"

urlpatterns = [
    page("transfers/", lists.transfers, name="stock_transfers", right=READERS),
    page("transfers/near/", lists.near, name="near_stock", right=WORKERS),
    page("transfers/ask/", asking.ask, name="ask_transfer", right=WORKERS),
    page(_ONE, pages.transfer, name="stock_transfer", right=READERS),
    page(f"{_ONE}slip/", pages.slip, name="transfer_slip", right=READERS),
    page(f"{_ONE}agree/", answering.agree, name="agree_transfer", right=WORKERS),
    page(f"{_ONE}decline/", answering.decline, name="decline_transfer", right=WORKERS),
    page(f"{_ONE}hand-over/", handing.hand_over, name="hand_over_stock", right=WORKERS),
    page(f"{_ONE}receive/", handing.receive, name="receive_stock", right=WORKERS),
    page(f"{_ONE}cancel/", handing.cancel, name="cancel_transfer", right=WORKERS),
    page(
        "transfers/loads/<uuid:uid>/write-off/",
        handing.write_off,
        name="write_off_received",
        right=WORKERS,
    ),
]
