"""Who the trail names when somebody buys: nobody in person."""

from __future__ import annotations

from django.utils.translation import gettext

from moli.kernel.actor import Actor


def shop_actor() -> Actor:
    """The shop, for whoever stands before it: buyers have no account, and are not in the trail."""
    return Actor(key="system:shop", name=gettext("网上买家"))
