"""Let the database itself keep what was shared, told and paid back (see `models.guards`)."""

from django.db import migrations

from moli.settlement.models.guards import GUARDS


def put_up(apps, schema_editor):
    GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("settlement", "0003_paid_back")]

    operations = [migrations.RunPython(put_up, take_down)]
