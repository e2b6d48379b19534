"""The doors by address."""

from django.urls import include, path

urlpatterns = [
    # First, because thousands of pushes may come within a minute.
    path("counter/", include("moli.interfaces.counter.urls")),
    path("", include("moli.interfaces.web.urls")),
]
handler400 = "moli.interfaces.web.errors.bad_request"
handler404 = "moli.interfaces.web.errors.not_found"
handler500 = "moli.interfaces.web.errors.server_error"
