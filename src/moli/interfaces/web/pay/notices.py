"""Addresses at which channels report, each answered as its channel expects.

Whoever calls them proves itself by what it sends: signature, age and seal are the gateway's to
judge. So no mark against forged requests is asked for, and no cookie is looked at. 200 with the
channel's acknowledgement ends its reports; whatever else is answered brings them again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from moli.gateways.failures import NotificationRefused
from moli.gateways.payment import Channel
from moli.interfaces import clock
from moli.interfaces.payments import gateways
from moli.interfaces.words.labels import label
from moli.kernel.actor import Actor
from moli.orders.services.hearing import hear

# The longest that either channel sends is a tenth of this.
BYTES_MAX: Final = 64 * 1024
_NO: Final[Mapping[Channel, tuple[str, str]]] = {
    Channel.WECHAT: ('{"code":"FAIL","message":"refused"}', "application/json"),
    Channel.ALIPAY: ("failure", "text/plain"),
}


@csrf_exempt
@require_POST
def wechat(request: HttpRequest) -> HttpResponse:
    """A report of WeChat Pay."""
    return _take(request, Channel.WECHAT)


@csrf_exempt
@require_POST
def alipay(request: HttpRequest) -> HttpResponse:
    """A report of Alipay."""
    return _take(request, Channel.ALIPAY)


def _take(request: HttpRequest, channel: Channel) -> HttpResponse:
    """Take a report in: 200 when it is proven, whatever came of it; 400 when it is not.

    A payment that fits nothing of ours is told to the office, and acknowledged: to hear it again
    would change nothing. 404 where the channel is off, 413 for what no channel would send.
    """
    gateway = gateways().get(channel)
    if gateway is None:
        raise Http404
    if _length(request) > BYTES_MAX:
        return _no(channel, status=413)
    at = clock.now()
    try:
        said = gateway.read_notification(request.headers, request.body, at=at)
    except NotificationRefused as refused:
        logging.getLogger(__name__).warning("report of %s refused: %s", channel, refused.code)
        return _no(channel, status=400)
    hear(said=said, channel=channel, by=channel_actor(channel), at=at)
    return HttpResponse(gateway.acknowledgement, content_type="text/plain")


def channel_actor(channel: Channel) -> Actor:
    """The channel itself, as the trail names it."""
    return Actor(key=f"channel:{channel.lower()}", name=label(channel))


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return BYTES_MAX + 1


def _no(channel: Channel, *, status: int) -> HttpResponse:
    text, kind = _NO[channel]
    return HttpResponse(text, status=status, content_type=kind)
