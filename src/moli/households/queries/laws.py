"""Laws of the registry's data, each a look at all rows, whoever may see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, Q

from moli.audit.models import Event
from moli.audit.queries import overlap_law
from moli.households.models import FamilyMember, Household, Procedure, Status
from moli.households.models.keys import key_ring
from moli.households.queries.sealed import (
    SealedModel,
    raw_chunks,
    raw_name,
    raw_rows,
    sealed_models,
)
from moli.households.rules.people import Relation
from moli.households.rules.procedures import ProcedureState
from moli.households.rules.retention import ERASED_NAME
from moli.kernel.law import LawCheck, found_law
from moli.kernel.sealing import SealBroken

_CHUNK = 1_000


def household_laws() -> list[LawCheck]:
    """What holds of households, their people and statuses, and of everything that is sealed."""
    return [law() for law in LAWS]


def households_have_one_head() -> LawCheck:
    """Every household of the registry that has people has one head among them."""
    now = Q(members__left_on=None)
    rows = (
        Household.objects.filter(is_in_review=False, withdrawn_at=None)
        .annotate(
            people=Count("members", filter=now),
            heads=Count("members", filter=now & Q(members__relation=Relation.HEAD)),
        )
        .filter(people__gt=0)
    )
    broken = rows.exclude(heads=1).order_by("pk").values_list("uid", flat=True)
    return found_law("households.one_head_at_a_time", checked=rows.count(), broken=broken)


def nobody_is_twice() -> LawCheck:
    """No identity number is that of two people who have not left, whatever their indexes say."""
    seen: dict[str, str] = {}
    broken = []
    for kind in sealed_models():
        if kind.model is not FamilyMember:
            continue
        for row in _rows(kind, extra=("uid", "left_on")):
            sealed = row[raw_name("id_number")]
            number = _opened(kind, "id_number", sealed) if sealed else None
            if number is None or row["left_on"] is not None:
                continue
            # Kept as indexes, so that a long list of numbers lies nowhere, not even in memory.
            index = FamilyMember.blind_indexes[0].value(FamilyMember, number)
            if seen.setdefault(index, str(row["uid"])) != str(row["uid"]):
                broken.append(str(row["uid"]))
    return found_law("households.nobody_twice_at_a_time", checked=len(seen), broken=broken)


def households_were_registered_once() -> LawCheck:
    """Twice is once: every household has exactly one line of the trail that registered it."""
    lines = Counter(
        Event.objects.filter(verb="households.register").values_list("subject_key", flat=True)
    )
    keys = {str(uid) for uid in Household.objects.values_list("uid", flat=True)}
    wrong = sorted(key for key in keys | set(lines) if key not in keys or lines[key] != 1)
    return found_law("households.household_registered_once", checked=len(keys), broken=wrong)


def statuses_never_overlap() -> LawCheck:
    """A household has one status on a track on any day."""
    return overlap_law(
        "households.status_once_at_a_time", Status.objects.all(), same=("household", "track")
    )


def statuses_come_from_approved_procedures() -> LawCheck:
    """A status that names a procedure names an approved one of its household, to that state."""
    approved = {
        (str(uid), household_id, target)
        for uid, household_id, target in Procedure.objects.filter(
            state=ProcedureState.APPROVED
        ).values_list("uid", "household_id", "target")
    }
    rows = Status.objects.exclude(procedure_key="").order_by("pk")
    told = list(rows.values_list("pk", "procedure_key", "household_id", "state"))
    broken = [str(pk) for pk, *named in told if tuple(named) not in approved]
    return found_law("households.status_from_approved_procedure", checked=len(told), broken=broken)


def sealed_values_open() -> LawCheck:
    """Every sealed value of every room opens in its place, and its blind index is its own."""
    checked, broken = 0, []
    for kind in sealed_models():
        for row in _rows(kind):
            filled = [name for name in kind.columns if row[raw_name(name)]]
            checked += len(filled)
            if not _is_whole(kind, row):
                broken.append(f"{kind.model._meta.label_lower}:{row['pk']}")  # noqa: SLF001
    return found_law("households.sealed_value_opens", checked=checked, broken=broken)


def erased_households_are_nameless() -> LawCheck:
    """Of an erased household no name, number, telephone or address is left."""
    erased = Household.objects.exclude(erased_at=None)
    named = ~Q(name=ERASED_NAME) | ~Q(id_index="") | ~Q(national_code="")
    kinds = {kind.model: kind for kind in sealed_models()}
    people = raw_rows(kinds[FamilyMember]).filter(household__in=erased)
    homes = raw_rows(kinds[Household]).exclude(erased_at=None)
    told = ~Q(address="") | ~Q(phone_index="") | ~Q(national_code="") | ~Q(raw_phone="")
    broken = {
        *people.filter(named | ~Q(raw_id_number="")).values_list("household__uid", flat=True),
        *homes.filter(told).values_list("uid", flat=True),
    }
    return found_law(
        "households.erased_is_nameless", checked=erased.count(), broken=sorted(map(str, broken))
    )


# A new law of the registry is one function here; `moli check` and its test find it by this list.
LAWS: tuple[Callable[[], LawCheck], ...] = (
    households_have_one_head,
    nobody_is_twice,
    households_were_registered_once,
    statuses_never_overlap,
    statuses_come_from_approved_procedures,
    sealed_values_open,
    erased_households_are_nameless,
)


def _rows(kind: SealedModel, extra: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    for piece in raw_chunks(kind, extra, size=_CHUNK):
        yield from piece


def _opened(kind: SealedModel, column: str, sealed: str) -> str | None:
    """What was sealed, or None when it does not open, which is another law's to say."""
    place = next(field.place for field in kind.fields if field.name == column)
    try:
        return key_ring().open(sealed, place=place)
    except SealBroken:
        return None


def _is_whole(kind: SealedModel, row: dict[str, Any]) -> bool:
    """Whether all sealed columns of a row open, and each index is that of what was in them."""
    texts = {
        name: _opened(kind, name, sealed) if (sealed := row[raw_name(name)]) else ""
        for name in kind.columns
    }
    if None in texts.values():
        return False
    return all(
        row[index.column] in (index.values(kind.model, text) if text else ("",))
        for index in kind.indexes
        if (text := texts[index.sealed]) is not None
    )
