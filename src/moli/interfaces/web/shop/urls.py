"""Addresses of this area, each with the right that opens it."""

from moli.interfaces.access import PUBLIC, page
from moli.interfaces.web.shop import basket, checkout, finding, order_page, ordering, window

urlpatterns = [
    page("shop/orders/", ordering.order, name="place_order", right=PUBLIC),
    page("shop/", window.shop, name="shop", right=PUBLIC),
    page("shop/basket/", basket.basket, name="shop_basket", right=PUBLIC),
    page("shop/checkout/", checkout.checkout, name="shop_checkout", right=PUBLIC),
    page("shop/find/", finding.find_order, name="shop_find", right=PUBLIC),
    page("shop/order/<uuid:uid>/", order_page.order, name="shop_order", right=PUBLIC),
    page("shop/order/<uuid:uid>/cancel/", order_page.cancel, name="shop_cancel", right=PUBLIC),
    # Last: an article's code may be any word, and those above are ours.
    page("shop/<slug:code>/", window.article, name="shop_article", right=PUBLIC),
]
