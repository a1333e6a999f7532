"""What the lists of a case tell of each row. Free text only to whoever reads the journal."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers as s

from accounts.roles import Permission
from interventions.api.serializers import GoalOut, Out
from interventions.queries.measurements import permission_for


class PartOut(Out):
    """`context["held"]`: what the asker holds on the case."""

    notes: ClassVar[tuple[str, ...]] = ()  # the keys that are free text

    def to_representation(self, instance: Any) -> Any:
        found = super().to_representation(instance)
        if Permission.FOLLOW_UP_SEE not in self.context["held"]:
            for name in self.notes:
                del found[name]
        return found


class DatedOut(PartOut):
    id = s.IntegerField(source="pk")
    from_on, to_on = s.DateField(), s.DateField(allow_null=True)


class GoalRowOut(GoalOut):
    id = s.IntegerField(source="pk")
    step = s.IntegerField(source="placement_id")


class CollaboratorOut(DatedOut):
    name, organisation, function = s.CharField(), s.CharField(), s.CharField()
    phone, email = s.CharField(), s.CharField()
    consent = s.IntegerField(source="consent_id")


class RelationOut(DatedOut):
    type, source = s.CharField(), s.CharField()  # type: ignore[assignment]  # DRF's own word
    name = s.CharField(help_text="Tom for en borger, du ikke kan se.")
    case = s.IntegerField(source="case_id", help_text="0 uden for din rækkevidde.")


class MemberOut(PartOut):
    id = s.IntegerField(source="pk")
    given_name, family_name = s.CharField(), s.CharField()


class AppointmentOut(PartOut):
    id = s.IntegerField(source="pk")
    version = s.IntegerField()
    state, meeting_form = s.CharField(), s.CharField()
    starts_at, minutes = s.DateTimeField(), s.IntegerField()
    place, purpose = s.CharField(), s.CharField()


class ScoreOut(Out):
    indicator = s.CharField(source="indicator.code")
    value = s.IntegerField(allow_null=True, help_text="1 til 5; tom, når »reason« siger hvorfor.")
    reason = s.CharField()


class MeasurementOut(PartOut):
    id = s.IntegerField(source="pk")
    measured_on = s.DateField()
    by_role, occasion = s.CharField(), s.CharField()
    step = s.IntegerField(source="placement_id", allow_null=True)
    scores = s.SerializerMethodField()

    @extend_schema_field(ScoreOut(many=True))
    def get_scores(self, row: Any) -> list[dict[str, Any]]:
        held = self.context["held"]
        mine = [score for score in row.scores.all() if permission_for(score) in held]
        return list(ScoreOut(mine, many=True).data)


class JobOut(DatedOut):
    employer, support, evidence = s.CharField(), s.CharField(), s.CharField()


class EducationOut(DatedOut):
    institution, level = s.CharField(), s.CharField()
    completed = s.BooleanField()


class DanishTestOut(PartOut):
    id = s.IntegerField(source="pk")
    test, marks = s.CharField(), s.CharField()
    passed_on, as_self_student = s.DateField(), s.BooleanField()


class ClarificationOut(PartOut):
    id = s.IntegerField(source="pk")
    outcome, decided_on = s.CharField(), s.DateField()


class OutcomesOut(PartOut):
    jobs, educations = JobOut(many=True), EducationOut(many=True)
    danish_tests, clarifications = DanishTestOut(many=True), ClarificationOut(many=True)


class PauseOut(DatedOut):
    notes = ("note",)
    reason, note = s.CharField(), s.CharField()
    step = s.IntegerField(source="placement_id", allow_null=True)


class AbsenceOut(DatedOut):
    notes = ("note",)
    type, note = s.CharField(), s.CharField()
    step = s.IntegerField(source="placement_id")


class ReadinessOut(PartOut):
    notes = ("reason",)
    id = s.IntegerField(source="pk")
    category, assessed_on, reason = s.CharField(), s.DateField(), s.CharField()


class LeaveOut(PartOut):
    id = s.IntegerField(source="pk")
    child_born_on, from_on = s.DateField(), s.DateField()
    ended_on = s.DateField(allow_null=True, help_text="Orlovens sidste dag.")


class CodeOut(DatedOut):
    code = s.CharField()


class ResidenceOut(CodeOut):
    valid_until = s.DateField(allow_null=True)


class AddedOut(Out):
    id = s.IntegerField(allow_null=True, help_text="Den første af »ids«.")
    ids = s.ListField(child=s.IntegerField(), help_text="De rækker, der kom til.")
    told = s.CharField(help_text="Hvad der er sket, i ord.")
