"""Drop the single parent, which is dated rows now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("party", "0003_parents_are_dated")]

    operations = [migrations.RemoveField(model_name="branch", name="parent")]
