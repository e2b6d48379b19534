"""Addresses of this area, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.households.queries.reach import REGISTRY_ROLES
from moli.interfaces.access import only, page
from moli.interfaces.web.standards.pages import all_standards, enter_line

READERS = only(*REGISTRY_ROLES, Role.LEADER, Role.AUDITOR)

urlpatterns = [
    page("registry/standards/", all_standards, name="standards", right=READERS),
    page("registry/standards/line/", enter_line, name="enter_line", right=only(Role.OFFICE)),
]
