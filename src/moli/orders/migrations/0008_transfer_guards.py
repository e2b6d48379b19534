"""Let the database itself keep every step of goods between stations (see `models.guards`)."""

from django.db import migrations

from moli.orders.models.guards import TRANSFER_GUARDS


def put_up(apps, schema_editor):
    TRANSFER_GUARDS.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    TRANSFER_GUARDS.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("orders", "0007_stock_transfers")]

    operations = [migrations.RunPython(put_up, take_down)]
