"""The form that runs a plan: which kind, and how many ties may change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext

from moli.interfaces.web.pairings.forms import pick_field
from moli.interfaces.web.registry.fields import count_field
from moli.interfaces.web.registry.forms import Data, KeyedForm, Layout
from moli.interfaces.words.labels import label
from moli.pairing.rules.kinds import PairingKind

_CHANGES_MAX = 100_000


class PlanForm(KeyedForm):
    """Which kind is planned, and at most how many ties change; nothing for no limit."""

    layout: ClassVar[Layout] = (("", (("kind",), ("changes_max",))),)

    def __init__(
        self, data: Data | None = None, *, kinds: Sequence[PairingKind], kind: str = ""
    ) -> None:
        """With one of the kinds chosen already, where a link named it or there is no other."""
        first = str(kinds[0]) if len(kinds) == 1 else kind
        super().__init__(data, initial={"kind": first} if first in kinds else {})
        self.fields["kind"] = pick_field(
            [(str(kind), label(kind)) for kind in kinds],
            label=gettext("算哪一种"),
            required=gettext("选一种"),
        )
        self.fields["changes_max"] = count_field(
            label=gettext("原来的结对最多换几对"), most=_CHANGES_MAX
        )
        self.fields["changes_max"].help_text = gettext("空着就不限，换一对要值得才换")
