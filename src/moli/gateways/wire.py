"""Posting a form to a channel by the standard library: one address, one answer, in limited time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from moli.gateways.failures import GatewayFailed, GatewayFault

_ANSWER_BYTES_MAX = 1 << 20
_PIECE_BYTES = 1 << 16
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class _NoRedirect(HTTPRedirectHandler):
    """A channel never sends its merchants elsewhere; whoever does must not get the request."""

    def redirect_request(self, *_: object) -> None:
        """Follow nowhere: the answer 3xx is then an error."""


def checked_address(address: str) -> str:
    """A channel's address without its last slash; ValueError unless https or loopback."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("a channel is spoken to over https only")
    return address.rstrip("/")


def post_form(address: str, form: Mapping[str, str], *, seconds: float) -> bytes:
    """What a channel answers to a form.

    Raises GatewayFailed(NO_ANSWER) when it is not reached, answers other than 2xx, says too much,
    or takes longer than about `seconds`.
    """
    request = Request(address, data=urlencode(form).encode("ascii"), method="POST")  # noqa: S310 - the address is checked_address
    until = time.monotonic() + seconds
    try:
        with build_opener(_NoRedirect).open(request, timeout=seconds) as answer:
            return _read(answer, until=until)
    except HTTPError as error:
        error.close()
        raise GatewayFailed(GatewayFault.NO_ANSWER, detail=f"HTTP_{error.code}") from None
    except (OSError, HTTPException) as error:
        # The cause is not chained: it may hold the request with its signature.
        raise GatewayFailed(GatewayFault.NO_ANSWER, detail=type(error).__name__) from None


def _read(answer: HTTPResponse, *, until: float) -> bytes:
    body = b""
    while piece := answer.read1(_PIECE_BYTES):
        body += piece
        # The time limit of a socket starts anew with every drop that a slow channel sends.
        if len(body) > _ANSWER_BYTES_MAX or time.monotonic() > until:
            raise TimeoutError
    return body
