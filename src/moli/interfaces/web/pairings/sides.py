"""The two sides of a pairing as its page shows them: who, what each said, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from moli.interfaces.access import MoliRequest
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.pairings.doors import PairingDoor
from moli.interfaces.web.pairings.forms import AnswerForm
from moli.interfaces.web.pairings.people import members_of
from moli.interfaces.words.amounts import is_english
from moli.interfaces.words.days import moment
from moli.interfaces.words.labels import label
from moli.market.queries.contacts import Contact
from moli.pairing.queries.contacts import contacts_of
from moli.pairing.rules.kinds import PairingKind, PairingState, PairSide
from moli.pairing.rules.speaking import is_household


@dataclass(frozen=True)
class Person:
    """Whom to call."""

    name: str
    role: str
    phone: str


@dataclass(frozen=True)
class Side:
    """One side: its name, who stands for it, what it answered, its people where they are open."""

    side: PairSide
    name: str
    person: str
    place: str
    said: str
    said_kind: Kind
    words: str
    people: Sequence[Person]


@dataclass(frozen=True)
class AnswerDesk:
    """Where one side answers. `is_household`: a family member says it, somebody writes it down."""

    side: PairSide
    name: str
    other: str
    is_household: bool
    form: AnswerForm


def sides_of(door: PairingDoor) -> list[Side]:
    """Both sides, the helper first."""
    contacts = contacts_of(door.pairing, sight=door.sight)
    answers = {PairSide(word.pair_side): word for word in door.pairing.answers.all()}
    names = door.names
    is_open = door.pairing.pairing_kind != PairingKind.PRACTITIONER
    return [
        _side(
            PairSide.HELPER,
            (names.helper, names.helper_person, ""),
            answers.get(PairSide.HELPER),
            contacts.get(PairSide.HELPER, []),
        ),
        _side(
            PairSide.HELPED,
            (names.helped, names.helped_person, "" if is_open else names.village),
            answers.get(PairSide.HELPED),
            contacts.get(PairSide.HELPED, []),
        ),
    ]


def _side(
    side: PairSide, names: tuple[str, str, str], answer: Any, contacts: Sequence[Contact]
) -> Side:
    name, person, place = names
    said, kind = gettext("还没答复"), Kind.PLAIN
    if answer is not None:
        told = gettext("%(moment)s 同意") if answer.is_yes else gettext("%(moment)s 不结对")
        said = told % {"moment": moment(answer.at)}
        kind = Kind.OK if answer.is_yes else Kind.WARN
    return Side(
        side=side,
        name=name,
        person=person,
        place=place,
        said=said,
        said_kind=kind,
        words=answer.words if answer is not None else "",
        people=[_person(contact) for contact in contacts],
    )


def _person(contact: Contact) -> Person:
    name = (contact.name_en if is_english() else "") or contact.name
    return Person(name=name, role=label(contact.role), phone=contact.phone)


def answer_desks(
    request: MoliRequest, door: PairingDoor, *, refused: AnswerForm | None = None
) -> list[AnswerDesk]:
    """The sides for which the person may answer now; a form that was refused stands in its place.

    Whoever answered for one side does not answer for the other.
    """
    if door.pairing.state != PairingState.PROPOSED:
        return []
    answers = list(door.pairing.answers.all())
    if request.standing.actor.key in {word.by_key for word in answers}:
        return []
    answered = {PairSide(word.pair_side) for word in answers}
    return [
        answer_desk(request, door, side, refused=refused)
        for side in door.sides
        if side not in answered
    ]


def answer_desk(
    request: MoliRequest, door: PairingDoor, side: PairSide, *, refused: AnswerForm | None = None
) -> AnswerDesk:
    """Where a side answers."""
    names = door.names
    is_helper = side is PairSide.HELPER
    form = refused if refused is not None and refused.side is side else None
    return AnswerDesk(
        side=side,
        name=names.helper if is_helper else names.helped,
        other=names.helped if is_helper else names.helper,
        is_household=is_household(PairingKind(door.pairing.pairing_kind), side),
        form=form or answer_form(request, door, side),
    )


def answer_form(
    request: MoliRequest, door: PairingDoor, side: PairSide, *, is_sent: bool = False
) -> AnswerForm:
    """The form of a side, empty or as it was sent; of a household it asks who of it speaks."""
    members = None
    if is_household(PairingKind(door.pairing.pairing_kind), side):
        members = members_of(request, door.pairing.helped_key)
    return AnswerForm(request.POST if is_sent else None, side=side, members=members)
