"""A household that brings its goods itself agrees by that."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A weigh-in needs no consent that was recorded before."""

    dependencies: ClassVar = [("counter", "0002_guards")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="deputyact",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="households.consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputyact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent__isnull", False), ("act_kind", "WEIGH_IN"), _connector="OR"
                ),
                name="counter_deputy_act_has_consent",
            ),
        ),
    ]
