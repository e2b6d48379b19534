"""The part of pairings in today: what waits for the person, as lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from moli.accounts.rules import Standing
from moli.interfaces.design.parts import Kind
from moli.interfaces.web.pairings.amounts import amount_words, promise_words
from moli.interfaces.web.pairings.naming import Names, names_of_all
from moli.interfaces.web.today.things import Thing
from moli.interfaces.words.amounts import number
from moli.interfaces.words.days import day, until
from moli.interfaces.words.labels import label
from moli.pairing.queries.sight import pairing_sight
from moli.pairing.queries.waiting import Errand, Waiting, waiting_for
from moli.pairing.rules.kinds import PairingKind, PromiseKind, ResultKind

# The most pressing stand on the list, the others behind one line.
ERRANDS_SHOWN = 6
_Said = tuple[str, str, str, Kind]


def pairing_lines(standing: Standing, *, on: date) -> list[Thing]:
    """Lines for what waits in pairings; one query for who speaks for nobody."""
    waiting = waiting_for(pairing_sight(standing, on=on), by_key=standing.actor.key)
    shown = waiting[:ERRANDS_SHOWN]
    names = names_of_all([one.pairing for one in shown], on=on)
    lines = [_thing(one, names[one.pairing.pk], on=on) for one in shown]
    if others := len(waiting) - len(lines):
        lines.append(_others(others))
    return lines


def _thing(one: Waiting, names: Names, *, on: date) -> Thing:
    facts = {"helper": names.helper, "helped": names.helped, "both": names.both}
    url, what, why, kind = _WORDS[one.errand](one, facts, on)
    return Thing(url=url, icon=_ICONS[one.errand], kind=kind, what=what, why=why)


def _others(count: int) -> Thing:
    what = ngettext("还有 %(count)s 件结对的事", "还有 %(count)s 件结对的事", count)
    return Thing(
        url=reverse("web:pairings"),
        icon="list",
        kind=Kind.PLAIN,
        what=what % {"count": number(count)},
        why=gettext("都在结对里"),
    )


def _at(name: str, one: Waiting) -> str:
    return reverse(f"web:{name}", args=[one.pairing.uid])


def _answer(one: Waiting, facts: Mapping[str, str], _on: date) -> _Said:
    return (
        _at("pairing", one) + "#answer",
        gettext("%(both)s结对，等您答复") % facts,
        gettext("%(kind)s · %(day)s提的")
        % {"kind": label(PairingKind(one.pairing.pairing_kind)), "day": day(one.pairing.at)},
        Kind.PLAIN,
    )


def _overdue(one: Waiting, facts: Mapping[str, str], on: date) -> _Said:
    _, what, _, _ = _promise(one, facts, on)
    why = gettext("%(day)s到期，已过") % {"day": day(one.due_on)}
    return _at("pairing", one) + "#promises", what, f"{facts['both']} · {why}", Kind.ALERT


def _promise(one: Waiting, facts: Mapping[str, str], _on: date) -> _Said:
    delivered = one.thing
    promise = delivered.promise
    told = {
        "what": promise_words(promise),
        "missing": amount_words(PromiseKind(promise.promise_kind), delivered.missing),
    }
    why = f"{facts['both']} · {until(promise.by_on)}"
    what = gettext("答应的%(what)s还差 %(missing)s") % told
    return _at("pairing", one) + "#promises", what, why, Kind.WARN


def _confirm(one: Waiting, facts: Mapping[str, str], _on: date) -> _Said:
    result = one.thing
    told = {"kind": label(ResultKind(result.result_kind)), "people": number(result.people)}
    return (
        reverse("web:answer_result", args=[one.pairing.uid, result.uid]),
        gettext("对方报了一项成效：%(kind)s，%(people)s 人") % told,
        gettext("%(both)s · 您说对才算数") % facts,
        Kind.PLAIN,
    )


def _visit(one: Waiting, facts: Mapping[str, str], on: date) -> _Said:
    is_late = one.due_on < on
    when = gettext("%(day)s就该去了") if is_late else gettext("今天该去了")
    return (
        _at("log_visit", one),
        gettext("去%(helped)s走一趟") % facts,
        when % {"day": day(one.due_on)},
        Kind.WARN if is_late else Kind.PLAIN,
    )


def _review(one: Waiting, facts: Mapping[str, str], _on: date) -> _Said:
    return (
        _at("review_pairing", one),
        gettext("评一评%(both)s") % facts,
        _period(one),
        Kind.PLAIN,
    )


def _household_word(one: Waiting, facts: Mapping[str, str], _on: date) -> _Said:
    return (
        _at("household_words", one),
        gettext("听农户说说%(helper)s带得怎样") % facts,
        _period(one),
        Kind.PLAIN,
    )


def _period(one: Waiting) -> str:
    return gettext("说的是 %(day)s以前这段时间") % {"day": day(one.due_on)}


_WORDS: Mapping[Errand, Callable[[Waiting, Mapping[str, str], date], _Said]] = {
    Errand.ANSWER: _answer,
    Errand.OVERDUE: _overdue,
    Errand.CONFIRM: _confirm,
    Errand.VISIT: _visit,
    Errand.REVIEW: _review,
    Errand.HOUSEHOLD_WORD: _household_word,
    Errand.PROMISE: _promise,
}
_ICONS: Mapping[Errand, str] = {
    Errand.ANSWER: "link",
    Errand.OVERDUE: "oct",
    Errand.CONFIRM: "ok",
    Errand.VISIT: "home",
    Errand.REVIEW: "chat",
    Errand.HOUSEHOLD_WORD: "chat",
    Errand.PROMISE: "clock",
}
