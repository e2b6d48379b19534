"""Rules of the waterfall: which hold, since when, from which source; setting and ending one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.naming import name_of
from moli.interfaces.web.payouts.doors import books_reach, payer_reach
from moli.interfaces.web.payouts.example import Example, example_of
from moli.interfaces.web.payouts.rule_forms import EndRuleForm, RuleForm, scope_value
from moli.interfaces.web.registry.desks import Desk, show
from moli.interfaces.web.registry.forms import attempt
from moli.interfaces.words.amounts import NOTHING, decimal, yuan
from moli.interfaces.words.labels import label
from moli.settlement.queries.lines import rule_for
from moli.settlement.queries.waterfall_rules import (
    ScopedRule,
    general_rule,
    priced_articles,
    rule_by_id,
    rules_listed,
    scopes,
)
from moli.settlement.rules.waterfall import RuleScope, Terms
from moli.settlement.services.ending_rules import end_rule
from moli.settlement.services.setting_rules import Scope, set_rule

_DEFAULT_TERMS = Terms(commission_per_mille=0)


@dataclass(frozen=True)
class RuleRow:
    """One rule in words."""

    id: int
    scope: str
    goods: str
    from_on: date
    to_on: date | None
    commission: str
    transport: str
    platform: str
    source: str
    may_end: bool


@require_safe
def waterfall_rules(request: MoliRequest) -> HttpResponse:
    """The rules that hold, those that are over, and one price shared by the rule of today."""
    reach = books_reach(request)
    today = clock.today()
    listed, over = rules_listed(on=today)
    articles = priced_articles(on=today)
    chosen = _chosen(request, articles)
    context = {
        "rules": [_row(each, may_end=reach.pays) for each in listed],
        "over": [_row(each, may_end=False) for each in over],
        "pays": reach.pays,
        "example": _example_today(chosen, on=today),
        "articles": [(article.code, name_of(article), price) for article, price in articles],
        "chosen": chosen[0].code if chosen else "",
    }
    return render(request, "web/payouts/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def set_waterfall_rule(request: MoliRequest) -> HttpResponse:
    """Enter a rule: looked at first with its worked example, then set."""
    payer_reach(request)
    today = clock.today()
    is_sent = request.method == "POST"
    form = RuleForm(request.POST if is_sent else None, scopes=_scope_choices(), today=today)
    example: Example | None = None
    if is_sent and form.is_valid():
        terms = _terms(form)
        if request.POST.get("act") == "set" and attempt(
            form,
            lambda: set_rule(
                scope=form.scope(),
                terms=terms,
                from_on=form.cleaned_data["from_on"],
                source=form.cleaned_data["source"],
                by=request.standing.actor,
                at=clock.now(),
            ),
        ):
            messages.success(request, gettext("定下来了。结算过的不变。"))
            return redirect("web:waterfall_rules")
        example = _example_of_form(form, terms, on=today) if form.is_valid() else None
    context = {
        "form": form,
        "example": example,
        "here": request.path,
        "back": reverse("web:waterfall_rules"),
    }
    return render(request, "web/payouts/set_rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_waterfall_rule(request: MoliRequest, rule_id: int) -> HttpResponse:
    """End the rule of one article or product; the general one has no such page."""
    payer_reach(request)
    found = rule_by_id(rule_id)
    if found is None or found.rule.scope == RuleScope.GENERAL or found.rule.to_on is not None:
        raise Http404
    today = clock.today()
    is_sent = request.method == "POST"
    form = EndRuleForm(request.POST if is_sent else None, today=today)
    if is_sent and attempt(
        form,
        lambda: end_rule(
            rule_id=rule_id,
            to_on=form.cleaned_data["to_on"],
            on=today,
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("记下了，那天起照管得更宽的规则分。"))
        return redirect("web:waterfall_rules")
    row = _row(found, may_end=False)
    desk = Desk(
        title=gettext("结束一条分账规则"),
        sub=f"{row.scope} {row.goods}",
        button=gettext("结束这条"),
        here=request.path,
        back=reverse("web:waterfall_rules"),
        back_words=gettext("分账规则"),
        notes=(gettext("结算过的不变。以后的照管得更宽的规则分。"),),
    )
    return show(request, desk, form)


def _terms(form: RuleForm) -> Terms:
    """The terms of the form; who packs and carries stays as it is now."""
    scope = form.scope()
    listed, _ = rules_listed(on=clock.today())
    here = (scope.kind, scope.key)
    same = [each.rule for each in listed if (each.rule.scope, each.rule.scope_key) == here]
    now = same[0].terms if same else _DEFAULT_TERMS
    return form.terms(packer_key=now.packer_key, carrier_key=now.carrier_key)


def _row(each: ScopedRule, *, may_end: bool) -> RuleRow:
    rule, terms = each.rule, each.rule.terms
    is_narrow = rule.scope != RuleScope.GENERAL
    return RuleRow(
        id=rule.pk,
        scope=label(RuleScope(rule.scope)),
        goods=name_of(each.goods) if each.goods else rule.scope_key,
        from_on=rule.from_on,
        to_on=rule.to_on,
        commission=_commission(terms),
        transport=gettext("每公斤 %(sum)s") % {"sum": yuan(terms.transport_fen_per_kg)}
        if terms.transport_fen_per_kg
        else NOTHING,
        platform=_percent(terms.platform_per_mille),
        source=rule.source,
        may_end=may_end and is_narrow and rule.to_on is None,
    )


def _commission(terms: Terms) -> str:
    if terms.cap_fen is None or not terms.commission_per_mille:
        return _percent(terms.commission_per_mille)
    return gettext("%(rate)s，%(unit)s最多 %(cap)s") % {
        "rate": _percent(terms.commission_per_mille),
        "unit": label(terms.cap_unit),
        "cap": yuan(terms.cap_fen),
    }


def _percent(mille: int) -> str:
    return f"{decimal(mille, places=1)}%" if mille else NOTHING


def _chosen(request: MoliRequest, articles: Sequence[tuple[Any, int]]) -> tuple[Any, int] | None:
    code = request.GET.get("article", "")
    return next(
        (pair for pair in articles if pair[0].code == code), articles[0] if articles else None
    )


def _example_today(chosen: tuple[Any, int] | None, *, on: date) -> Example | None:
    """The chosen article by the rule of today; a box of tea when nothing is on sale."""
    if chosen is None:
        rule = general_rule(on=on)
        return example_of(rule.terms) if rule else None
    article, price_fen = chosen
    rule = rule_for(article, on=on)
    return example_of(rule.terms, article=article, price_fen=price_fen) if rule else None


def _example_of_form(form: RuleForm, terms: Terms, *, on: date) -> Example:
    """The first article for which the rule would hold, or a box of tea."""
    scope = form.scope()
    for article, price_fen in priced_articles(on=on):
        keys = {RuleScope.ARTICLE: article.code, RuleScope.PRODUCT: article.product.code}
        if scope.key == keys.get(scope.kind, ""):
            return example_of(terms, article=article, price_fen=price_fen)
    return example_of(terms)


def _scope_choices() -> list[tuple[str, Any]]:
    products, articles = scopes()
    return [
        (scope_value(Scope()), label(RuleScope.GENERAL)),
        (
            label(RuleScope.PRODUCT),
            [(scope_value(Scope(RuleScope.PRODUCT, row.code)), name_of(row)) for row in products],
        ),
        (
            label(RuleScope.ARTICLE),
            [(scope_value(Scope(RuleScope.ARTICLE, row.code)), name_of(row)) for row in articles],
        ),
    ]
