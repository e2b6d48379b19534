"""Addresses of farm-gate prices, each with the right that opens it."""

from moli.interfaces.access import PUBLIC, only, page
from moli.interfaces.web.lots.pages import POSTING_ROLES
from moli.interfaces.web.prices.pages import prices
from moli.interfaces.web.prices.reporting import report_price

REPORTERS = only(*POSTING_ROLES)

urlpatterns = [
    page("prices/", prices, name="prices", right=PUBLIC),
    page("prices/report/", report_price, name="report_price", right=REPORTERS),
]
