"""What an appointment is booked with, whether by hand or by inviting to a talk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.localtime import instant
from cases.models import Citizen
from interventions.forms.codes import CodeField
from interventions.models.appointment import LONGEST, SHORTEST, USUAL_MINUTES, InterpreterGender

LANGUAGE = "language"
NOON = time(12)


class Interpreting(models.TextChoices):
    """What is to be done about an interpreter for this appointment."""

    NONE = "none", _("Der er ikke behov for tolk")
    TO_BOOK = "to_book", _("Tolk skal bestilles")
    BOOKED = "booked", _("Tolk er bestilt")


class BookingFields(forms.Form):
    """Nothing here must be typed: what is left out follows from the citizen."""

    rare_title = "Varighed, sproglig hjælp og tolkens sprog og køn"
    rarely: tuple[str, ...] = (
        "minutes", "language_aid", "interpreter_language", "interpreter_gender",
        "interpreter_family_ok",
    )  # fmt: skip

    minutes = forms.IntegerField(
        label="Varighed i minutter",
        required=False,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    place = forms.CharField(label="Sted", required=False, max_length=200)
    language_aid = forms.CharField(
        label="Sproglig hjælp i indkaldelsen",
        required=False,
        max_length=200,
        help_text="Fx »oversat til arabisk« eller »læst op i telefonen«.",
    )
    interpreter = forms.ChoiceField(label="Tolk", required=False, choices=Interpreting.choices)
    interpreter_language = CodeField(LANGUAGE, label="Tolkesprog", required=False)
    interpreter_gender = forms.ChoiceField(
        label="Tolkens køn",
        required=False,
        choices=[("", "Uden betydning"), *InterpreterGender.choices],
    )
    interpreter_family_ok = forms.BooleanField(
        label="Tolk fra egen familie eller netværk er i orden",
        required=False,
        help_text="Lad feltet stå tomt, medmindre borgeren selv har sagt det.",
    )


def usual_booking(citizen: Citizen) -> dict[str, Any]:
    """How the fields are filled in before anybody has typed."""
    needed = citizen.interpreter in (Citizen.Interpreter.YES, Citizen.Interpreter.PARTLY)
    return {
        "minutes": USUAL_MINUTES,
        "interpreter": (Interpreting.TO_BOOK if needed else Interpreting.NONE).value,
        "interpreter_language": citizen.language if needed else "",
    }


def booked_with(typed: Mapping[str, Any], citizen: Citizen) -> dict[str, Any]:
    """The columns of Appointment that these fields say, from a valid form's data."""
    usual = usual_booking(citizen)
    interpreter = typed.get("interpreter") or usual["interpreter"]
    needed = interpreter != Interpreting.NONE
    language = typed.get("interpreter_language") or citizen.language
    return {
        "minutes": typed.get("minutes") or usual["minutes"],
        "place": typed.get("place", ""),
        "language_aid": typed.get("language_aid", ""),
        "interpreter_needed": needed,
        "interpreter_booked": interpreter == Interpreting.BOOKED,
        "interpreter_language": language if needed else "",
        "interpreter_gender": typed.get("interpreter_gender", "") if needed else "",
        "interpreter_family_ok": needed and bool(typed.get("interpreter_family_ok")),
    }


def sent(typed: Mapping[str, Any], on: Any, by: Actor) -> dict[str, Any]:
    """The invitation as it was sent; nothing when there was none.

    Only the day of a sending further back is known: noon stands for it.
    """
    letter = typed.get("letter", "")
    if not letter:
        return {"channel": typed.get("channel", "")}
    sent_at: datetime = by.now if on == by.today else instant(on, NOON)
    return {"channel": typed["channel"], "letter": letter, "sent_at": sent_at}
