"""Looking for identity numbers in whatever a system hands out: pages, workbooks, logs, addresses.

    assert numbers_in(answer_text(client.get(url))) == []

Any 18 signs that would pass as an identity number count, also in full-width digits or with blanks
between them; so does every number of a demo, whatever its check sign. Other long codes (villages,
credit codes, keys) are left alone because they fail GB 11643.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from urllib.parse import unquote, urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client

from moli.kernel.identifiers import PLACEHOLDER_PREFIX, id_number_fault, normal_id_number

_DIGIT = "[0-9０-９]"
_LONG = re.compile(
    rf"(?<![0-9０-９A-Za-z])(?:{_DIGIT}[ \u3000-]?){{17}}[0-9０-９Xxｘ](?![0-9A-Za-z])"
)
_LINK = re.compile(r"""(?:href|action)=["']([^"'#]+)""")
_FUTURE = date(2100, 1, 1)


def without_uids(page: str) -> str:
    """A page without the uids and request keys that stand in it."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", page)


def numbers_in(text: str) -> list[str]:
    """Every identity number in a text, as it would be stored."""
    found = (normal_id_number(match[0]) for match in _LONG.finditer(text))
    return [
        number
        for number in found
        if number.startswith(PLACEHOLDER_PREFIX) or id_number_fault(number, on=_FUTURE) is None
    ]


def answer_text(answer: HttpResponseBase) -> str:
    """All that an answer carries: its headers, and its body; a workbook is unpacked."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{unpacked(body)}"


def unpacked(body: bytes) -> str:
    """A body as text; of a zip (such as a workbook) all its parts."""
    if body[:4] != b"PK\x03\x04":
        return unescape(body.decode("utf-8", errors="replace"))
    with zipfile.ZipFile(BytesIO(body)) as parts:
        return "\n".join(unpacked(parts.read(name)) for name in parts.namelist())


def crawl(client: Client, *, start: str, at_most: int) -> Iterator[tuple[str, HttpResponseBase]]:
    """Every page that links lead to from a first one, nearest first, each address once."""
    waiting, seen = [start], {start}
    while waiting and len(seen) - len(waiting) < at_most:
        url = waiting.pop(0)
        answer = client.get(url)
        yield url, answer
        if "text/html" not in answer.get("Content-Type", ""):
            continue
        for link in _LINK.findall(answer_text(answer)):
            target = urlsplit(urljoin(url, unescape(link)))
            address = unquote(target.path) + (f"?{target.query}" if target.query else "")
            if not target.netloc and address not in seen and "logout" not in address:
                seen.add(address)
                waiting.append(address)
