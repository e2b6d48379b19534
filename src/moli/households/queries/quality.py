"""What the rules of data quality find, and what was waived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from moli.households.models import FamilyMember, Household, QualityRule, Responsible, Status, Waiver
from moli.households.queries.quality_records import Located, chunks_of, records_of
from moli.households.rules.quality import JUDGES, Mender, Severity
from moli.households.rules.quality.judging import Breach
from moli.households.rules.quality.record import Others
from moli.households.rules.statuses import POOR_STATES, Track
from moli.kernel.refusal import Fact

# For each chunk, besides those of the records: telephones, twins, responsibles, waivers.
OTHER_QUERIES = 4
# Only for these rules are other households looked at, and only for these are numbers opened.
_ASK_OTHERS = {"numbers.person_twice", "numbers.phone_shared", "family.responsible_is_poor"}
_NUMBERS = "numbers."


@dataclass(frozen=True)
class QualityFinding:
    """One breach of a rule. With a waiver it is right as it stands, and is not counted.

    `member_key` is empty for the household as a whole. No personal data but who waived it, and
    why in their words.
    """

    rule_code: str
    severity: Severity
    mender: Mender
    household_id: int
    village_code: str
    member_key: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    waived_by: str = ""
    waived_because: str = ""
    waived_from: date | None = None
    waiver_id: int | None = None

    @property
    def is_waived(self) -> bool:
        """Whether somebody said that it is right as it stands."""
        return self.waiver_id is not None


@dataclass(frozen=True)
class RuleCount:
    """How often a rule is broken: findings, of them waived, and households to mend."""

    rule_code: str
    found: int
    waived: int
    households: int


def rules_on(on: date) -> QuerySet[QualityRule]:
    """The rules that hold on a day, by code."""
    return QualityRule.objects.in_force(on=on).order_by("code")


def rule_on(code: str, *, on: date) -> QualityRule | None:
    """The rule of a code as it holds on a day."""
    return rules_on(on).filter(code=code).first()


def findings_of(
    household_ids: Iterable[int], *, on: date, codes: Collection[str] | None = None
) -> list[QualityFinding]:
    """Everything that the rules of a day find in some households, by household and rule.

    With `codes` only those rules are judged. One query for the rules, then a fixed number for
    each five hundred households. Households in review, withdrawn or erased are not judged.
    """
    rules = list(rules_on(on) if codes is None else rules_on(on).filter(code__in=codes))
    if not rules:
        return []
    found: list[QualityFinding] = []
    for ids in chunks_of(household_ids):
        found += _findings_of_chunk(ids, rules, on=on)
    return found


def _findings_of_chunk(
    ids: Sequence[int], rules: Sequence[QualityRule], *, on: date
) -> Iterator[QualityFinding]:
    others = _others(ids, on=on) if any(rule.code in _ASK_OTHERS for rule in rules) else {}
    waivers = {
        (row.household_id, row.member_key, row.rule_code): row
        for row in Waiver.objects.in_force(on=on).filter(household_id__in=ids).order_by("pk")
    }
    opens_numbers = any(rule.code.startswith(_NUMBERS) for rule in rules)
    for located in records_of(ids, on=on, opens_numbers=opens_numbers):
        record = replace(located.record, others=others.get(located.household_id, Others()))
        for rule in rules:
            for breach in JUDGES[rule.code](record, rule.limits):
                place = (located.household_id, breach.member_key, rule.code)
                yield _finding(located, rule, breach, waivers.get(place))


def _finding(
    located: Located, rule: QualityRule, breach: Breach, waiver: Waiver | None
) -> QualityFinding:
    finding = QualityFinding(
        rule_code=rule.code,
        severity=Severity(rule.severity),
        mender=Mender(rule.mender),
        household_id=located.household_id,
        village_code=located.village_code,
        member_key=breach.member_key,
        facts=breach.facts,
    )
    if waiver is None:
        return finding
    return replace(
        finding,
        waived_by=waiver.by_name,
        waived_because=waiver.reason,
        waived_from=waiver.from_on,
        waiver_id=waiver.pk,
    )


def _others(ids: Sequence[int], *, on: date) -> Mapping[int, Others]:
    """What only the other households tell, for each household of a chunk: three queries."""
    phones, twins, poor = _shared_phones(ids), _twins(ids), _poor_responsibles(ids, on=on)
    return {
        pk: Others(
            phone_households=phones.get(pk, 0),
            twins=frozenset(twins.get(pk, ())),
            poor_responsibles=poor.get(pk, 0),
        )
        for pk in {*phones, *twins, *poor}
    }


def _counting() -> QuerySet[Household]:
    return Household.objects.filter(is_in_review=False, withdrawn_at=None, erased_at=None)


def _shared_phones(ids: Sequence[int]) -> Mapping[int, int]:
    own = _counting().filter(pk__in=ids).exclude(phone_index="")
    holders = (
        _counting()
        .filter(phone_index__in=own.order_by().values("phone_index"))
        .order_by("phone_index", "pk")
        .values_list("phone_index", "pk")
    )
    by_phone: dict[str, list[int]] = {}
    for index, pk in holders:
        by_phone.setdefault(index, []).append(pk)
    wanted = set(ids)
    return {
        pk: len(holding) - 1
        for holding in by_phone.values()
        if len(holding) > 1
        for pk in holding
        if pk in wanted
    }


def _twins(ids: Sequence[int]) -> Mapping[int, list[str]]:
    """Members whose name and birthday somebody of another household has too."""
    others = FamilyMember.objects.filter(
        name=OuterRef("name"), born_on=OuterRef("born_on"), left_on=None
    ).filter(household__is_in_review=False, household__withdrawn_at=None, household__erased_at=None)
    rows = FamilyMember.objects.filter(
        Exists(others.exclude(household=OuterRef("household_id"))),
        household_id__in=ids,
        left_on=None,
    )
    found: dict[int, list[str]] = {}
    for pk, uid in rows.order_by("pk").values_list("household_id", "uid"):
        found.setdefault(pk, []).append(str(uid))
    return found


def _poor_responsibles(ids: Sequence[int], *, on: date) -> Mapping[int, int]:
    """Names are all there is to compare, so only the same village counts."""
    poor_now = Status.objects.in_force(on=on).filter(
        track=Track.POVERTY, state__in=POOR_STATES, household=OuterRef("household_id")
    )
    namesakes = FamilyMember.objects.filter(
        Exists(poor_now),
        name=OuterRef("name"),
        household__village=OuterRef("household__village"),
        household__is_in_review=False,
        household__withdrawn_at=None,
        left_on=None,
    )
    rows = Responsible.objects.in_force(on=on).filter(Exists(namesakes), household_id__in=ids)
    counted = rows.order_by().values("household_id").annotate(people=Count("pk"))
    return {row["household_id"]: row["people"] for row in counted}


def member_names(keys: Iterable[str]) -> Mapping[str, str]:
    """The names of members by their keys, in full: whoever shows them masks them. One query."""
    rows = FamilyMember.objects.filter(uid__in=[key for key in keys if key])
    return {str(uid): name for uid, name in rows.order_by("pk").values_list("uid", "name")}


def by_rule(findings: Iterable[QualityFinding]) -> list[RuleCount]:
    """How often each rule is broken; waived findings and their households apart."""
    found: Counter[str] = Counter()
    waived: Counter[str] = Counter()
    households: dict[str, set[int]] = {}
    for finding in findings:
        found[finding.rule_code] += not finding.is_waived
        waived[finding.rule_code] += finding.is_waived
        if not finding.is_waived:
            households.setdefault(finding.rule_code, set()).add(finding.household_id)
    return [
        RuleCount(
            rule_code=code,
            found=found[code],
            waived=waived[code],
            households=len(households.get(code, ())),
        )
        for code in sorted(found)
    ]


def by_village(findings: Iterable[QualityFinding]) -> Mapping[str, int]:
    """How many findings each village has to mend, by its code; waived ones are not counted."""
    counted = Counter(each.village_code for each in findings if not each.is_waived)
    return dict(sorted(counted.items()))
