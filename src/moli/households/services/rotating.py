"""Changing the keys: everything is sealed again with a new one, and the old one goes.

Nobody is kept from reading meanwhile, and a run that is killed loses nothing; the next one
completes it. The order of writing makes this so:

1. The key file with the new key beside the old ones reaches the disk before any value is sealed
   with it. A run that finds more than one key goes on with the newest instead of adding another.
2. Rows are sealed again some hundred at a time, each piece a transaction. Both keys open.
3. A writer that began before the new key was there may still store a value sealed with the old
   one. So at last each table is locked against writers, which waits for those at work, and what
   they left is sealed again.
4. Only then the old keys leave the file.

With the index key it is the same, but all rows change in one transaction, for an index is found
only under one key. Before it begins the file names both index keys, and every search asks for
both (`BlindIndex.values`), so a value is found before, during and after, and also when the run
is killed between commit and file. Indexes that a writer stored late with the old key are put
right at the end.

A backup of before opens with the key file of before alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from moli.audit.services.recording import Subject, record
from moli.households.models.keys import KeysHeld, key_ring, keys_held, write_key_ring
from moli.households.queries.sealed import (
    SealedModel,
    not_sealed_by,
    raw_chunks,
    raw_name,
    raw_rows,
    sealed_models,
)
from moli.households.rules.registration import SamePersonTwice
from moli.kernel.actor import Actor
from moli.kernel.refusal import Refusal
from moli.kernel.sealing import new_key

_CHUNK = 500
Watch = Callable[[int], None]


class KeysChangingNow(Refusal):
    """Another run is changing the keys at this moment."""


@dataclass(frozen=True)
class Rotation:
    """What a change of keys did: rows sealed again, indexes written anew, keys that went."""

    sealed: int
    indexed: int
    dropped: int
    active: str


def rotate_keys(
    *, with_index: bool = False, by: Actor, at: datetime, watch: Watch | None = None
) -> Rotation:
    """Seal every sealed value of every room with a new key, and drop the keys of before.

    With `with_index` the blind indexes get a new key as well. A run that was killed is completed
    by the next, which then adds no further key; each completed run after that adds one. `watch`
    is told the rows of each piece that was stored. Refuses to run beside another run, and an
    index under which two people with one number would come to light.
    """
    try:
        with keys_held():
            return _rotate(with_index=with_index, by=by, at=at, watch=watch or _nobody_watches)
    except KeysHeld:
        raise KeysChangingNow from None


def _rotate(*, with_index: bool, by: Actor, at: datetime, watch: Watch) -> Rotation:
    kinds = sealed_models()
    _add_key()
    active = key_ring().active
    sealed = sum(_seal_again(kind, active=active, watch=watch) for kind in kinds)
    sealed += sum(_seal_stragglers(kind, active=active) for kind in kinds)
    found = [kind for kind in kinds if kind.indexes]
    indexed = _change_index(found) if with_index else 0
    indexed += _settle_indexes(found)
    rotation = Rotation(sealed, indexed, dropped=_drop_keys(), active=active)
    with transaction.atomic():
        record(
            verb="households.rotate_keys",
            on=Subject("keys", active),
            by=by,
            at=at,
            sealed=rotation.sealed,
            indexed=rotation.indexed,
            dropped=rotation.dropped,
        )
    return rotation


def _nobody_watches(_rows: int) -> None:
    return None


def _add_key() -> None:
    """A new key as the active one; none when a run before was cut off and left its own."""
    ring = key_ring()
    if len(ring.data_keys) > 1:
        return
    name = f"k{int(ring.active.removeprefix('k')) + 1}"
    write_key_ring(replace(ring, active=name, data_keys={**ring.data_keys, name: new_key()}))


def _drop_keys() -> int:
    """Leave the active key alone: by now no row needs another. How many went."""
    ring = key_ring()
    others = len(ring.data_keys) - 1
    if others:
        write_key_ring(replace(ring, data_keys={ring.active: ring.data_keys[ring.active]}))
    return others


def _seal_again(kind: SealedModel, *, active: str, watch: Watch) -> int:
    """All rows of a model that another key sealed, piece by piece; how many."""
    done = 0
    while piece := _seal_piece(kind, active=active):
        done += piece
        watch(piece)
    return done


@transaction.atomic
def _seal_piece(kind: SealedModel, *, active: str) -> int:
    old = raw_rows(kind).filter(not_sealed_by(kind, active))
    ids = list(old.values_list("pk", flat=True)[:_CHUNK])
    return _store(kind, ids)


@transaction.atomic
def _seal_stragglers(kind: SealedModel, *, active: str) -> int:
    """What writers stored meanwhile with an old key; nobody writes while this looks."""
    _keep_writers_out(kind)
    old = raw_rows(kind).filter(not_sealed_by(kind, active))
    return _store(kind, list(old.values_list("pk", flat=True)))


def _store(kind: SealedModel, ids: list[int]) -> int:
    """Read rows under a lock, which opens them, and write their sealed columns again."""
    rows: list[Any] = list(
        QuerySet(kind.model)
        .select_for_update(of=("self",))
        .filter(pk__in=ids)
        .only("pk", *kind.columns)
        .order_by("pk")
    )
    # Prepared for the table, a value is sealed by the key that is active now.
    fresh = [
        (*(field.get_prep_value(getattr(row, field.name)) for field in kind.fields), row.pk)
        for row in rows
    ]
    _write(kind, kind.columns, fresh)
    return len(rows)


def _change_index(kinds: list[SealedModel]) -> int:
    """A new index key, and all indexes under it, in one transaction; how many were written."""
    _settle_indexes(kinds)
    ring = key_ring()
    fresh = replace(ring, index_key=new_key(), other_index_keys=(ring.index_key,))
    # From here on every search asks for both.
    write_key_ring(replace(ring, other_index_keys=(fresh.index_key,)))
    with transaction.atomic():
        for kind in kinds:
            _keep_writers_out(kind)
        # Writers that come after us store under the new key; if this is not committed, the next
        # run puts all indexes right.
        write_key_ring(fresh)
        return sum(_write_indexes(kind) for kind in kinds)


def _settle_indexes(kinds: list[SealedModel]) -> int:
    """Indexes that do not fit put right, when a change of their key left some; how many."""
    ring = key_ring()
    if not ring.other_index_keys:
        return 0
    with transaction.atomic():
        for kind in kinds:
            _keep_writers_out(kind)
        written = sum(_write_indexes(kind) for kind in kinds)
    write_key_ring(replace(ring, other_index_keys=()))
    return written


def _write_indexes(kind: SealedModel) -> int:
    """Write the indexes of a model that are not those of the index key now."""
    written = 0
    columns = [index.column for index in kind.indexes]
    for piece in raw_chunks(kind, size=_CHUNK):
        fitting = ((_indexes_of(kind, raw), raw) for raw in piece)
        rows = [
            (*wanted, raw["pk"])
            for wanted, raw in fitting
            if wanted != [raw[column] for column in columns]
        ]
        try:
            with transaction.atomic():
                _write(kind, columns, rows)
        except IntegrityError:
            raise SamePersonTwice(field="id_number") from None
        written += len(rows)
    return written


def _indexes_of(kind: SealedModel, raw: dict[str, Any]) -> list[str]:
    """The indexes that a row should have for what is sealed in it."""
    ring, places = key_ring(), {field.name: field.place for field in kind.fields}
    wanted = []
    for index in kind.indexes:
        sealed = raw[raw_name(index.sealed)]
        text = ring.open(sealed, place=places[index.sealed]) if sealed else ""
        wanted.append(index.value(kind.model, text))
    return wanted


def _write(kind: SealedModel, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write some columns of many rows, each given with its primary key last.

    One prepared statement for all: Django's bulk_update asks the database to compare each row
    with every key of the piece, and the table would be closed to writers many times longer.
    """
    meta = kind.model._meta  # noqa: SLF001 - Django names it so
    columns = {field.name: str(field.column) for field in meta.concrete_fields}
    key = next(str(field.column) for field in meta.concrete_fields if field.primary_key)
    quoted = connection.ops.quote_name
    taken = ", ".join(f"{quoted(columns[name])} = %s" for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quoted(meta.db_table)} SET {taken} WHERE {quoted(key)} = %s",  # noqa: S608 - names only
            rows,
        )


def _keep_writers_out(kind: SealedModel) -> None:
    """Wait for whoever writes to a table, and let nobody else until the transaction ends.

    Reading goes on. SQLite has one writer at a time as it is.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(kind.model._meta.db_table)  # noqa: SLF001
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
