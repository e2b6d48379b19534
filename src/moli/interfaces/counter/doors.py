"""What passes between a device and the counter: who calls, and JSON both ways."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from moli.interfaces.access import MoliRequest
from moli.interfaces.words.refusals import sentence
from moli.kernel.refusal import Refusal
from moli.sync.queries.devices import device_of_token
from moli.sync.services.registering import DeviceRevoked, refuse_revoked

DEVICE_COOKIE: Final = "moli_device"
HEADER: Final = "X-Moli-Counter"

View = Callable[..., HttpResponse]


class PushUnreadable(Refusal):
    """What was sent is not JSON, or not of the form in which devices send. `place` says where."""


def counter_door(method: str) -> Callable[[View], View]:
    """An address for devices: one method, JSON, kept in no cache, closed to other sites.

    No mark against forged requests is asked for: a device sends what waits long after the session
    and its mark are over. Other sites are kept out by a header of our own instead, which no form
    can send and no script of theirs without being asked first, and by cookies that they do not
    bring along.
    """

    def made(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any) -> HttpResponse:
            if method == "POST" and request.headers.get(HEADER) != "1":
                return answered({"error": "header"}, status=403)
            try:
                return view(request, *args)
            except RequestDataTooBig:
                return answered({"error": "too_large"}, status=413)
            except Refusal as refusal:
                return refused(refusal)

        return csrf_exempt(never_cache(require_http_methods([method])(checked)))

    return made


def for_device(view: View, *, is_for_revoked: bool = False) -> View:
    """A view that is given the calling device: 401 without one, 410 when it was revoked.

    That may happen while the view is at work, too.
    """

    @wraps(view)
    def known(request: MoliRequest) -> HttpResponse:
        device = device_of_token(request.COOKIES.get(DEVICE_COOKIE, ""))
        if device is None:
            return answered({"error": "device"}, status=401)
        try:
            if not is_for_revoked:
                refuse_revoked(device)
            return view(request, device)
        except DeviceRevoked:
            return answered({"error": "revoked"}, status=410)

    return known


def read_json(request: HttpRequest) -> Mapping[str, object]:
    """What a request says, by name. Refuses what is no JSON object; RequestDataTooBig is raised."""
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise PushUnreadable(field="", place="JSON") from error
    if not isinstance(said, dict):
        raise PushUnreadable(field="", place="JSON")
    return said


def answered(told: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    """An answer in JSON."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json")


def refused(refusal: Refusal) -> HttpResponse:
    """A refusal of the whole request: 400 with its code, field and sentence."""
    return answered(
        {
            "error": "refused",
            "code": refusal.code,
            "field": refusal.field,
            "sentence": sentence(refusal),
        },
        status=400,
    )
