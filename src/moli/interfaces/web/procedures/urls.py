"""Addresses of procedures and notices, each with the right that opens it."""

from moli.households.queries.reach import REGISTRY_ROLES
from moli.interfaces.access import only, page
from moli.interfaces.web.procedures.listing import procedures
from moli.interfaces.web.procedures.notices import notice
from moli.interfaces.web.procedures.pages import procedure
from moli.interfaces.web.procedures.starting import start_procedure

KEEPERS = only(*REGISTRY_ROLES)
_START = "registry/<uuid:uid>/procedures/new/"

urlpatterns = [
    page("registry/procedures/", procedures, name="procedures", right=KEEPERS),
    page("registry/procedures/<uuid:uid>/", procedure, name="procedure", right=KEEPERS),
    page("registry/notices/<uuid:uid>/", notice, name="notice", right=KEEPERS),
    page(_START, start_procedure, name="start_procedure", right=KEEPERS),
]
