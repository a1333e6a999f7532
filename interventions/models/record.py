from __future__ import annotations

from typing import ClassVar

from django.db import models

from interventions.models.of_case import OfCase


class Record(OfCase):
    """What happens in a case beside its steps and has a life of its own: an appointment, a
    decision, a complaint, a request. Each kind is one file, as with steps; no plan adds them.
    """

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "kind"], name="record_case_kind")]
