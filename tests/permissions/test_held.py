"""Who holds what, in every relation: tests/data/held.csv against the code and the oracle."""

from __future__ import annotations

import pytest

from accounts.roles import Permission
from cases import access
from tests.permissions.held import differences, table
from tests.permissions.standings import STANDINGS, world
from tests.permissions.table import exceptions, rows

P = Permission
# Relation of permissions.csv and its extension → column of held.csv
RELATIONS = {
    ("caseworker", "own_case"): "responsible",
    ("caseworker", "own_case+protected"): "responsible protected",
    ("caseworker", "own_case+restricted"): "responsible restricted",
    ("caseworker", "erased"): "responsible erased",
    ("caseworker", "substitute"): "stand-in",
    ("caseworker", "substitute+protected"): "stand-in protected",
    ("caseworker", "same_unit"): "same unit",
    ("caseworker", "same_unit+protected"): "same unit protected",
    ("caseworker", "other_unit"): "other unit",
    ("caseworker", "break_glass"): "glass",
    ("caseworker", "break_glass_expired"): "glass over",
    ("caseworker", "self_or_family"): "responsible family",
    ("caseworker", "company_consultant"): "company consultant",
    ("caseworker", "health_coordinator"): "health coordinator",
    ("caseworker", "family_caseworker"): "family caseworker",
    ("caseworker", "social_control_adviser"): "social control adviser",
    ("team_lead", "own_unit"): "lead",
    ("team_lead", "own_unit+protected"): "lead protected",
    ("team_lead", "other_unit"): "lead other unit",
    ("team_lead", "break_glass"): "lead glass",
    ("team_lead", "self_or_family"): "lead family",
    ("mentor", "active"): "mentor",
    ("mentor", "active+protected"): "mentor protected",
    ("mentor", "ended"): "mentor ended",
    ("mentor", "never"): "mentor never",
    ("manager", "own_area"): "manager",
    ("manager", "other_area"): "manager other area",
    ("admin", "any"): "admin",
    ("dpo", "any"): "dpo",
    ("integrator", "scope_ok"): "machine",
    ("integrator", "scope_ok+protected"): "machine protected",
    ("integrator", "scope_missing"): "machine events.receive",
    ("integrator", "other_unit"): "machine other unit",
}
# What a row asks for → the permission that answers it
ASKED = {
    ("citizen", "read", "existence"): P.CASE_SEE,
    ("citizen", "read", "name"): P.NAME_SEE,
    ("citizen", "read", "birth_year"): P.BIRTH_YEAR_SEE,
    ("citizen", "read", "cpr_masked"): P.CPR_MASKED_SEE,
    ("citizen", "read", "cpr_full"): P.CPR_SEE,
    ("citizen", "read", "language_interpreter"): P.LANGUAGE_SEE,
    ("citizen", "read", "responsible_staff"): P.CARE_SEE,
    ("citizen", "read", "care_flag"): P.CARE_SEE,
    ("citizen", "read", "protection_flag"): P.CITIZEN_FACTS_SEE,
    ("citizen", "read", "contact"): P.CONTACT_SEE,
    ("citizen", "read", "address"): P.ADDRESS_SEE,
    ("citizen", "read", "plan_steps_shared"): P.PLAN_SHARED_SEE,
    ("citizen", "read", "plan_steps_all"): P.PLAN_SEE,
    ("citizen", "read", "consent"): P.CONSENT_SEE,
    ("citizen", "read", "needs_general"): P.NEEDS_SEE,
    ("citizen", "read", "health"): P.HEALTH_SEE,
    ("citizen", "read", "nsc"): P.SOCIAL_CONTROL_SEE,
    ("citizen", "read", "case_note"): P.NOTE_SEE,
    ("citizen", "read", "mentor_log_other"): P.FOLLOW_UP_SEE,
    ("citizen", "reveal_cpr", "cpr_full"): P.CPR_REVEAL,
    ("citizen", "reveal_address", "address"): P.ADDRESS_REVEAL,
    ("citizen", "update", "-"): P.CASE_EDIT,
    ("citizen", "create", "-"): P.CITIZEN_REGISTER,
    ("citizen", "transfer_unit", "-"): P.UNIT_TRANSFER,
    ("citizen", "set_protection", "-"): P.PROTECTION_SET,
    ("citizen", "end_protection", "-"): P.PROTECTION_END,
    ("citizen", "merge", "-"): P.CITIZENS_MERGE,
    ("need", "create", "-"): P.NEED_EDIT,
    ("need", "update", "-"): P.NEED_EDIT,
    ("note", "create", "case_note"): P.NOTE_WRITE,
    ("consent", "record", "-"): P.CASE_EDIT,
    ("consent", "withdraw", "-"): P.CASE_EDIT,
    ("plan", "update", "-"): P.CASE_MOVE,
    ("plan", "transition_approve", "-"): P.PLAN_APPROVE,
    ("step", "create", "-"): P.STEP_ADD,
    ("step", "transition_start", "-"): P.PLACEMENT_MOVE,
    ("step", "transition_complete", "-"): P.PLACEMENT_MOVE,
    ("step", "transition_reopen", "-"): P.STEP_REOPEN,
    ("mentor_assignment", "create", "with_legal_basis"): P.MENTOR_ASSIGN,
    ("assignment", "assign", "-"): P.CASE_ASSIGN,
    ("concern", "screen", "-"): P.CONCERN_MOVE,
    ("placement", "agree", "-"): P.PLACEMENT_AGREE,
    ("health", "decline", "-"): P.HEALTH_MOVE,
    ("household", "list", "-"): P.HOUSEHOLD_SEE,
    ("decision", "create", "-"): P.DECISION_MOVE,
    ("report", "view", "cell_ge5"): P.REPORT_FIGURES,
    ("bulk", "csv_import_commit", "-"): P.ALLOCATIONS_IMPORT,
    ("bulk", "export_citizens_csv", "basic"): P.CITIZENS_EXPORT,
}


@pytest.mark.django_db
def test_everybody_holds_what_the_table_says_on_one_case_and_in_lists() -> None:
    assert list(differences(world(), access)) == []


def test_the_table_has_a_column_for_every_standing_and_a_row_for_every_permission() -> None:
    assert table().keys() == STANDINGS.keys()
    assert frozenset().union(*table().values()) == set(Permission)


def test_the_table_says_what_the_oracle_says() -> None:
    wrong, asked = [], 0
    for row in (*rows(), *rows("permissions_more.csv")):
        column = RELATIONS.get((row.role, row.relation))
        permission = ASKED.get((row.resource, row.action, row.fieldset))
        if column is None or permission is None or row.key in exceptions():
            continue
        asked += 1
        if (permission in table()[column]) is row.denied:
            wrong.append(f"{row.key}: {row.expected}, {column} {permission}")
    assert wrong == []
    assert asked == 798
