"""Events are history: nobody changes or deletes them. A correction is a new event."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON cases_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
ALLOW = "DROP TRIGGER append_only ON cases_event;"


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("accounts", "0002_append_only")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
