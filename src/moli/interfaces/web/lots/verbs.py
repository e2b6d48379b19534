"""Acts of the trail that concern lots and demands, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Mapping[str, Promise] = {
    "market.post_lot": _("报了这批货"),
    "market.amend_lot": _("改了条件"),
    "market.withdraw_lot": _("收回了这批货"),
    "market.post_demand": _("报了这个需求"),
    "market.withdraw_demand": _("收回了这个需求"),
}


def verb_words(verb: str) -> str:
    """An act in the reader's language; one that is not known here keeps its name."""
    return str(VERBS.get(verb, verb))
