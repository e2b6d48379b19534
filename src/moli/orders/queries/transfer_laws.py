"""Laws of goods that go from one station to another."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count, F, Q

from moli.audit.queries import guards_law, sum_of
from moli.kernel.law import LawCheck
from moli.orders.models import (
    ProductionInput,
    StockTransfer,
    StockTransferLoad,
)
from moli.orders.models.guards import TRANSFER_GUARDS
from moli.orders.queries.law_checks import law_of, once_law
from moli.orders.rules.transferring import TransferState

_ENDED_UNSENT = (TransferState.DECLINED, TransferState.CANCELLED)


def loads_are_conserved() -> LawCheck:
    """What was kept for a station is left, was packed or lost, or went back."""
    rows = StockTransferLoad.objects.annotate(
        used=sum_of(ProductionInput.objects.all(), by="load", of="grams")
    ).exclude(grams=F("left_grams") + F("shrunk_grams") + F("freed_grams") + F("used"))
    return law_of(
        "orders.transferred_weight_is_conserved",
        StockTransferLoad.objects.all(),
        rows,
        name="transfer__number",
    )


def transfers_weigh_their_loads() -> LawCheck:
    """What was agreed, sent and received is what the loads say, and nothing waits for the ended."""
    loads = StockTransferLoad.objects.all()
    used = ProductionInput.objects.filter(load__isnull=False)
    rows = StockTransfer.objects.annotate(
        kept=sum_of(loads, by="transfer", of="grams"),
        freed=sum_of(loads, by="transfer", of="freed_grams"),
        left=sum_of(loads, by="transfer", of="left_grams"),
        used=sum_of(used, by="load__transfer", of="grams"),
        shrunk=sum_of(loads, by="transfer", of="shrunk_grams"),
    ).exclude(
        Q(state=TransferState.ASKED, kept=0)
        | Q(state=TransferState.AGREED, kept=F("agreed_grams"), left=F("agreed_grams"))
        | Q(state=TransferState.SENT, left=F("sent_grams"))
        | Q(
            state=TransferState.RECEIVED,
            kept=F("sent_grams") + F("freed"),
            received_grams__gte=F("left") + F("used"),
            shrunk__gte=F("sent_grams") - F("received_grams"),
        )
        | Q(state__in=_ENDED_UNSENT, left=0, used=0)
    )
    return law_of(
        "orders.transfer_weighs_its_loads", StockTransfer.objects.all(), rows, name="number"
    )


def transfers_went_step_by_step() -> LawCheck:
    """A transfer has the steps that lead to where it stands: asked, agreed, sent, received."""

    def steps(*kinds: TransferState) -> Count:
        return Count("steps", filter=Q(steps__step__in=kinds))

    rows = StockTransfer.objects.annotate(
        asked=steps(TransferState.ASKED),
        agreed=steps(TransferState.AGREED),
        sent=steps(TransferState.SENT),
        received=steps(TransferState.RECEIVED),
        ended=steps(*_ENDED_UNSENT),
    ).exclude(
        Q(asked=1, agreed=0, sent=0, received=0, ended=0, state=TransferState.ASKED)
        | Q(asked=1, agreed=1, sent=0, received=0, ended=0, state=TransferState.AGREED)
        | Q(asked=1, agreed=1, sent=1, received=0, ended=0, state=TransferState.SENT)
        | Q(asked=1, agreed=1, sent=1, received=1, ended=0, state=TransferState.RECEIVED)
        | Q(asked=1, sent=0, received=0, ended=1, state__in=_ENDED_UNSENT)
    )
    return law_of(
        "orders.transfer_went_step_by_step", StockTransfer.objects.all(), rows, name="number"
    )


def stations_pack_what_is_theirs() -> LawCheck:
    """A station packed what it weighed, or what it had received from the station that did."""
    theirs = ProductionInput.objects.exclude(production__article__station_key="")
    is_own = Q(load=None, weigh_in__station_key=F("production__article__station_key"))
    is_received = Q(
        load__transfer__state=TransferState.RECEIVED,
        load__transfer__asking_station_key=F("production__article__station_key"),
        load__transfer__giving_station_key=F("weigh_in__station_key"),
        load__weigh_in=F("weigh_in"),
    )
    broken = theirs.exclude(pk__in=theirs.filter(is_own | is_received).values("pk"))
    return law_of(
        "orders.station_packs_what_is_its_own", theirs, broken, name="production__trace_code"
    )


def transfers_were_asked_once() -> LawCheck:
    """Twice is once: every transfer has exactly one line of the trail that asked for it."""
    return once_law(
        "orders.stock_asked_once", verb="orders.ask_for_stock", rows=StockTransfer.objects.all()
    )


def transfer_guards_stand() -> LawCheck:
    """The database still refuses to change the steps of goods between stations."""
    return guards_law("orders.transfer_guards_stand", TRANSFER_GUARDS)


TRANSFER_LAWS: tuple[Callable[[], LawCheck], ...] = (
    loads_are_conserved,
    transfers_weigh_their_loads,
    transfers_went_step_by_step,
    stations_pack_what_is_theirs,
    transfers_were_asked_once,
    transfer_guards_stand,
)
