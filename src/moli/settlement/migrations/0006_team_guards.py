"""Let the database itself keep what teams were given (see `models.guards`)."""

from django.db import migrations

from moli.settlement.models.guards import TEAM_GUARDS


def put_up(apps, schema_editor):
    TEAM_GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    TEAM_GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("settlement", "0005_team_earnings")]

    operations = [migrations.RunPython(put_up, take_down)]
