"""The doors by address."""

from django.urls import include, path

urlpatterns = [
    path("", include("moli.interfaces.web.urls")),
]
