"""Addresses of demands, each with the right that opens it."""

from moli.interfaces.access import PUBLIC, only, page
from moli.interfaces.web.demands.pages import demand, demands, withdraw_demand
from moli.interfaces.web.demands.posting import post_demand
from moli.interfaces.web.lots.pages import BUYING_ROLES

POSTERS = only(*BUYING_ROLES)

urlpatterns = [
    page("demands/", demands, name="demands", right=PUBLIC),
    page("demands/post/", post_demand, name="post_demand", right=POSTERS),
    page("demands/<uuid:uid>/", demand, name="demand", right=PUBLIC),
    page("demands/<uuid:uid>/withdraw/", withdraw_demand, name="withdraw_demand", right=POSTERS),
]
