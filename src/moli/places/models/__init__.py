"""Rows about places."""

from moli.places.models.code_alias import CodeAlias
from moli.places.models.destination import Destination
from moli.places.models.division import Division
from moli.places.models.outline import Outline
from moli.places.models.poor_designation import PoorDesignation

__all__ = ["CodeAlias", "Destination", "Division", "Outline", "PoorDesignation"]
