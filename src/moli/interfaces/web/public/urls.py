"""Addresses of this area, each with the right that opens it."""

from moli.interfaces.access import PUBLIC, page
from moli.interfaces.design.gallery import gallery
from moli.interfaces.web.public import pages

urlpatterns = [
    page("", pages.first, name="first", right=PUBLIC),
    page("data/", pages.data, name="data", right=PUBLIC),
    page("privacy/", pages.privacy, name="privacy", right=PUBLIC),
    page("help/", pages.help_page, name="help", right=PUBLIC),
    page("design/", gallery, name="gallery", right=PUBLIC),
]
