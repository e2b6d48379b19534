"""Forms of acceptance and claims: the buyer's scale, what is wrong, photos, the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext

from moli.interfaces.web.bulk.fields import WeightForm
from moli.interfaces.web.registry.fields import text_field
from moli.interfaces.web.registry.forms import Data, Layout
from moli.interfaces.words.labels import label
from moli.orders.rules.bulk import ClaimReason
from moli.orders.rules.delivering import CLAIM_WORDS_MAX, PHOTOS_MAX

ALL_GOOD, CLAIMED = "good", "claim"


class AcceptForm(WeightForm):
    """What the buyer's scale says, and whether all of it is good."""

    boxes: ClassVar[Mapping[str, str]] = {
        "received_grams": "received",
        "claimed_grams": "claimed",
    }
    weights: Sequence[str] = ("received", "claimed")
    # Whether what it says was reckoned: then the page shows the sum and asks for the rest.
    is_checked = False

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.add_weight("received", label=gettext("您的秤上多少"), help_text=gettext("按它付款"))
        wrong = gettext("选一个：全部合格，还是有一部分不行")
        self.fields["finding"] = forms.ChoiceField(
            choices=[(ALL_GOOD, gettext("全部合格")), (CLAIMED, gettext("有一部分不行"))],
            label=gettext("货怎么样"),
            widget=forms.RadioSelect(),
            error_messages={"required": wrong, "invalid_choice": wrong},
        )
        self.add_claimed()

    def add_claimed(self) -> None:
        """How much is claimed, and why; asked for only when something is wrong."""
        self.add_weight(
            "claimed",
            label=gettext("不行的有多少"),
            help_text=gettext("只扣这部分的钱，其余照付"),
            is_required=False,
        )
        wrong = gettext("选一个原因")
        self.fields["reason"] = forms.ChoiceField(
            choices=[(str(reason), label(reason)) for reason in ClaimReason],
            label=gettext("哪里不行"),
            required=False,
            widget=forms.RadioSelect(),
            error_messages={"invalid_choice": wrong},
        )

    def clean(self) -> dict[str, Any]:
        """A claim names its weight and its reason."""
        said = super().clean()
        if said.get("finding") == CLAIMED:
            if not said.get("claimed") and "claimed" not in self.errors:
                self.add_error("claimed", gettext("写一下不行的有多少"))
            if not said.get("reason") and "reason" not in self.errors:
                self.add_error("reason", gettext("选一个原因"))
        return said

    @property
    def is_claimed(self) -> bool:
        """Whether a valid form says that something is wrong."""
        return bool(self.cleaned_data.get("finding") == CLAIMED)


class ClaimLaterForm(AcceptForm):
    """A claim of what was accepted as all good."""

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        del self.fields["received"], self.fields["finding"]

    def clean(self) -> dict[str, Any]:
        """Something is wrong, or the form would not be sent."""
        self.cleaned_data["finding"] = CLAIMED
        return super().clean()


class PhotosInput(forms.ClearableFileInput):
    """A box for several pictures."""

    allow_multiple_selected = True


def add_proof(form: WeightForm) -> None:
    """Words and photos: what the second step of a claim asks for."""
    form.fields["words"] = text_field(
        label=gettext("怎么回事（可不写）"), longest=CLAIM_WORDS_MAX, lines=3
    )
    form.fields["photos"] = forms.Field(
        label=gettext("照片（可不选）"),
        help_text=gettext(
            "最多 %(most)s 张，手机拍的就行（JPEG、PNG、WebP）。存小图，不留拍摄地点。"
        )
        % {"most": PHOTOS_MAX},
        required=False,
        widget=PhotosInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class OutcomeForm(WeightForm):
    """How much of a claim is upheld."""

    layout: ClassVar[Layout] = (("", (("upheld",),)),)
    boxes: ClassVar[Mapping[str, str]] = {"upheld_grams": "upheld"}
    weights: Sequence[str] = ("upheld",)

    def __init__(self, data: Data | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.add_weight(
            "upheld",
            label=gettext("认多少不合格"),
            help_text=gettext("这部分不用付钱，可以写 0"),
        )
