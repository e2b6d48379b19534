"""Let what a branch stood under be dated, from its founding on."""

from django.db import migrations


def copy(apps, schema_editor):
    branches = apps.get_model("party", "Branch")
    subordinations = apps.get_model("party", "Subordination")
    subordinations.objects.bulk_create(
        subordinations(branch=row, parent_id=row.parent_id, from_on=row.founded_on)
        for row in branches.objects.filter(parent__isnull=False).order_by("pk")
    )


def copy_back(apps, schema_editor):
    subordinations = apps.get_model("party", "Subordination")
    for row in subordinations.objects.filter(to_on=None).select_related("branch").order_by("pk"):
        row.branch.parent_id = row.parent_id
        row.branch.save(update_fields=["parent"])
    subordinations.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("party", "0002_organisation")]

    operations = [migrations.RunPython(copy, copy_back)]
