"""Photos of claims: as a form sends them, and as a page shows them to who may see them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from moli.interfaces.access import MoliRequest
from moli.interfaces.web.bulk.claim_forms import AcceptForm
from moli.interfaces.web.bulk.doors import claim_of_a_side
from moli.orders.rules.bulk import ClaimReason
from moli.orders.rules.delivering import PHOTOS_MAX, Claimed, PhotosOutOfRange
from moli.orders.services.photos import UPLOAD_BYTES_MAX, PhotoTooLarge, read_photo

_BYTES_PER_MB = 1_000_000


def claimed_of(request: MoliRequest, form: AcceptForm) -> Claimed | None:
    """What a valid form claims, with the photos that came with it; nothing when all is good.

    Refuses too many photos, and one that is too large, before any is opened.
    """
    if not form.is_claimed:
        return None
    said = form.cleaned_data
    sent = [each for each in request.FILES.getlist("photos") if each.size]
    if len(sent) > PHOTOS_MAX:
        raise PhotosOutOfRange(
            field="photos", value=len(sent), photos_max=PHOTOS_MAX, kilobytes_max=300
        )
    if any((each.size or 0) > UPLOAD_BYTES_MAX for each in sent):
        raise PhotoTooLarge(field="photos", megabytes_max=UPLOAD_BYTES_MAX // _BYTES_PER_MB)
    return Claimed(
        grams=said["claimed"],
        reason=ClaimReason(said["reason"]),
        words=said.get("words", ""),
        photos=tuple(read_photo(each.read()) for each in sent),
    )


@require_safe
def claim_photo(request: MoliRequest, uid: UUID, place: int) -> HttpResponse:
    """One photo of a claim, for the two sides and the office; no cache keeps it."""
    claim, _ = claim_of_a_side(request, uid)
    photos = list(claim.photos.order_by("pk"))
    if not 0 < place <= len(photos):
        raise Http404
    answer = HttpResponse(bytes(photos[place - 1].content), content_type="image/jpeg")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = f'inline; filename="{place}.jpg"'
    add_never_cache_headers(answer)
    return answer
