"""Addresses of this area, each with the right that opens it."""

from moli.interfaces.web.access import PUBLIC, page
from moli.interfaces.web.shop import ordering

urlpatterns = [
    page("shop/orders/", ordering.order, name="place_order", right=PUBLIC),
]
