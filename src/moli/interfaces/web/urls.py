"""Addresses of all pages, an area a line."""

from django.urls import include, path

app_name = "web"
urlpatterns = [
    # First, because addresses are tried in this order and a sale asks for this one most.
    path("", include("moli.interfaces.web.shop.urls")),
    path("", include("moli.interfaces.web.pay.urls")),
    path("", include("moli.interfaces.web.public.urls")),
    path("", include("moli.interfaces.web.entrance.urls")),
    path("", include("moli.interfaces.web.today.urls")),
    path("", include("moli.interfaces.web.lots.urls")),
    path("", include("moli.interfaces.web.demands.urls")),
    path("", include("moli.interfaces.web.prices.urls")),
    path("", include("moli.interfaces.web.matching.urls")),
    path("", include("moli.interfaces.web.contracts.urls")),
    path("", include("moli.interfaces.web.bulk.urls")),
    path("", include("moli.interfaces.web.registry.urls")),
    path("", include("moli.interfaces.web.procedures.urls")),
    path("", include("moli.interfaces.web.rosters.urls")),
    path("", include("moli.interfaces.web.quality.urls")),
    path("", include("moli.interfaces.web.standards.urls")),
    path("", include("moli.interfaces.web.figures.urls")),
    path("", include("moli.interfaces.web.payouts.urls")),
    path("", include("moli.interfaces.web.books.urls")),
    path("", include("moli.interfaces.web.stock.urls")),
    path("", include("moli.interfaces.web.transfers.urls")),
    path("", include("moli.interfaces.web.parcels.urls")),
    path("", include("moli.interfaces.web.stations.urls")),
    path("", include("moli.interfaces.web.closings.urls")),
    path("", include("moli.interfaces.web.wares.urls")),
    path("", include("moli.interfaces.web.deputies.urls")),
    path("", include("moli.interfaces.web.party.urls_life")),
    path("", include("moli.interfaces.web.party.urls")),
    path("", include("moli.interfaces.web.plans.urls")),
    path("", include("moli.interfaces.web.coverage.urls")),
    path("", include("moli.interfaces.web.pairings.urls")),
    path("", include("moli.interfaces.web.trace.urls")),
]
