"""Running all jobs once: each by itself, whatever became of the one before."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import Error, connection

from moli.interfaces.cli.work.jobs import JOBS, Counts, Job
from moli.interfaces.cli.work.turn import own_turn


@dataclass(frozen=True)
class Outcome:
    """What became of a job: its counts, or the name of the error that stopped it."""

    job: str
    counts: Counts
    fault: str = ""


def run_jobs(*, at: datetime, jobs: Sequence[Job] = JOBS) -> list[Outcome] | None:
    """Run all jobs that are due; None when another process is at it.

    A second run at the same time does nothing; one after the other finds what is left. A job that
    fails is logged by the name of its error alone, for its words may hold what it worked on.
    """
    with own_turn() as is_ours:
        if not is_ours:
            return None
        return [_run(job, at=at) for job in jobs]


def _run(job: Job, *, at: datetime) -> Outcome:
    try:
        return Outcome(job.name, job.run(at))
    except Exception as error:  # noqa: BLE001 - one job that fails never stops the others
        logging.getLogger(__name__).error("job %s failed: %s", job.name, type(error).__name__)
        is_database = isinstance(error, Error) and not connection.in_atomic_block
        if is_database and not connection.is_usable():
            # A connection that broke is made anew. One that did not keeps its lock on the turn.
            connection.close()
        return Outcome(job.name, {}, fault=type(error).__name__)
