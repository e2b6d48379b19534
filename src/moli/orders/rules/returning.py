"""What comes back."""

from __future__ import annotations

from moli.kernel.refusal import Refusal


class MoreThanSent(Refusal):
    """More comes back than went out and has not come back yet."""


class LineUnknown(Refusal):
    """The order has no line of this article."""
