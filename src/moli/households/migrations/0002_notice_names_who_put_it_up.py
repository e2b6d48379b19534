from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("households", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="put_up_by_key",
            field=models.CharField(default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="notice",
            name="put_up_by_name",
            field=models.CharField(default="", max_length=60),
            preserve_default=False,
        ),
    ]
