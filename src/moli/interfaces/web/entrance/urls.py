"""Addresses of this area, each with the right that opens it."""

from moli.interfaces.access import LOGGED_IN, PUBLIC, page
from moli.interfaces.web.entrance import pages

urlpatterns = [
    page("login/", pages.login, name="login", right=PUBLIC),
    page("logout/", pages.logout, name="logout", right=LOGGED_IN),
]
