"""What is searched: the folded words and the establishment, in one index, kept by the database itself.

The establishment is a word of its own (`@NORTH`), so that the index answers "these words, at this establishment" at
once. The column is not part of the models: nobody reads or writes it, only the search function does.
"""

from django.db import migrations

ADD = """
ALTER TABLE {table} ADD COLUMN searched tsvector GENERATED ALWAYS AS
  (to_tsvector('simple'::regconfig, folded) || array_to_tsvector(ARRAY['@' || coalesce(site, '')])) STORED;
CREATE INDEX {table}_searched ON {table} USING gin (searched);
"""
REMOVE = "ALTER TABLE {table} DROP COLUMN searched;"
TABLES = ("reports_observation", "reports_report")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunSQL(ADD.format(table=table), REMOVE.format(table=table)) for table in TABLES]
