"""What may be weighed in at a counter."""

from __future__ import annotations

from moli.catalogue.models import Grade
from moli.counter.rules.weighing import GradeUnknown
from moli.kernel.remembering import remembered


@remembered
def grade_of_rank(product_code: str, rank: int) -> Grade:
    """A grade by its product's code and its rank: one query. Refuses one that there is not."""
    rows = Grade.objects.select_related("product")
    found = rows.filter(product__code=product_code, rank=rank).first()
    if found is None:
        raise GradeUnknown(field="product")
    return found
