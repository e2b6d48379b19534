"""A household may take back what it brought: booked like a loss, under a reason of its own."""

from django.db import migrations, models

import moli.orders.rules.stock


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0008_transfer_guards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="shrinkage",
            name="reason",
            field=models.CharField(
                choices=[
                    (
                        moli.orders.rules.stock.ShrinkReason["SPOILED"],
                        moli.orders.rules.stock.ShrinkReason["SPOILED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["BROKEN"],
                        moli.orders.rules.stock.ShrinkReason["BROKEN"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["DRIED"],
                        moli.orders.rules.stock.ShrinkReason["DRIED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["COUNTED"],
                        moli.orders.rules.stock.ShrinkReason["COUNTED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["TESTED"],
                        moli.orders.rules.stock.ShrinkReason["TESTED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["RETURNED"],
                        moli.orders.rules.stock.ShrinkReason["RETURNED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["TAKEN_BACK"],
                        moli.orders.rules.stock.ShrinkReason["TAKEN_BACK"],
                    ),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="stocktransfer",
            name="loss_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        moli.orders.rules.stock.ShrinkReason["SPOILED"],
                        moli.orders.rules.stock.ShrinkReason["SPOILED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["BROKEN"],
                        moli.orders.rules.stock.ShrinkReason["BROKEN"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["DRIED"],
                        moli.orders.rules.stock.ShrinkReason["DRIED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["COUNTED"],
                        moli.orders.rules.stock.ShrinkReason["COUNTED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["TESTED"],
                        moli.orders.rules.stock.ShrinkReason["TESTED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["RETURNED"],
                        moli.orders.rules.stock.ShrinkReason["RETURNED"],
                    ),
                    (
                        moli.orders.rules.stock.ShrinkReason["TAKEN_BACK"],
                        moli.orders.rules.stock.ShrinkReason["TAKEN_BACK"],
                    ),
                ],
                default="",
                max_length=10,
            ),
        ),
    ]
