"""Addresses of this area, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.web.access import only, page
from moli.interfaces.web.figures.pages import registry_figures

READERS = only(Role.LEADER, Role.OFFICE, Role.TOWN_OFFICE)

urlpatterns = [
    page("registry/figures/", registry_figures, name="registry_figures", right=READERS),
]
