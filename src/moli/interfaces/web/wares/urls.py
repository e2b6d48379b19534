"""Addresses of wares, each with the right that opens it."""

from moli.interfaces.access import page
from moli.interfaces.web.wares.pages import KEEPERS, new_ware, ware_end, ware_price, wares

urlpatterns = [
    page("wares/", wares, name="wares", right=KEEPERS),
    page("wares/new/", new_ware, name="new_ware", right=KEEPERS),
    page("wares/<slug:code>/price/", ware_price, name="ware_price", right=KEEPERS),
    page("wares/<slug:code>/end/", ware_end, name="ware_end", right=KEEPERS),
]
