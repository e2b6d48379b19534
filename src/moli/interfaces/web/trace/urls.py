"""Addresses of the public trace page."""

from moli.interfaces.access import PUBLIC, page
from moli.interfaces.web.trace import pages

urlpatterns = [
    page("t/", pages.enter, name="trace_enter", right=PUBLIC),
    page("t/<slug:code>/", pages.trace, name="trace", right=PUBLIC),
]
