"""Addresses of this area, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.households.queries.reach import REGISTRY_ROLES
from moli.interfaces.access import only, page
from moli.interfaces.web.quality.pages import quality, quality_rule
from moli.interfaces.web.quality.poverty import poverty
from moli.interfaces.web.quality.waiving import household_end_waiver, household_waive

KEEPERS = only(*REGISTRY_ROLES)
READERS = only(Role.OFFICE, Role.TOWN_OFFICE, Role.LEADER)
_FINDING = "registry/<uuid:uid>/quality/<str:code>/"

urlpatterns = [
    page("registry/quality/", quality, name="quality", right=KEEPERS),
    page("registry/quality/<str:code>/", quality_rule, name="quality_rule", right=KEEPERS),
    page("registry/poverty/", poverty, name="poverty", right=READERS),
    page(_FINDING, household_waive, name="household_waive", right=KEEPERS),
    page(f"{_FINDING}end/", household_end_waiver, name="household_end_waiver", right=KEEPERS),
]
