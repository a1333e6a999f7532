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
    ('IntegrationProgramme', 'planned'),
    ('IntegrationProgramme', 'contracted'),
    ('IntegrationProgramme', 'running'),
    ('IntegrationProgramme', 'paused'),
    ('IntegrationProgramme', 'completed'),
    ('IntegrationProgramme', 'expired'),
    ('IntegrationProgramme', 'broken_off'),
    ('IntegrationProgramme', 'lapsed'),
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
    ('DanishEducation', 'planned'),
    ('DanishEducation', 'referred'),
    ('DanishEducation', 'exempt'),
    ('DanishEducation', 'placed'),
    ('DanishEducation', 'running'),
    ('DanishEducation', 'paused'),
    ('DanishEducation', 'passed'),
    ('DanishEducation', 'broken_off'),
    ('DanishEducation', 'right_expired'),
    ('DanishEducation', 'lapsed'),
    ('JobDanish', 'planned'),
    ('JobDanish', 'enrolled'),
    ('JobDanish', 'did_not_attend'),
    ('JobDanish', 'running'),
    ('JobDanish', 'completed'),
    ('JobDanish', 'broken_off'),
    ('JobDanish', 'cancelled'),
    ('JobDanish', 'lapsed'),
    ('WorkplaceDanish', 'planned'),
    ('WorkplaceDanish', 'enrolled'),
    ('WorkplaceDanish', 'did_not_attend'),
    ('WorkplaceDanish', 'running'),
    ('WorkplaceDanish', 'completed'),
    ('WorkplaceDanish', 'broken_off'),
    ('WorkplaceDanish', 'cancelled'),
    ('WorkplaceDanish', 'lapsed'),
    ('FollowUpTalk', 'planned'),
    ('FollowUpTalk', 'invited'),
    ('FollowUpTalk', 'sent_regrets'),
    ('FollowUpTalk', 'no_show'),
    ('FollowUpTalk', 'held'),
    ('FollowUpTalk', 'cancelled'),
    ('FollowUpTalk', 'lapsed'),
    ('VolunteerActivity', 'suggested'),
    ('VolunteerActivity', 'interested'),
    ('VolunteerActivity', 'participating'),
    ('VolunteerActivity', 'ended'),
    ('VolunteerActivity', 'declined'),
    ('VolunteerActivity', 'lapsed'),
    ('SocialControlConcern', 'raised'),
    ('SocialControlConcern', 'clarifying'),
    ('SocialControlConcern', 'in_progress'),
    ('SocialControlConcern', 'unfounded'),
    ('SocialControlConcern', 'closed'),
    ('SocialControlConcern', 'lapsed')
));
ALTER TABLE interventions_step ADD CONSTRAINT step_ends_with_a_date CHECK (
    ended_on IS NOT NULL OR state NOT IN (
        'passed', 'right_expired',
        'held', 'cancelled', 'lapsed', 'exempt', 'completed', 'broken_off', 'declined', 'ended',
        'not_needed', 'result_received', 'closed_without_result', 'unfounded', 'closed', 'expired'
    )
);
ALTER TABLE interventions_record ADD CONSTRAINT record_state_is_known CHECK ((kind, state) IN (
    ('Appointment', 'booked'),
    ('Appointment', 'attended'),
    ('Appointment', 'no_show'),
    ('Appointment', 'regrets'),
    ('Appointment', 'cancelled'),
    ('Appointment', 'lapsed'),
    ('Decision', 'drafted'),
    ('Decision', 'in_hearing'),
    ('Decision', 'sent'),
    ('Decision', 'delivered'),
    ('Decision', 'withdrawn'),
    ('Complaint', 'received'),
    ('Complaint', 'reassessing'),
    ('Complaint', 'granted'),
    ('Complaint', 'upheld_sent'),
    ('Complaint', 'decided'),
    ('AccessRequest', 'received'),
    ('AccessRequest', 'decided'),
    ('AccessRequest', 'withdrawn'),
    ('Request', 'open'),
    ('Request', 'accepted'),
    ('Request', 'declined'),
    ('Request', 'withdrawn'),
    ('Request', 'lapsed')
));
ALTER TABLE interventions_record ADD CONSTRAINT record_ends_with_a_date CHECK (
    ended_on IS NOT NULL OR state NOT IN (
        'attended', 'no_show', 'regrets', 'cancelled', 'lapsed', 'delivered', 'withdrawn',
        'granted', 'decided', 'accepted', 'declined'
    )
);
"""
FREE = """
ALTER TABLE interventions_step DROP CONSTRAINT step_state_is_known;
ALTER TABLE interventions_step DROP CONSTRAINT step_ends_with_a_date;
ALTER TABLE interventions_record DROP CONSTRAINT record_state_is_known;
ALTER TABLE interventions_record DROP CONSTRAINT record_ends_with_a_date;
"""

# What was signed and what was assessed is added to, never changed.
KEPT = """
CREATE TRIGGER kept_as_written BEFORE UPDATE ON interventions_contractversion
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept_as_written BEFORE UPDATE ON interventions_jobreadiness
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
CHANGED = """
DROP TRIGGER kept_as_written ON interventions_contractversion;
DROP TRIGGER kept_as_written ON interventions_jobreadiness;
"""


class Migration(migrations.Migration):
    dependencies = [("interventions", "0001_initial"), ("accounts", "0002_append_only")]

    operations = [migrations.RunSQL(CHECK, FREE), migrations.RunSQL(KEPT, CHANGED)]
