"""The log-in form: a mobile number as people write it, and a password."""

from __future__ import annotations

import re
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

LOCKED_MINUTES = round(settings.AXES_COOLOFF_TIME * 60)


class LogInForm(AuthenticationForm):
    """Number and password; after a mistake it says how many are left."""

    username = forms.CharField(
        label=_("手机号"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "username"}),
        error_messages={"required": _("请填手机号")},
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        help_text=_("忘了密码，请服务站或县电商办帮您重设"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请填密码")},
    )
    # Tried by whoever waits at the keyboard first; the browser's own bubble has no Chinese words
    # on many phones.
    use_required_attribute = False

    def clean_username(self) -> str:
        """The number without blanks, dashes, +86 and full-width digits."""
        half = "".join(
            chr(ord(sign) - 0xFEE0) if "０" <= sign <= "９" else sign
            for sign in self.cleaned_data["username"]
        )
        return re.sub(r"[\s-]|^\s*(\+|00)86", "", half)

    def clean(self) -> dict[str, Any]:
        """Marks the password as the field to mend, whatever of the two was wrong.

        Which one it was is not said: that would tell a stranger whose number has an account.
        """
        try:
            return super().clean()
        except ValidationError:
            self.add_error("password", gettext("请再输一次密码"))
            raise

    def get_invalid_login_error(self) -> ValidationError:
        """What was wrong, and how many tries are left before the door stays shut for a while."""
        tried = AxesProxyHandler.get_failures(
            self.request, {"username": self.cleaned_data.get("username")}
        )
        left = max(0, settings.AXES_FAILURE_LIMIT - tried)
        sentence = ngettext(
            "手机号或密码不对。再错 %(left)s 次，要等 %(minutes)s 分钟。",
            "手机号或密码不对。再错 %(left)s 次，要等 %(minutes)s 分钟。",
            left,
        )
        return ValidationError(sentence % {"left": left, "minutes": LOCKED_MINUTES})
