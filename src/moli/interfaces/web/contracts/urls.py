"""Addresses of contracts, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import only, page
from moli.interfaces.web.contracts.pages import contract, contracts

urlpatterns = [
    page("contracts/", contracts, name="contracts", right=only(*Role)),
    page("contracts/<uuid:uid>/", contract, name="contract", right=only(*Role)),
]
