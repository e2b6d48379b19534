"""Addresses of this area, each with the right that opens it."""

from moli.accounts.rules import Role
from moli.interfaces.access import LOGGED_IN, only, page
from moli.interfaces.web.today.openings import openings
from moli.interfaces.web.today.pages import enterprise, me, today
from moli.interfaces.web.today.trail import READERS, trail

urlpatterns = [
    page("today/", today, name="today", right=LOGGED_IN),
    page("me/", me, name="me", right=LOGGED_IN),
    page("trail/", trail, name="trail", right=only(*READERS)),
    page("trail/openings/", openings, name="openings", right=only(*READERS)),
    page("enterprises/<uuid:uid>/", enterprise, name="enterprise", right=only(Role.OFFICE)),
]
