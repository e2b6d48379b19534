"""Let the database itself keep what was counted (see `models.guards`)."""

from django.db import migrations

from moli.counter.models.guards import GUARDS


def put_up(apps, schema_editor):
    GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("counter", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
