"""Addresses of the four plans, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import only, page
from moli.interfaces.web.plans.drill import plan_download, plan_indicator
from moli.interfaces.web.plans.pages import plans, plans_print
from moli.interfaces.web.plans.reading import READERS
from moli.interfaces.web.plans.targets import plan_targets, set_plan_target

_READERS = only(*READERS)
_ONE = "plans/<slug:indicator>"

urlpatterns = [
    page("plans/", plans, name="plans", right=_READERS),
    page("plans/print/", plans_print, name="plans_print", right=_READERS),
    page("plans/targets/", plan_targets, name="plan_targets", right=_READERS),
    page("plans/targets/new/", set_plan_target, name="set_plan_target", right=only(Role.OFFICE)),
    page(f"{_ONE}.xlsx", plan_download, name="plan_download", right=_READERS),
    page(f"{_ONE}/", plan_indicator, name="plan_indicator", right=_READERS),
]
