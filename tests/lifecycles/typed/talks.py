from __future__ import annotations

from datetime import date
from typing import Any

from tests.lifecycles.typed.base import WEEK, Data, fixed, morning


def _invitation(_row: Any, on: date) -> dict[str, Any]:
    """The meeting is on the day of the next move: held, missed or called off that day."""
    return {"meets_at": morning(on + WEEK), "channel": "letter", "letter": "Kom."}


def _talk_invitation(row: Any, on: date) -> dict[str, Any]:
    return {**_invitation(row, on), "talk_form": "phone"}


DATA: dict[tuple[str, str], Data] = {
    ("AsylumCentreTalk", "hold"): fixed(competences="Bager", job_goal="Bageri"),
    ("AsylumCentreTalk", "reschedule"): lambda _row, on: {"meets_at": morning(on + WEEK)},
    ("AsylumCentreTalk", "cancel"): fixed(reason="Anden kommune"),
    ("WelcomeTalk", "invite"): _invitation,
    ("WelcomeTalk", "invite_again"): _invitation,
    ("WelcomeTalk", "miss"): fixed(contact_attempts="Ringet to gange"),
    ("WelcomeTalk", "hold"): fixed(bank_account="yes", mitid="no", job_help="yes",
                                    health_need="no"),
    ("WelcomeTalk", "exempt"): fixed(reason="I job"),
    ("FollowUpTalk", "invite"): _talk_invitation,
    ("FollowUpTalk", "invite_again"): _talk_invitation,
    ("FollowUpTalk", "hold"): fixed(changes="Ingen", course_followed="Ja", outcome="God",
                                     need_for_change="Nej"),
    ("FollowUpTalk", "send_regrets"): fixed(reason="Syg"),
    ("FollowUpTalk", "miss"): fixed(contact_attempts="Ringet", reasonable_cause="unknown"),
    ("FollowUpTalk", "cancel"): fixed(reason="Fritaget"),
}  # fmt: skip
