"""Addresses of deputy consents, each with the right that opens it. No name is in one."""

from moli.accounts.rules import Role
from moli.interfaces.access import only, page
from moli.interfaces.web.deputies.consenting import deputy
from moli.interfaces.web.deputies.finding import find_deputy

OPERATORS = only(Role.STATION_OPERATOR)

urlpatterns = [
    page("deputies/", find_deputy, name="find_deputy", right=OPERATORS),
    page("deputies/<uuid:uid>/", deputy, name="deputy", right=OPERATORS),
]
