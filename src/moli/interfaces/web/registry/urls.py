"""Addresses of households, each with the right that opens it. No number and no name is in one."""

from django.urls import URLPattern
from django.views.decorators.debug import sensitive_post_parameters

from moli.accounts.rules import Role
from moli.households.queries.reach import REGISTRY_ROLES
from moli.interfaces.access import View, only, page
from moli.interfaces.web.registry.caring import set_consent, set_responsible
from moli.interfaces.web.registry.changing import (
    change_household,
    change_member,
    join_member,
    leave_member,
    pass_headship,
)
from moli.interfaces.web.registry.household import household
from moli.interfaces.web.registry.leaving import erase, withdraw, withdrawn
from moli.interfaces.web.registry.opening import glass, open_number, open_phone
from moli.interfaces.web.registry.printing import household_print
from moli.interfaces.web.registry.registering import register_household
from moli.interfaces.web.registry.searching import registry
from moli.interfaces.web.registry.yearly import set_income, set_living

KEEPERS = only(*REGISTRY_ROLES)
OFFICES = only(Role.TOWN_OFFICE, Role.OFFICE)
COUNTY = only(Role.OFFICE)
_ONE = "registry/<uuid:uid>/"
_MEMBER = "registry/members/<uuid:uid>/"


def _page(route: str, view: View, *, name: str) -> URLPattern:
    """A page for those who keep the registry; what is sent to it stands in no error report."""
    return page(route, sensitive_post_parameters()(view), name=name, right=KEEPERS)


urlpatterns = [
    _page("registry/", registry, name="registry"),
    _page("registry/new/", register_household, name="register_household"),
    _page("registry/glass/", glass, name="glass"),
    _page(_ONE, household, name="household"),
    _page(f"{_ONE}print/", household_print, name="household_print"),
    _page(f"{_ONE}change/", change_household, name="change_household"),
    _page(f"{_ONE}phone/", open_phone, name="open_phone"),
    _page(f"{_ONE}members/new/", join_member, name="join_member"),
    _page(f"{_ONE}head/", pass_headship, name="pass_headship"),
    _page(f"{_ONE}income/<int:year>/", set_income, name="set_income"),
    _page(f"{_ONE}living/<int:year>/", set_living, name="set_living"),
    _page(f"{_ONE}responsible/", set_responsible, name="set_responsible"),
    _page(f"{_ONE}consent/", set_consent, name="set_consent"),
    _page(f"{_MEMBER}change/", change_member, name="change_member"),
    _page(f"{_MEMBER}leave/", leave_member, name="leave_member"),
    _page(f"{_MEMBER}number/", open_number, name="open_number"),
    page(f"{_ONE}withdraw/", withdraw, name="withdraw_household", right=OFFICES),
    page("registry/withdrawn/", withdrawn, name="withdrawn", right=COUNTY),
    page("registry/withdrawn/<uuid:uid>/erase/", erase, name="erase_household", right=COUNTY),
]
