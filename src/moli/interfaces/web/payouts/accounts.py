"""The bank account of one household: naming it, and looking at its number with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from moli.interfaces import clock
from moli.interfaces.access import MoliRequest
from moli.interfaces.web.payouts.doors import household_of
from moli.interfaces.web.payouts.rows import account_words
from moli.interfaces.web.registry.desks import household_desk, show
from moli.interfaces.web.registry.fields import text_field
from moli.interfaces.web.registry.forms import Data, HoldingForm, Layout, attempt
from moli.interfaces.web.registry.search_forms import ReasonForm
from moli.interfaces.words.labels import field_label
from moli.settlement.queries.household_statements import account_of_household
from moli.settlement.rules.bank_numbers import is_mistyped_card
from moli.settlement.services.naming_accounts import AccountFacts, name_account
from moli.settlement.services.showing_numbers import show_number


class AccountForm(HoldingForm):
    """A bank account as it stands on a card or in a passbook."""

    layout: ClassVar[Layout] = (
        ("", (("number",), ("is_checked",), ("bank_name",), ("holder_name",))),
    )
    numbers: ClassVar[Sequence[str]] = ("number",)
    boxes: ClassVar[Mapping[str, str]] = {"household": "number"}

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["number"] = text_field(
            label=gettext("银行账号"),
            longest=40,
            is_sealed=True,
            help_text=gettext("照存折或银行卡写，可以空格隔开"),
            inputmode="numeric",
        )
        self.fields["bank_name"] = text_field(
            label=field_label("bank_name"), longest=40, required=gettext("写一下哪家银行")
        )
        self.fields["holder_name"] = text_field(
            label=field_label("holder_name"),
            longest=40,
            required=gettext("写一下户名"),
            help_text=gettext("和存折、银行卡上一模一样，差一个字银行就退回"),
        )
        self.add_held()
        if data is not None:
            self.fields["is_checked"] = forms.BooleanField(
                label=gettext("我照着卡一个数一个数对过了，就是这个号"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a number unless one was typed before, and to look again at a card that is off."""
        said = super().clean()
        digits = "".join(str(said.get("number", "")).split())
        if "number" in said and not digits:
            self.add_error("number", gettext("写一下银行账号"))
        elif is_mistyped_card(digits) and not said.get("is_checked"):
            self.add_error(
                "number",
                gettext("这个卡号像是写错了一位，请再照着卡对一遍。真没有错，就在下面打勾"),
            )
        else:
            self.fields.pop("is_checked", None)
        return said

    def facts(self) -> AccountFacts:
        """The account of a valid form."""
        said = self.cleaned_data
        return AccountFacts(said["number"], said["bank_name"], said["holder_name"])


@require_http_methods(["GET", "HEAD", "POST"])
def name_bank_account(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Name the account to which a household's money goes from today on."""
    found = household_of(request, uid)
    now = account_of_household(found, on=clock.today())
    is_sent = request.method == "POST"
    form = AccountForm(request.POST if is_sent else None)
    if is_sent and attempt(
        form,
        lambda: name_account(
            household_id=found.pk,
            facts=form.facts(),
            by=request.standing.actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("记下了，以后的款打到这个账户。"))
        return redirect("web:household", uid=uid)
    desk = household_desk(
        request,
        found,
        title=gettext("换一个银行账户") if now else gettext("登记银行账户"),
        button=gettext("记下"),
        sub=_now_words(now) if now else gettext("卖货的钱打到这个账户。"),
        notes=(
            gettext("要本户人自己的账户。和别的户共用一张卡，复核时会问。"),
            gettext("账号加密存放，页面上只露后四位。今天记的，今天起打到这里。"),
        ),
    )
    return show(request, desk, form)


@require_http_methods(["GET", "HEAD", "POST"])
def open_bank_account(request: MoliRequest, uid: UUID) -> HttpResponse:
    """Ask for a reason, then show the number of the household's account once."""
    found = household_of(request, uid)
    if account_of_household(found, on=clock.today()) is None:
        raise Http404
    is_sent = request.method == "POST"
    form = ReasonForm(request.POST if is_sent else None)
    desk = household_desk(
        request,
        found,
        title=gettext("看这户的银行账号"),
        button=gettext("看一次"),
        notes=(
            gettext("会记下您是谁、几点看的、为什么看。这户可以查到。"),
            gettext("只在下一页显示一次，离开就没有了。不要抄到别处、不要截图。"),
        ),
    )
    shown: list[str] = []
    if is_sent and attempt(
        form,
        lambda: shown.append(
            show_number(
                household_id=found.pk,
                reason=form.cleaned_data["reason"],
                by=request.standing.actor,
                at=clock.now(),
            )
        ),
    ):
        more = {"number": shown[0], "reason": form.cleaned_data["reason"]}
        return show(request, desk, form, template="web/registry/opened.html", more=more)
    return show(request, desk, form)


def _now_words(account: Any) -> str:
    return gettext("现在是 %(bank)s %(account)s") % {
        "bank": account.bank_name,
        "account": account_words(account),
    }


def account_section(household: Any) -> dict[str, Any]:
    """What the page of a household shows of its account and its statements."""
    account = account_of_household(household, on=clock.today())
    return {
        "account": account_words(account) if account else "",
        "bank_name": account.bank_name if account else "",
        "from_on": account.from_on if account else None,
        "year": clock.today().year,
        "month": clock.today().month,
    }
