"""Who works in the demo municipality."""

from datetime import date

import pytest

from accounts.models import User
from accounts.queries import has_promised
from config.demo.staff import MENTORS, hire

pytestmark = pytest.mark.django_db


def test_every_mentor_of_the_demo_has_promised_confidentiality_and_nobody_else() -> None:
    hire(date(2024, 1, 1))
    promised = {user.username for user in User.objects.all() if has_promised(user)}
    assert promised == {name for names in MENTORS.values() for name in names}
