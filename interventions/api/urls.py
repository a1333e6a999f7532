"""Addresses under /api/v1/. Ids only: no name and no number of a person stands in one."""

from django.urls import path

from interventions.api import cases, deadlines, follow_ups, goals, me, papers, records, steps

urlpatterns = [
    path("me/", me.Me.as_view(), name="api-me"),
    path("cases/", cases.Cases.as_view(), name="api-cases"),
    path("cases/<int:pk>/", cases.OneCase.as_view(), name="api-case"),
    path("cases/<int:pk>/moves/", cases.CaseMoves.as_view(), name="api-case-moves"),
    path("cases/<int:pk>/moves/<slug:name>/", cases.CaseMove.as_view(), name="api-case-move"),
    path("cases/<int:pk>/steps/", cases.CaseSteps.as_view(), name="api-case-steps"),
    path("cases/<int:pk>/deadlines/", deadlines.CaseDeadlines.as_view(), name="api-deadlines"),
    path("steps/", steps.Steps.as_view(), name="api-steps"),
    path("steps/<int:pk>/", steps.OneStep.as_view(), name="api-step"),
    path("steps/<int:pk>/moves/", steps.StepMoves.as_view(), name="api-step-moves"),
    path("steps/<int:pk>/moves/<slug:name>/", steps.StepMove.as_view(), name="api-step-move"),
    path("steps/<int:pk>/goals/", goals.StepGoals.as_view(), name="api-goals"),
    path("steps/<int:pk>/follow-ups/", follow_ups.FollowUps.as_view(), name="api-follow-ups"),
    path("goals/<int:pk>/moves/", goals.GoalMoves.as_view(), name="api-goal-moves"),
    path("goals/<int:pk>/moves/<slug:name>/", goals.GoalMove.as_view(), name="api-goal-move"),
    path("cases/<int:pk>/notes/", papers.CaseNotes.as_view(), name="api-notes"),
    path("cases/<int:pk>/records/", papers.CaseRecords.as_view(), name="api-case-records"),
    path("cases/<int:pk>/decisions/", papers.CaseDecisions.as_view(), name="api-decisions"),
    path(
        "cases/<int:pk>/access-requests/",
        papers.CaseAccessRequests.as_view(),
        name="api-access-requests",
    ),
    path("records/<int:pk>/complaints/", papers.RecordComplaints.as_view(), name="api-complaints"),
    path("records/<int:pk>/", records.OneRecord.as_view(), name="api-record"),
    path("records/<int:pk>/moves/", records.RecordMoves.as_view(), name="api-record-moves"),
    path(
        "records/<int:pk>/moves/<slug:name>/",
        records.RecordMove.as_view(),
        name="api-record-move",
    ),
]
