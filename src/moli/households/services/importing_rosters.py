"""Importing a roster: households in review until another person agrees to them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.households.models import Batch
from moli.households.queries.placing_rosters import Placed, compared, placed_households
from moli.households.queries.registered import in_parts
from moli.households.rules.batches import BatchState, area_of
from moli.households.rules.roster import Roster, Row, read_roster
from moli.households.rules.roster_columns import RosterColumn
from moli.households.rules.roster_report import RosterReport
from moli.households.services.storing_rosters import store_households
from moli.kernel.actor import Actor
from moli.kernel.identifiers import holds_id_number
from moli.kernel.refusal import Refusal
from moli.kernel.report import Finding
from moli.places.queries.known_villages import known_villages

# Households in one transaction: few enough that readers and other writers hardly wait.
_TOGETHER = 250
_FILENAME_SIGNS_MAX = 120

Watch = Callable[[int], None]


def import_roster(  # noqa: PLR0913 - each is a fact of its own
    rows: Sequence[Row],
    *,
    file_hash: str,
    filename: str,
    area_codes: Collection[str],
    is_generated: bool = False,
    by: Actor,
    at: datetime,
    is_dry_run: bool = False,
    watch: Watch | None = None,
) -> RosterReport:
    """Store the households of a roster as a batch in review, whole households at a time.

    `rows` are the sheet's row numbers with cells by heading (`rules.roster.HEADINGS`);
    `area_codes` are the areas that the person may import for. `watch` is told how many people
    are stored so far. A dry run answers the same and stores nothing.

    An import that was cut off has stored whole households; the same file again stores the rest.
    The same complete file again changes nothing, also at the same time: one file, by its hash,
    is one batch until that is undone. Households that are registered already are compared and
    never overwritten.

    Raises SheetRefused, with a finding for each cell to mend, when any row has a fault: cells
    that cannot be read, what `rules.registration` refuses, villages that are unknown, ambiguous
    or out of reach, people who stand twice or are registered in another household, official
    numbers of households out of reach.
    """
    roster = read_roster(rows, today=timezone.localdate(at))
    villages = known_villages(area_codes=area_codes)
    placed = placed_households(roster, villages)
    batch = _batch_of(file_hash)
    if batch is not None and batch.state != BatchState.LOADING:
        return _report(roster, batch=batch, unchanged=len(placed), is_known=True)
    fresh, differing = compared(
        placed, roster, batch=batch, reachable_codes=villages.reachable_codes
    )
    registered = len(placed) - len(fresh)
    if is_dry_run or (batch is None and not fresh):
        return _report(roster, created=len(fresh), unchanged=registered, differing=differing)
    batch = batch or _opened(
        Batch(
            file_hash=file_hash,
            filename=_shown_name(filename),
            area_code=area_of([one.village.code for one in placed]),
            expected=len(fresh),
            is_generated=is_generated,
            brought_by_key=by.key,
            brought_by_name=by.name,
            brought_at=at,
        ),
        by=by,
        at=at,
    )
    with _settled():
        created, left_out = _store(fresh, batch, roster, by=by, at=at, watch=watch)
    _finish(batch, by=by, at=at)
    return _report(
        roster,
        batch=batch,
        created=created,
        unchanged=registered,
        differing=(*differing, *left_out),
    )


def _shown_name(filename: str) -> str:
    """The name by which lists call a file: none when somebody's number stands in it."""
    if holds_id_number(filename, on=date.max):
        return ""
    return filename.replace("\0", "")[:_FILENAME_SIGNS_MAX]


def _batch_of(file_hash: str) -> Batch | None:
    return Batch.objects.filter(file_hash=file_hash).exclude(state=BatchState.UNDONE).first()


def _opened(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """The batch stored, or the one of the same file that was a moment quicker."""
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
            subject = Subject("batch", batch.key, batch.area_code)
            record(
                verb="households.begin_import",
                on=subject,
                by=by,
                at=at,
                households=batch.expected,
            )
        return batch
    except IntegrityError:
        found = _batch_of(batch.file_hash)
        if found is None:
            raise
        return found


@contextmanager
def _settled() -> Iterator[None]:
    """Keep the collector from walking the whole roster again and again while it is stored.

    A hundred thousand people are millions of objects that all stay; a quarter of the time went
    into looking at them. What is made meanwhile is collected as ever.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _store(
    fresh: Sequence[Placed],
    batch: Batch,
    roster: Roster,
    *,
    by: Actor,
    at: datetime,
    watch: Watch | None,
) -> tuple[int, list[Finding]]:
    created, left_out = 0, []
    done = _people(roster) - sum(len(one.told.people) for one in fresh)
    for part in in_parts(fresh, _TOGETHER):
        stored = store_households(part, batch=batch, by=by, at=at)
        created += stored.created
        left_out += [_left_out(one, refusal, roster) for one, refusal in stored.left_out]
        done += sum(len(one.told.people) for one in part)
        if watch is not None:
            watch(done)
    return created, left_out


def _left_out(one: Placed, refusal: Refusal, roster: Roster) -> Finding:
    column = {"national_code": RosterColumn.HOUSEHOLD_CODE, "id_number": RosterColumn.ID_NUMBER}
    heading = roster.columns.heading(column.get(refusal.field, RosterColumn.NAME))
    return Finding(one.told.row, heading, refusal.code, refusal.facts)


@transaction.atomic
def _finish(batch: Batch, *, by: Actor, at: datetime) -> None:
    """All of the file is in: the batch waits for somebody to look it through."""
    held = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state != BatchState.LOADING:
        return
    held.expected = held.households.count()
    # Everything may have been registered by others meanwhile: then the file brought nothing.
    held.state = BatchState.IN_REVIEW if held.expected else BatchState.UNDONE
    held.save(update_fields=["state", "expected"])
    record(
        verb="households.import_roster",
        on=Subject("batch", held.key, held.area_code),
        by=by,
        at=at,
        households=held.expected,
    )


def _people(roster: Roster) -> int:
    return sum(len(household.people) for household in roster.households)


def _report(
    roster: Roster,
    *,
    batch: Batch | None = None,
    created: int = 0,
    unchanged: int = 0,
    differing: tuple[Finding, ...] = (),
    is_known: bool = False,
) -> RosterReport:
    return RosterReport(
        rows=roster.rows,
        created=created,
        unchanged=unchanged,
        households=len(roster.households),
        people=_people(roster),
        differing=differing,
        unread=roster.columns.unread,
        batch_key=batch.key if batch else "",
        is_known=is_known,
    )
