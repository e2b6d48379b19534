"""Addresses of this area, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import only, page
from moli.interfaces.web.figures.pages import registry_figures
from moli.interfaces.web.figures.sales import sales_figures

READERS = only(Role.LEADER, Role.OFFICE, Role.TOWN_OFFICE)

urlpatterns = [
    page("registry/figures/", registry_figures, name="registry_figures", right=READERS),
    page("figures/sales/", sales_figures, name="sales_figures", right=READERS),
]
