"""Let the database itself keep who came and who granted what (see `models.guards`)."""

from django.db import migrations

from moli.party.models.guards import GUARDS


def put_up(apps, schema_editor):
    GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("party", "0004_no_single_parent")]

    operations = [migrations.RunPython(put_up, take_down)]
