"""The second wall (accounts/wall.py): row-level security, forced also upon the tables' owner.

`app.wall` is `open` for commands and time, `up` in a web request, and anything else means closed.
raise_wall() finds once for each request which cases outside her unit somebody reaches, so that
the rule of a case compares numbers and asks no other table.
"""

from django.db import migrations

RAISE_WALL = """
CREATE FUNCTION raise_wall(who bigint, place bigint, held text[], today date, moment timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.wall', 'open', true);
    PERFORM
        set_config('app.unit', place::text, true),
        -- By herself, or with somebody else's key, works only who has a unit to work in.
        set_config('app.person', CASE WHEN place = 0 THEN '0' ELSE who::text END, true),
        set_config('app.cases', coalesce((
            SELECT array_agg(case_id)::text FROM (
                SELECT case_id FROM cases_assignment
                WHERE user_id = who AND function = ANY (held)
                    AND from_on <= today AND (to_on IS NULL OR to_on > today)
                UNION
                SELECT case_id FROM cases_standin
                WHERE place <> 0 AND user_id = who AND from_at <= moment AND until_at > moment
                UNION
                SELECT case_id FROM cases_brokenglass
                WHERE place <> 0 AND user_id = who AND from_at <= moment AND until_at > moment
            ) AS opened
        ), '{}'), true),
        set_config('app.family', coalesce((
            SELECT array_agg(number.citizen_id)::text
            FROM accounts_kin AS kin JOIN cases_personidentifier AS number USING (index)
            WHERE kin.user_id = who
        ), '{}'), true);
    PERFORM set_config('app.wall', 'up', true);
END $$;
"""

IS_OPEN = "coalesce(current_setting('app.wall', true), '') = 'open'"
IS_UP = "current_setting('app.wall', true) = 'up'"
# The planner knows what a setting is now; in brackets a list is read once and not for each row.
UNIT = "nullif(current_setting('app.unit', true), '')::bigint"
PERSON = "nullif(current_setting('app.person', true), '')::bigint"
CASES = "SELECT unnest(nullif(current_setting('app.cases', true), '')::bigint[])"
FAMILY = "(SELECT nullif(current_setting('app.family', true), '')::bigint[])::bigint[]"

OF_CASE = "EXISTS (SELECT 1 FROM cases_case AS seen WHERE seen.id = {column})"
OF_CITIZEN = "EXISTS (SELECT 1 FROM cases_case AS seen WHERE seen.citizen_id = {column})"
OF_STEP = "EXISTS (SELECT 1 FROM interventions_step AS seen WHERE seen.id = {column})"

# What tells where somebody lives or lived, that she asked for help, how she is, and her numbers
# (security §2, A1 to A5). A kind's own columns are read together with its step's or record's row;
# the two kinds that harm most have a wall of their own.
WALLED = {
    "cases_citizen": (OF_CITIZEN, "id"),
    "cases_personidentifier": (OF_CITIZEN, "citizen_id"),
    "cases_change": (OF_CITIZEN, "citizen_id"),
    "cases_integrationneed": (OF_CITIZEN, "citizen_id"),
    "interventions_step": (OF_CASE, "case_id"),
    "interventions_record": (OF_CASE, "case_id"),
    "interventions_journalnote": (OF_CASE, "case_id"),
    "interventions_measurement": (OF_CASE, "case_id"),
    "interventions_healthassessment": (OF_STEP, "step_ptr_id"),
    "interventions_socialcontrolconcern": (OF_STEP, "step_ptr_id"),
    "interventions_followup": (OF_STEP, "mentoring_id"),
}
OWN = f"""{IS_UP} AND citizen_id <> ALL ({FAMILY})
    AND (unit_id = {UNIT} OR responsible_id = {PERSON} OR id IN ({CASES}))"""
RULES = {
    "cases_case": OWN,
    **{t: rule.format(column=f"{t}.{column}") for t, (rule, column) in WALLED.items()},
}

RAISE = RAISE_WALL + "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY reach ON {table} USING ({IS_OPEN} OR ({rule}));
"""
    for table, rule in RULES.items()
)
REMOVE = (
    "".join(
        f"""
DROP POLICY reach ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
        for table in RULES
    )
    + "DROP FUNCTION raise_wall(bigint, bigint, text[], date, timestamptz);"
)


class Migration(migrations.Migration):
    dependencies = [("interventions", "0006_list_exports"), ("cases", "0005_reveals")]

    operations = [migrations.RunSQL(RAISE, REMOVE)]
