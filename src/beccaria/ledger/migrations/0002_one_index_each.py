"""Drop the second index that earlier releases gave every identifier for searches with LIKE, which nobody makes."""

from django.db import migrations

DROP = r"""
DO $$
DECLARE each text;
BEGIN
  FOR each IN
    SELECT format('%I', indexname) FROM pg_indexes
    WHERE schemaname = current_schema() AND indexname ~ '_[0-9a-f]{8}_like$'
      AND indexdef ~ '(varchar|text)_pattern_ops'
  LOOP
    EXECUTE 'DROP INDEX ' || each;
  END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunSQL(DROP, migrations.RunSQL.noop)]
