"""Let the database itself keep what was planned, said and promised (see `models.guards`)."""

from django.db import migrations

from moli.pairing.models.guards import GUARDS


def put_up(apps, schema_editor):
    GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("pairing", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
