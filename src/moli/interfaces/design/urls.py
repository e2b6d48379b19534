"""The address of the gallery."""

from django.urls import path

from moli.interfaces.design.gallery import gallery

app_name = "design"
urlpatterns = [path("", gallery, name="gallery")]
