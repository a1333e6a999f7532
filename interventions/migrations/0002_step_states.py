"""The database knows each kind's states too: no road around the lifecycle leaves another one.

A test compares this list with the code; a new kind or state is a new migration.
"""

from django.db import migrations

CHECK = """
ALTER TABLE interventions_step ADD CONSTRAINT step_state_is_known CHECK ((kind, state) IN (
    ('AsylumCentreTalk', 'planned'),
    ('AsylumCentreTalk', 'held'),
    ('AsylumCentreTalk', 'no_show'),
    ('AsylumCentreTalk', 'cancelled'),
    ('AsylumCentreTalk', 'lapsed'),
    ('WelcomeTalk', 'planned'),
    ('WelcomeTalk', 'invited'),
    ('WelcomeTalk', 'held'),
    ('WelcomeTalk', 'no_show'),
    ('WelcomeTalk', 'exempt'),
    ('WelcomeTalk', 'lapsed'),
    ('CompanyPlacement', 'draft'),
    ('CompanyPlacement', 'matched'),
    ('CompanyPlacement', 'agreed'),
    ('CompanyPlacement', 'running'),
    ('CompanyPlacement', 'paused'),
    ('CompanyPlacement', 'completed'),
    ('CompanyPlacement', 'broken_off'),
    ('CompanyPlacement', 'cancelled'),
    ('CompanyPlacement', 'lapsed'),
    ('Mentoring', 'planned'),
    ('Mentoring', 'offered'),
    ('Mentoring', 'declined'),
    ('Mentoring', 'assigned'),
    ('Mentoring', 'running'),
    ('Mentoring', 'ended'),
    ('Mentoring', 'lapsed'),
    ('HealthAssessment', 'assessing_need'),
    ('HealthAssessment', 'not_needed'),
    ('HealthAssessment', 'offered'),
    ('HealthAssessment', 'declined'),
    ('HealthAssessment', 'referred'),
    ('HealthAssessment', 'examined'),
    ('HealthAssessment', 'result_received'),
    ('HealthAssessment', 'closed_without_result'),
    ('HealthAssessment', 'lapsed'),
    ('FollowUpTalk', 'planned'),
    ('FollowUpTalk', 'invited'),
    ('FollowUpTalk', 'sent_regrets'),
    ('FollowUpTalk', 'no_show'),
    ('FollowUpTalk', 'held'),
    ('FollowUpTalk', 'cancelled'),
    ('FollowUpTalk', 'lapsed')
));
ALTER TABLE interventions_step ADD CONSTRAINT step_ends_with_a_date CHECK (
    ended_on IS NOT NULL OR state NOT IN (
        'held', 'cancelled', 'lapsed', 'exempt', 'completed', 'broken_off', 'declined', 'ended',
        'not_needed', 'result_received', 'closed_without_result'
    )
);
"""
FREE = """
ALTER TABLE interventions_step DROP CONSTRAINT step_state_is_known;
ALTER TABLE interventions_step DROP CONSTRAINT step_ends_with_a_date;
"""


class Migration(migrations.Migration):
    dependencies = [("interventions", "0001_initial")]

    operations = [migrations.RunSQL(CHECK, FREE)]
