"""Who of a household may have said something, as choices to tap: names masked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from moli.households.queries.members import members_in_areas
from moli.households.queries.reach import areas_reach
from moli.households.rules.people import Relation
from moli.interfaces.access import MoliRequest
from moli.interfaces.words.labels import label
from moli.kernel.identifiers import masked_name

Choice = tuple[str, str]


def members_of(request: MoliRequest, household_key: str) -> Sequence[Choice]:
    """Those who live in a household of the person's own areas: one query, nobody elsewhere."""
    people = members_in_areas(areas_reach(request.standing)).filter(
        household__uid=household_key, left_on=None
    )
    return [
        (
            str(row.uid),
            gettext("%(name)s（%(relation)s）")
            % {"name": masked_name(row.name), "relation": label(Relation(row.relation))},
        )
        for row in people
    ]
