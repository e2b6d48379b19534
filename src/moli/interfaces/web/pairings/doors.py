"""The pairing that a page is about, fetched within the person's sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.pairings.naming import Names, names_of
from moli.interfaces.web.registry.desks import Desk
from moli.interfaces.web.registry.forms import Data, RegistryForm, attempt
from moli.pairing.queries.sight import PairingSight, pairing_seen, pairing_sight
from moli.pairing.rules.kinds import PairingState, PairSide

# Who works with pairings at all; which of them each sees is asked of the sight.
SEERS = (
    *(Role.OFFICE, Role.LEADER, Role.AUDITOR, Role.TOWN_OFFICE, Role.ORGANISER),
    *(Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE, Role.STATION_OPERATOR),
    *(Role.PRACTITIONER, Role.BUYER),
)
SPEAKERS = (
    *(Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE, Role.STATION_OPERATOR),
    *(Role.PRACTITIONER, Role.BUYER),
)
WRITERS = (Role.FIRST_SECRETARY, Role.VILLAGE_COMMITTEE)
ENDERS = (*SPEAKERS, Role.ORGANISER, Role.OFFICE)
PLANNERS = (Role.ORGANISER, Role.OFFICE)


@dataclass(frozen=True)
class PairingDoor:
    """A pairing that the person sees, with the sides for which he speaks and the names of both."""

    pairing: Any
    sight: PairingSight
    sides: Sequence[PairSide]
    names: Names

    @property
    def is_in_force(self) -> bool:
        """Whether both have agreed and nobody has ended it."""
        return bool(self.pairing.state == PairingState.IN_FORCE)

    @property
    def url(self) -> str:
        """The page of the pairing."""
        return reverse("web:pairing", args=[self.pairing.uid])


def sight_of(request: MoliRequest) -> PairingSight:
    """Which pairings the person sees today."""
    return pairing_sight(request.standing, on=clock.today())


def pairing_to_read(request: MoliRequest, uid: UUID) -> PairingDoor:
    """A pairing within the person's sight; 404 for everybody else."""
    sight = sight_of(request)
    found = pairing_seen(str(uid), sight=sight)
    if found is None:
        raise Http404
    return PairingDoor(found, sight, sight.speaks_for(found), names_of(found, on=sight.on))


def pairing_to_act(request: MoliRequest, uid: UUID, *, is_open_later: bool = False) -> PairingDoor:
    """A pairing that both agreed to and for a side of which the person speaks; else 404.

    No form is shown once it has ended, unless what it does is also done later. What was sent is
    for the service to judge, so that a second tap is once.
    """
    door = pairing_to_read(request, uid)
    if not door.sides or not _is_open(request, door, is_open_later=is_open_later):
        raise Http404
    return door


def _is_open(request: MoliRequest, door: PairingDoor, *, is_open_later: bool) -> bool:
    is_begun = door.pairing.from_on is not None
    return is_begun and (is_open_later or door.is_in_force or request.method == "POST")


def pairing_to_end(request: MoliRequest, uid: UUID) -> PairingDoor:
    """A pairing that both agreed to and that the person may end; else 404."""
    door = pairing_to_read(request, uid)
    is_open = _is_open(request, door, is_open_later=False)
    if not is_open or not door.sight.ends(door.pairing):
        raise Http404
    return door


def pairing_to_write_for(request: MoliRequest, uid: UUID) -> PairingDoor:
    """A pairing of which the person may write down what a household says; else 404."""
    door = pairing_to_read(request, uid)
    if door.pairing.from_on is None or not door.sight.writes_for_households(door.pairing):
        raise Http404
    return door


@dataclass(frozen=True)
class Words:
    """What stands around a form, and what is told when it was done."""

    title: str
    button: str
    told: str
    sub: str = ""
    notes: tuple[str, ...] = ()


def form_page(
    request: MoliRequest,
    door: PairingDoor,
    form: RegistryForm,
    act: Callable[[], object],
    words: Words,
) -> HttpResponse:
    """A page with one form about a pairing. Sent, it acts and goes back to the pairing.

    What cannot be read or was refused comes back with what was typed.
    """
    if request.method == "POST" and attempt(form, act):
        messages.success(request, words.told)
        return redirect(door.url)
    desk = Desk(
        title=words.title,
        button=words.button,
        here=request.path,
        back=door.url,
        back_words=door.names.both,
        sub=words.sub,
        notes=words.notes,
    )
    status = 422 if form.is_bound else 200
    return render(request, "web/registry/form.html", {"desk": desk, "form": form}, status=status)


def sent(request: MoliRequest) -> Data | None:
    """What was sent, or nothing for a page that is only looked at."""
    return request.POST if request.method == "POST" else None
