from __future__ import annotations

from typing import ClassVar

from django.db import models

from interventions.models.of_case import OfCase


class Record(OfCase):
    """What happens in a case beside its steps and has a life of its own: an appointment, a
    decision, a complaint, a request. Each kind is one file, as with steps; no plan adds them.
    """

    about = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="answers"
    )

    # A decision is still complained of when its case is closed; an appointment dies with the case.
    outlives_case: ClassVar[bool] = False
    # What a mentor sees of the kind: None nothing, "" all of her case, else the name of the column
    # in which she must stand; and which of its own columns she may read.
    seen_by_mentor: ClassVar[str | None] = None
    told_to_mentor: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "kind"], name="record_case_kind")]
