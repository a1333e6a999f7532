"""Addresses of the daily work. No CPR number and no name ever stands in one."""

from django.urls import path

from interventions.views import (
    allocations,
    approvals,
    case_page,
    cases,
    companies,
    concerns,
    danish_teams,
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
    path("registreringer/<int:pk>/flyt/<slug:name>/", moves.move_record, name="record-move"),
    path("henvendelser/", concerns.concerns, name="concerns"),
    path("henvendelser/<int:pk>/", concerns.concern, name="concern"),
    path("danskhold/", danish_teams.danish_teams, name="danish-teams"),
    path("danskhold/nyt/", danish_teams.new_team, name="danish-team-new"),
    path("danskhold/<int:pk>/", danish_teams.edit_team, name="danish-team"),
    path("virksomheder/", companies.register, name="companies"),
    path("virksomheder/ny/", companies.add, name="company-add"),
    path("virksomheder/<int:pk>/", companies.show, name="company"),
    path("virksomheder/<int:pk>/ret/", companies.change, name="company-change"),
    path("virksomheder/<int:pk>/enhed/", companies.add_place, name="company-unit-add"),
    path("virksomheder/<int:pk>/afslut/", companies.close, name="company-close"),
    path("produktionsenheder/<int:pk>/ret/", companies.change_place, name="company-unit"),
    path("frister/<int:pk>/", case_page.deadline, name="deadline"),
    path("frister/<int:pk>/fritag/", facts.exempt, name="deadline-exempt"),
    path("godkendelser/<int:pk>/", approvals.decide, name="approval"),
    path("mentorforloeb/<int:pk>/opfoelgning/", follow_ups.log, name="follow-up"),
    path("indlaesning/", allocations.upload, name="allocations"),
    path("indlaesning/<int:pk>/afvist.csv", allocations.rejected, name="allocations-rejected"),
]
