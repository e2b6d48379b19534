"""Producing: weighed produce is packed into units, and what is lost is written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import (
    Article,
    Production,
    ProductionInput,
    StockMove,
    StockTransferLoad,
    WeighIn,
)
from moli.orders.rules.bulk import BulkState
from moli.orders.rules.numbers import trace_code
from moli.orders.rules.producing import (
    Input,
    InputPromised,
    InputUnfit,
    InputUnknown,
    NotEnoughWeighedIn,
    judge_amounts,
)
from moli.orders.rules.stock import MoveKind
from moli.orders.rules.transferring import InputOfAnotherStation, TransferState


@dataclass(frozen=True)
class Batch:
    """What is packed: so many units of an article from these inputs, with so much loss."""

    article: Article
    units: int
    loss_grams: int
    inputs: tuple[Input, ...]


def produce(*, batch: Batch, request_key: UUID, by: Actor, at: datetime) -> Production:
    """Pack a batch: its inputs leave the weigh-ins, its units stand on the shelf.

    The same key again answers with the production of the first call. Refuses inputs that do not
    weigh what comes of them, that are not there (any more), of another product or of too low a
    grade, and what another station weighed, unless it was received from there.
    """
    known = Production.objects.filter(request_key=request_key).first()
    if known is not None:
        return known
    judge_amounts(
        units=batch.units,
        grams_per_unit=batch.article.grams_per_unit,
        loss_grams=batch.loss_grams,
        inputs=batch.inputs,
    )
    try:
        return _store(batch, request_key=request_key, by=by, at=at)
    except IntegrityError:
        known = Production.objects.filter(request_key=request_key).first()
        if known is None:
            raise
        return known


@transaction.atomic
def _store(batch: Batch, *, request_key: UUID, by: Actor, at: datetime) -> Production:
    grams: dict[tuple[str, str], int] = defaultdict(int)
    for each in batch.inputs:
        grams[each.weigh_in_key, each.load_key] += each.grams
    weigh_ins = list(
        WeighIn.objects.select_for_update(of=("self",))
        .filter(uid__in={key for key, _ in grams})
        .select_related("grade", "quota__part__bulk_order")
        .order_by("pk")
    )
    loads = _locked_loads({key for _, key in grams if key})
    article = (
        Article.objects.select_for_update(of=("self",))
        .select_related("lowest_grade")
        .get(pk=batch.article.pk)
    )
    inputs = _inputs(grams, weigh_ins, loads)
    for used in inputs:
        _judge(used, article)
    production = _row(batch, weigh_ins, request_key=request_key, by=by, at=at)
    production.save(force_insert=True)
    for used in inputs:
        # The goods are taken from where they lie: from the weigh-in, or from what was received.
        used.source.left_grams -= used.grams
        used.source.save(update_fields=["left_grams"])
    ProductionInput.objects.bulk_create(
        ProductionInput(
            production=production, weigh_in=used.weigh_in, load=used.load, grams=used.grams
        )
        for used in inputs
    )
    Article.objects.filter(pk=article.pk).update(on_hand_units=F("on_hand_units") + batch.units)
    StockMove.objects.create(
        article=article,
        kind=MoveKind.PRODUCED,
        on_hand_change=batch.units,
        production=production,
        at=at,
    )
    record(
        verb="orders.produce",
        on=Subject("production", production.key),
        by=by,
        at=at,
        article=article.code,
        units=batch.units,
        loss_grams=batch.loss_grams,
    )
    return production


@dataclass(frozen=True)
class _Used:
    """So much of one weigh-in, and the load with which it came when another station gave it."""

    weigh_in: WeighIn
    load: StockTransferLoad | None
    grams: int

    @property
    def source(self) -> WeighIn | StockTransferLoad:
        """Where the grams lie."""
        return self.load or self.weigh_in


def _locked_loads(keys: Collection[str]) -> list[StockTransferLoad]:
    if not keys:
        return []
    locked = StockTransferLoad.objects.select_for_update(of=("self",)).filter(uid__in=keys)
    return list(locked.select_related("transfer").order_by("pk"))


def _inputs(
    grams: Mapping[tuple[str, str], int],
    weigh_ins: Sequence[WeighIn],
    loads: Sequence[StockTransferLoad],
) -> list[_Used]:
    """What is used, in the order of the weigh-ins; refuses what is not there."""
    rows, by_key = {row.key: row for row in weigh_ins}, {row.key: row for row in loads}
    found = []
    for (weigh_in_key, load_key), amount in grams.items():
        row, load = rows.get(weigh_in_key), by_key.get(load_key)
        is_there = not load_key or (load is not None and row and load.weigh_in_id == row.pk)
        if row is not None and is_there:
            found.append(_Used(row, load, amount))
    if len(found) < len(grams):
        raise InputUnknown(field="inputs", found=len(found), value=len(grams))
    return sorted(found, key=lambda each: (each.weigh_in.pk, each.load.pk if each.load else 0))


def _judge(used: _Used, article: Article) -> None:
    row = used.weigh_in
    if row.product_id != article.product_id or row.grade.rank > article.lowest_grade.rank:
        raise InputUnfit(field="inputs", grade=article.lowest_grade.name)
    _judge_station(used, article)
    if row.quota is not None and row.quota.part.bulk_order.state == BulkState.OPEN:
        raise InputPromised(field="inputs", number=row.quota.part.bulk_order.number)
    if used.source.left_grams < used.grams:
        raise NotEnoughWeighedIn(
            field="inputs", value_grams=used.grams, left_grams=used.source.left_grams
        )


def _judge_station(used: _Used, article: Article) -> None:
    """A station packs what it weighed or received; the county's own store all of its county."""
    if used.load is not None:
        transfer = used.load.transfer
        is_ours = transfer.asking_station_key == article.station_key
        is_here = is_ours and transfer.state == TransferState.RECEIVED
    else:
        is_here = article.station_key in ("", used.weigh_in.station_key)
    if not is_here:
        raise InputOfAnotherStation(field="inputs")


def _row(
    batch: Batch, weigh_ins: Sequence[WeighIn], *, request_key: UUID, by: Actor, at: datetime
) -> Production:
    uid, today = uuid4(), timezone.localdate(at)
    days = batch.article.shelf_days
    best_before = (
        min(row.best_before_on for row in weigh_ins)
        if days is None
        else today + timedelta(days=days)
    )
    return Production(
        uid=uid,
        request_key=request_key,
        article=batch.article,
        units=batch.units,
        left_units=batch.units,
        loss_grams=batch.loss_grams,
        trace_code=trace_code(uid),
        produced_on=today,
        best_before_on=best_before,
        by_key=by.key,
        by_name=by.name,
        at=at,
    )
