"""Amounts of promises in words: weights for sales, else people or visits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from moli.interfaces.web.naming import name_of
from moli.interfaces.words.amounts import jin, number
from moli.interfaces.words.labels import label
from moli.pairing.rules.kinds import PromiseKind


def amount_words(kind: PromiseKind, amount: int) -> str:
    """So much of what is promised, with its unit."""
    if kind is PromiseKind.SALES:
        return jin(amount)
    facts = {"count": number(amount)}
    if kind is PromiseKind.VISITS:
        return ngettext("%(count)s 次", "%(count)s 次", amount) % facts
    return ngettext("%(count)s 人", "%(count)s 人", amount) % facts


def promise_words(promise: Any) -> str:
    """What was promised, in a few words: sales name their product."""
    kind = PromiseKind(promise.promise_kind)
    if promise.product is None:
        return label(kind)
    return gettext("卖%(product)s") % {"product": name_of(promise.product)}
