"""The Party's rules in numbers: what holds, since when, from which source; the office enters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.accounts.rules import Role
from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.party.rules_forms import FORMS
from moli.interfaces.web.party.rules_words import rule_rows
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.labels import label
from moli.party.queries.rules_in_force import rule_versions
from moli.party.rules.organisation import RuleKind
from moli.party.services.setting_party_rules import set_party_rule


@require_safe
def party_rules(request: MoliRequest) -> HttpResponse:
    """Every rule in words with its source, for everybody: one query."""
    context = {
        "rules": rule_rows(rule_versions(), on=clock.today()),
        "may_enter": request.standing.holds(Role.OFFICE),
    }
    return render(request, "web/party/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter_rule(request: MoliRequest, kind: str) -> HttpResponse:
    """Enter a version of a rule; the same sent twice is one."""
    rule_kind = _kind(kind)
    newest = rule_versions().filter(kind=rule_kind).first()
    made = FORMS[rule_kind]
    is_sent = request.method == "POST"
    form = made(request.POST) if is_sent else made(initial=_initial(made, newest))
    kept: list[Any] = []

    def act() -> None:
        kept.append(
            set_party_rule(rule=form.rule(rule_kind), by=request.standing.actor, at=clock.now())
        )

    if is_sent and attempt(form, act):
        _tell(request, kept[0], source=form.cleaned_data["source"])
        return redirect("web:party_rules")
    desk = Desk(
        title=gettext("换一版规定：%(kind)s") % {"kind": label(rule_kind)},
        button=gettext("记下"),
        here=request.path,
        back=reverse("web:party_rules"),
        back_words=pgettext("party pages", "党内规定"),
        notes=(
            gettext("以前开的会、选的届，还按当时那一版。"),
            gettext("按现在这一版开过会、选过举的日子，不能再改。"),
        ),
    )
    return show(request, desk, form)


def _kind(word: str) -> RuleKind:
    found = next((kind for kind in RuleKind if kind.lower() == word), None)
    if found is None:
        raise Http404
    return found


def _initial(form: Any, newest: Any) -> dict[str, Any]:
    """The newest version, from today on or from the day after its own first."""
    today = clock.today()
    if newest is None:
        return {"from_on": today}
    from_on = max(today, newest.from_on + timedelta(days=1))
    return {**form.shown(newest.content), "from_on": from_on}


def _tell(request: MoliRequest, row: Any, *, source: str) -> None:
    if row.source == source:
        messages.success(request, gettext("记下了这一版规定。"))
    else:
        messages.warning(request, gettext("那天起同样的一版早就有了，出处没有改。"))
