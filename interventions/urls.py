"""Addresses of the daily work. No CPR number and no name ever stands in one."""

from django.urls import path

from interventions.views import (
    allocations,
    approvals,
    case_page,
    cases,
    facts,
    follow_ups,
    moves,
    register,
)

urlpatterns = [
    path("", cases.my_cases, name="my-cases"),
    path("soeg/", cases.find, name="find"),
    path("borgere/ny/", register.register, name="register"),
    path("sager/<int:pk>/", case_page.case_page, name="case"),
    path("sager/<int:pk>/flyt/<slug:name>/", moves.move_case, name="case-move"),
    path("sager/<int:pk>/registrer/<slug:name>/", facts.case_action, name="case-action"),
    path("skridt/<int:pk>/flyt/<slug:name>/", moves.move_step, name="step-move"),
    path("skridt/<int:pk>/maal/", facts.add_goal, name="goal-add"),
    path("maal/<int:pk>/flyt/<slug:name>/", moves.move_goal, name="goal-move"),
    path("frister/<int:pk>/", case_page.deadline, name="deadline"),
    path("frister/<int:pk>/fritag/", facts.exempt, name="deadline-exempt"),
    path("godkendelser/<int:pk>/", approvals.decide, name="approval"),
    path("mentorforloeb/<int:pk>/opfoelgning/", follow_ups.log, name="follow-up"),
    path("indlaesning/", allocations.upload, name="allocations"),
    path("indlaesning/<int:pk>/afvist.csv", allocations.rejected, name="allocations-rejected"),
]
