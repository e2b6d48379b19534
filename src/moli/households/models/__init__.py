"""Rows of the registry."""

from moli.households.models.batch import Batch
from moli.households.models.care import Consent, Opening, Responsible, Waiver
from moli.households.models.family_member import FamilyMember
from moli.households.models.household import Household
from moli.households.models.procedure import Notice, Procedure, Step
from moli.households.models.reference import Line, QualityRule, Standard
from moli.households.models.status import Status
from moli.households.models.yearly import IncomeYear, LivingYear, Snapshot

__all__ = [
    "Batch",
    "Consent",
    "FamilyMember",
    "Household",
    "IncomeYear",
    "Line",
    "LivingYear",
    "Notice",
    "Opening",
    "Procedure",
    "QualityRule",
    "Responsible",
    "Snapshot",
    "Standard",
    "Status",
    "Step",
    "Waiver",
]
