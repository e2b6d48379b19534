"""Let the database itself keep what came of operations (see `models.guards`)."""

from django.db import migrations

from moli.sync.models.guards import GUARDS


def put_up(apps, schema_editor):
    GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("sync", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_down)]
