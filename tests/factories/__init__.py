"""Rows for tests, built through the services that build them in the county.

    from tests.factories import NOW, TODAY, TESTER, county, first_secretary, lot, story

Every function takes keyword arguments, fills the rest with the numbers of the worked example
(Yaobu's passion fruit, 12 September 2016) and returns the row. Calling one twice is cheap and safe
where the service makes twice once: `county()`, `passion_fruit()`, `nanning()`, `tariff()`,
`junqiao()` and `county_branch()` always return the same row; `lot()`, `demand()`, `proposal()`
and `person()` make a new one each time.

- `places`: `county`, `village`, `nanning`, `guangzhou`; YAOBU, HEGUI and the two PANTANG codes.
- `produce`: `passion_fruit`, `mushroom`, `grade`.
- `organisations`: `enterprise`, `junqiao`, `station`, `county_branch`, `branch`.
- `people`: one function a role, `first_secretary(…)` to `auditor(…)`, and `stranger()`.
- `market`: `lot`, `demand`, `tariff`, `proposal`, `introduced`, `agreed`, `contracted`,
  `price_report`.
- `households`: `household`, `person_facts`, `family`, `id_number`, `reference`, `town_office`;
  SHITANG, JIAOYI.
- `stories`: `story()`: all of it together, one person in each role, one proposal.

A test that opens pages logs in with `client.force_login(user)`.
"""

from tests.factories.households import (
    JIAOYI,
    SHITANG,
    family,
    household,
    id_number,
    person_facts,
    reference,
    town_office,
)
from tests.factories.market import (
    agreed,
    contracted,
    demand,
    introduced,
    key,
    lot,
    lot_offer,
    price_report,
    proposal,
    tariff,
)
from tests.factories.moments import NOW, TESTER, TODAY, WINDOW
from tests.factories.organisations import branch, county_branch, enterprise, junqiao, station
from tests.factories.people import (
    auditor,
    buyer,
    first_secretary,
    leader,
    office,
    organiser,
    person,
    station_operator,
    stranger,
    village_committee,
)
from tests.factories.places import (
    COUNTY,
    HEGUI,
    PANTANG_LUANCHENG,
    PANTANG_NAYANG,
    YAOBU,
    county,
    guangzhou,
    nanning,
    village,
    village_rows,
)
from tests.factories.produce import grade, mushroom, passion_fruit
from tests.factories.stories import Story, story

__all__ = [
    "COUNTY",
    "HEGUI",
    "JIAOYI",
    "NOW",
    "PANTANG_LUANCHENG",
    "PANTANG_NAYANG",
    "SHITANG",
    "TESTER",
    "TODAY",
    "WINDOW",
    "YAOBU",
    "Story",
    "agreed",
    "auditor",
    "branch",
    "buyer",
    "contracted",
    "county",
    "county_branch",
    "demand",
    "enterprise",
    "family",
    "first_secretary",
    "grade",
    "guangzhou",
    "household",
    "id_number",
    "introduced",
    "junqiao",
    "key",
    "leader",
    "lot",
    "lot_offer",
    "mushroom",
    "nanning",
    "office",
    "organiser",
    "passion_fruit",
    "person",
    "person_facts",
    "price_report",
    "proposal",
    "reference",
    "station",
    "station_operator",
    "story",
    "stranger",
    "tariff",
    "town_office",
    "village",
    "village_committee",
    "village_rows",
]
