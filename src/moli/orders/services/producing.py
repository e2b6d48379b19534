"""Producing: weighed produce is packed into units, and what is lost is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from moli.audit.services.recording import Subject, record
from moli.kernel.actor import Actor
from moli.orders.models import Article, Production, ProductionInput, StockMove, WeighIn
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
    grade.
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
    grams: dict[str, int] = {}
    for each in batch.inputs:
        grams[each.weigh_in_key] = grams.get(each.weigh_in_key, 0) + each.grams
    weigh_ins = list(
        WeighIn.objects.select_for_update(of=("self",))
        .filter(uid__in=list(grams))
        .select_related("grade", "quota__part__bulk_order")
        .order_by("pk")
    )
    article = (
        Article.objects.select_for_update(of=("self",))
        .select_related("lowest_grade")
        .get(pk=batch.article.pk)
    )
    _judge(weigh_ins, article=article, grams=grams)
    production = _row(batch, weigh_ins, request_key=request_key, by=by, at=at)
    production.save(force_insert=True)
    for row in weigh_ins:
        row.left_grams -= grams[row.key]
        row.save(update_fields=["left_grams"])
    ProductionInput.objects.bulk_create(
        ProductionInput(production=production, weigh_in=row, grams=grams[row.key])
        for row in weigh_ins
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


def _judge(weigh_ins: Sequence[WeighIn], *, article: Article, grams: Mapping[str, int]) -> None:
    if len(weigh_ins) < len(grams):
        raise InputUnknown(field="inputs", found=len(weigh_ins), value=len(grams))
    for row in weigh_ins:
        is_fit = (
            row.product_id == article.product_id and row.grade.rank <= article.lowest_grade.rank
        )
        if not is_fit:
            raise InputUnfit(field="inputs", grade=article.lowest_grade.name)
        if row.quota is not None and row.quota.part.bulk_order.state == BulkState.OPEN:
            raise InputPromised(field="inputs", number=row.quota.part.bulk_order.number)
        if row.left_grams < grams[row.key]:
            raise NotEnoughWeighedIn(
                field="inputs", value_grams=grams[row.key], left_grams=row.left_grams
            )


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
