"""Addresses of rosters, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.households.queries.reach import REGISTRY_ROLES
from moli.interfaces.access import only, page
from moli.interfaces.web.rosters.batches import batch, batches, merge_batch, undo_batch
from moli.interfaces.web.rosters.exporting import export_roster
from moli.interfaces.web.rosters.importing import import_roster, roster_template

IMPORTERS = only(Role.OFFICE, Role.TOWN_OFFICE)
KEEPERS = only(*REGISTRY_ROLES)
_ONE = "registry/rosters/<uuid:uid>/"

urlpatterns = [
    page("registry/rosters/", batches, name="batches", right=IMPORTERS),
    page("registry/rosters/import/", import_roster, name="import_roster", right=IMPORTERS),
    page(
        "registry/rosters/template.xlsx", roster_template, name="roster_template", right=IMPORTERS
    ),
    page("registry/rosters/export/", export_roster, name="export_roster", right=KEEPERS),
    page(_ONE, batch, name="batch", right=IMPORTERS),
    page(f"{_ONE}merge/", merge_batch, name="merge_batch", right=IMPORTERS),
    page(f"{_ONE}undo/", undo_batch, name="undo_batch", right=IMPORTERS),
]
