"""Let the database itself keep what came, went or changed a sum (see `models.guards`)."""

from django.db import migrations

from moli.orders.models.guards import GUARDS


def put_up(apps, schema_editor):
    GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_bulk_orders")]

    operations = [migrations.RunPython(put_up, take_down)]
