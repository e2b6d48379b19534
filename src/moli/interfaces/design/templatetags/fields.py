"""Form fields: `{% load fields %}`.

<form class="form" method="post">{% csrf_token %}
  {% error_summary form %}
  {% field form.weight unit=_("斤") %}
</form>
"""

from __future__ import annotations

from django import template
from django.forms import BaseForm, BoundField

from moli.interfaces.design.fields import error_lines, view_of

register = template.Library()


@register.inclusion_tag("design/parts/field.html")
def field(bound: BoundField, *, unit: str = "") -> dict[str, object]:
    """A field: label above, help, box with its unit inside, errors below."""
    return {"field": view_of(bound, unit=unit)}


@register.inclusion_tag("design/parts/error_summary.html")
def error_summary(form: BaseForm, title: str = "") -> dict[str, object]:
    """What has to be mended, on top of the form, each line leading to its field."""
    return {"lines": error_lines(form), "title": title}
