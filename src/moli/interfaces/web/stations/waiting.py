"""The station's part of today: own tasks, and days that nobody has closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Role, Standing
from moli.counter.queries.unclosed import unclosed_days
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.interfaces.words.days import day
from moli.stations.queries.tasks import tasks_of_person
from moli.stations.queries.team import stations_of_work
from moli.stations.rules.team import Work

# A task stands in the list of today this many days before it is due.
DAYS_AHEAD = 2


def station_lines(standing: Standing, *, on: date) -> Iterator[Thing]:
    """Lines for a station's team: five queries at most, none for other roles."""
    runs = standing.organisation_keys(Role.STATION_OPERATOR)
    keys = {*runs, *standing.organisation_keys(Role.STATION_STAFF)}
    if not keys:
        return
    yield from _days(standing, runs, keys, on=on)
    until_on = on + timedelta(days=DAYS_AHEAD)
    for task in tasks_of_person(keys, person_key=standing.actor.key, until_on=until_on):
        is_late = task.due_on < on
        sentence = (
            gettext("%(station)s · %(day)s该做完，过了")
            if is_late
            else gettext("%(station)s · %(day)s前做完")
        )
        yield Thing(
            url=reverse("web:station", args=[task.station.uid]),
            icon="clock" if is_late else "list",
            kind=Kind.WARN if is_late else Kind.PLAIN,
            what=task.words,
            why=sentence % {"station": task.station.name, "day": day(task.due_on)},
        )


def _days(
    standing: Standing, runs: tuple[str, ...], keys: set[str], *, on: date
) -> Iterator[Thing]:
    """Days to close, for whoever may close them."""
    staff = keys - set(runs)
    closing = stations_of_work(staff, person_key=standing.actor.key, work=Work.CLOSE_DAY, on=on)
    for days in unclosed_days([*runs, *closing], before_on=on).values():
        yield Thing(
            url=reverse("counter:shell"),
            icon="yuan",
            kind=Kind.WARN,
            what=ngettext("还有 %(count)s 天没有日结", "还有 %(count)s 天没有日结", len(days))
            % {"count": number(len(days))},
            why=gettext("最早是 %(day)s，在柜台上数钱箱、对包裹") % {"day": day(days[0])},
        )
