import pytest

from tests import make
from tests.interventions.api.calls import Caller

pytestmark = pytest.mark.django_db


def test_me_tells_who_in_which_role_and_what_it_gives() -> None:
    assert Caller(make.make_user("mia", "mentor")).get("me/").json() == {
        "username": "mia",
        "name": "Mia",
        "role": "mentor",
        "role_label": "Mentor",
        "unit": "NORD",
        "area": "CBSI",
        "permissions": [
            "birth_year_see",
            "care_see",
            "case_see",
            "concern_raise",
            "contact_see",
            "follow_up_write",
            "language_see",
            "name_see",
            "plan_export",
            "plan_shared_see",
            "request_make",
        ],
    }


def test_me_answers_also_those_who_see_no_citizen() -> None:
    body = Caller(make.make_user("lone", "manager")).get("me/").json()
    assert (body["unit"], body["area"], body["permissions"]) == (None, "CBSI", ["report_figures"])
    body = Caller(make.make_user("dorte", "dpo")).get("me/").json()
    own = ["conflicts_see", "cpr_look_up", "glass_review", "restrict"]
    assert (body["unit"], body["area"], body["permissions"]) == (None, None, own)
