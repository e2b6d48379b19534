"""Addresses of households, each with the right that opens it. No number and no name is in one."""

from moli.households.queries.reach import REGISTRY_ROLES
from moli.interfaces.web.access import only, page
from moli.interfaces.web.registry.caring import set_consent, set_responsible
from moli.interfaces.web.registry.changing import (
    change_household,
    change_member,
    join_member,
    leave_member,
    pass_headship,
)
from moli.interfaces.web.registry.household import household
from moli.interfaces.web.registry.opening import glass, open_number, open_phone
from moli.interfaces.web.registry.printing import household_print
from moli.interfaces.web.registry.registering import register_household
from moli.interfaces.web.registry.searching import registry
from moli.interfaces.web.registry.yearly import set_income, set_living

KEEPERS = only(*REGISTRY_ROLES)
_ONE = "registry/<uuid:uid>/"
_MEMBER = "registry/members/<uuid:uid>/"

urlpatterns = [
    page("registry/", registry, name="registry", right=KEEPERS),
    page("registry/new/", register_household, name="register_household", right=KEEPERS),
    page("registry/glass/", glass, name="glass", right=KEEPERS),
    page(_ONE, household, name="household", right=KEEPERS),
    page(f"{_ONE}print/", household_print, name="household_print", right=KEEPERS),
    page(f"{_ONE}change/", change_household, name="change_household", right=KEEPERS),
    page(f"{_ONE}phone/", open_phone, name="open_phone", right=KEEPERS),
    page(f"{_ONE}members/new/", join_member, name="join_member", right=KEEPERS),
    page(f"{_ONE}head/", pass_headship, name="pass_headship", right=KEEPERS),
    page(f"{_ONE}income/<int:year>/", set_income, name="set_income", right=KEEPERS),
    page(f"{_ONE}living/<int:year>/", set_living, name="set_living", right=KEEPERS),
    page(f"{_ONE}responsible/", set_responsible, name="set_responsible", right=KEEPERS),
    page(f"{_ONE}consent/", set_consent, name="set_consent", right=KEEPERS),
    page(f"{_MEMBER}change/", change_member, name="change_member", right=KEEPERS),
    page(f"{_MEMBER}leave/", leave_member, name="leave_member", right=KEEPERS),
    page(f"{_MEMBER}number/", open_number, name="open_number", right=KEEPERS),
]
