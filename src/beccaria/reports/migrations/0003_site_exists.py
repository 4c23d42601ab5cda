"""An observation and a report belong to an establishment that exists, or to none."""

from django.db import migrations

ADD = """
ALTER TABLE {table} ADD CONSTRAINT {table}_site_exists
  FOREIGN KEY (site) REFERENCES places_establishment (code);
"""
REMOVE = "ALTER TABLE {table} DROP CONSTRAINT {table}_site_exists;"
TABLES = (
    "reports_observation",
    "reports_report",
    "reports_version",
    "reports_dissemination",
    "reports_requirement",
    "reports_task",
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_search"), ("places", "0001_initial")]

    operations = [migrations.RunSQL(ADD.format(table=table), REMOVE.format(table=table)) for table in TABLES]
