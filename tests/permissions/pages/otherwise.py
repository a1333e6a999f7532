"""Rows that a page answers otherwise than the API, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from tests.permissions.table import Row


@dataclass(frozen=True)
class Other:
    statuses: tuple[int, ...]
    reason: str
    trail: bool = True
    writes: bool = False


# By the key of a row, or by resource/action/expected.
OTHERWISE: dict[str, Other] = {
    "caseworker/self_or_family/citizen/lookup_cpr/existence": Other(
        (200,), "She is answered as for a number that nobody holds.", trail=False
    ),
    "dpo/case_ref/citizen/lookup_cpr/existence": Other(
        (403,), "The page is for those who could break the glass; others give a reference, by API."
    ),
    "caseworker/other_unit/citizen/create/-": Other(
        (302,), "The page has no field for a unit: she is registered at home.", writes=True
    ),
    "team_lead/other_unit/citizen/create/-": Other(
        (302,), "The page has no field for a unit: she is registered at home.", writes=True
    ),
    "mentor/active/mentor_log/create/as_other_mentor": Other(
        (302,), "The page has no field for an author: it is her own log.", writes=True
    ),
    "mentor/active/mentor_log/create/occurred_before_assignment": Other(
        (422,), "The form says at the date why it cannot be."
    ),
    "mentor/ended/mentor_log/create/occurred_before_end_within_7d": Other(
        (404,), "Only a telephone that was without a connection sends it late, by the API."
    ),
    "mentor/ended/mentor_log/create/occurred_after_end": Other((404,), "As the row before."),
    "mentor/ended/mentor_log/create/later_than_7d": Other((404,), "As the row before."),
    "complaint/create/deny": Other(
        (403, 404), "Whoever sees the case may not write on it, whatever decision she names."
    ),
    "admin/any/admin/assign_role_privileged_alone/-": Other(
        (422,), "The form offers no role that two administrators give.", trail=False
    ),
    "admin/any/admin/assign_role_to_self/-": Other(
        (403,), "The form is the same for all accounts; sent for oneself it is refused."
    ),
    "admin/any/admin/api_token_show_again/-": Other(
        (200,), "The list of tokens is hers to see; no secret stands on it."
    ),
    "plan/update/allow": Other(
        (409,), "The page plans a case once; planning again is the API's.", trail=False
    ),
}


def otherwise(row: Row) -> Other | None:
    general = f"{row.resource}/{row.action}/{row.expected}"
    return OTHERWISE.get(row.key) or OTHERWISE.get(general)
