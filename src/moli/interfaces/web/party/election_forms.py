"""The form of an election: everybody who can be elected, with a position or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.registry.forms import Data, Layout, RegistryForm
from moli.interfaces.words.labels import label
from moli.party.queries.elections import Ballot
from moli.party.rules.organisation import PositionKind

_PERSON = "person-"


class BallotForm(RegistryForm):
    """Who was elected to what at an assembly."""

    boxes: ClassVar[Mapping[str, str]] = {}
    layout: ClassVar[Layout] = ()

    def __init__(
        self, data: Data | None = None, *, assembly: Any, ballot: Ballot | None, is_whole: bool
    ) -> None:
        uid = str(assembly.uid) if assembly is not None else ""
        super().__init__(data, initial={"assembly": uid})
        self.fields["assembly"] = forms.UUIDField(
            widget=forms.HiddenInput(),
            label="",
            error_messages={"required": gettext("先选是哪次党员大会选的")},
        )
        if ballot is None:
            return
        names = []
        kinds = [kind for kind in PositionKind if kind in ballot.wanted.kinds]
        choices = [("", gettext("没有当选")), *((str(kind), label(kind)) for kind in kinds)]
        for voter in ballot.voters:
            name = f"{_PERSON}{voter.uid}"
            names.append((name,))
            self.fields[name] = forms.ChoiceField(
                choices=choices,
                label=voter.name,
                required=False,
                help_text=gettext("现在是%(position)s") % {"position": label(voter.held)}
                if voter.held and not is_whole
                else "",
                error_messages={"invalid_choice": gettext("选一个")},
                widget=forms.Select(),
            )
        self.layout = (("", names),)  # type: ignore[misc]

    def assembly_uid(self) -> UUID:
        """The assembly of a valid form."""
        found: UUID = self.cleaned_data["assembly"]
        return found

    def elected(self) -> dict[UUID, PositionKind]:
        """Who was elected, by uid, of a valid form."""
        return {
            UUID(name.removeprefix(_PERSON)): PositionKind(kind)
            for name, kind in self.cleaned_data.items()
            if name.startswith(_PERSON) and kind
        }
