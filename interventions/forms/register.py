"""The form of a new citizen and her case: one page, read as an allocation list is read.

Values go through the readers of cases.allocations, so that a list and a person at the desk are
refused and warned in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from accounts.actor import Actor
from accounts.roles import Permission
from cases.allocations import values
from cases.allocations.codes import Countries, load_countries
from cases.allocations.text import clean
from cases.cpr import parse, parse_replacement
from cases.models import Case, Citizen, Country
from cases.queries import labels
from cases.tracks import TRACK_OF
from interventions.forms.codes import CHOOSE, CodeField, CodesField, fill_codes
from interventions.forms.register_checks import check, numbers_of
from interventions.queries.people import caseworkers

USUAL_LANGUAGES = (
    "apc", "acm", "kmr", "ckb", "prs", "pus", "fas", "tir", "som", "ukr", "rus", "tur", "urd",
    "eng",
)  # fmt: skip
SECTIONS = {
    "Hvem er borgeren?": (
        "cpr", "udlaendinge_id", "replacement", "given_name", "family_name", "born_on",
        "born_estimated", "sex", "citizenship", "birth_country",
    ),
    "Kontakt og sprog": (
        "language", "interpreter", "phone", "email", "safe_contact", "address", "protected",
    ),
    "Forløbet": (
        "residence_basis", "allocated_on", "arrived_on", "cpr_registered_on", "asylum_centre",
        "opened_on",
    ),
    "Behov og forsørgelse": ("needs", "income_basis"),
    "Ansvar og plan": ("responsible", "plan_now"),
}  # fmt: skip


@cache
def countries() -> Countries:
    return load_countries()


class ReadField(forms.CharField):
    """Text that a pure reader turns into a value; its ValueError is the message."""

    def __init__(self, read: Callable[[str], Any], **kwargs: Any) -> None:
        self.read = read
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return clean(text) if text else text

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.read(text) if text else self.empty_value
        except ValueError as error:
            raise ValidationError(str(error)) from error


class DayField(forms.DateField):
    """A day since 1900, like those of a list."""

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        try:
            return values.day(day.isoformat()) if day else None
        except ValueError as error:
            raise ValidationError(str(error)) from error


class Ticks(forms.MultipleChoiceField):
    """Warnings that somebody has looked at: what is ticked is compared with what is warned of."""

    def validate(self, value: Any) -> None: ...


text = partial(ReadField, lambda typed: typed, required=False)


class RegisterForm(forms.Form):
    """`known` and `known_elsewhere` say that a number is somebody's; `doubles` are look-alikes."""

    cpr = ReadField(
        parse,
        label="CPR-nummer",
        required=False,
        empty_value=None,
        help_text="DDMMÅÅ-SSSS. Skriv mindst ét af de tre numre.",
    )
    udlaendinge_id = ReadField(
        values.udlaendinge_id, label="Udlændinge-ID", required=False, help_text="8 cifre"
    )
    replacement = ReadField(
        parse_replacement,
        label="Erstatningspersonnummer",
        required=False,
        empty_value=None,
        help_text="Ikke et egentligt personnummer: dagen er lagt 60 til.",
    )
    given_name = ReadField(
        values.name, label="Fornavn(e)", required=False, max_length=120,
        help_text="Som det skrives, med alle bogstaver.",
    )  # fmt: skip
    family_name = ReadField(values.name, label="Efternavn(e)", required=False, max_length=120)
    born_on = DayField(label="Fødselsdato", help_text="dd-mm-åååå")
    born_estimated = forms.BooleanField(label="Fødselsdatoen er anslået", required=False)
    sex = forms.ChoiceField(label="Køn", choices=Citizen.Sex.choices, widget=forms.RadioSelect)
    citizenship = ReadField(
        lambda typed: values.citizenship(typed, countries()),
        label="Statsborgerskab",
        help_text="Skriv landets navn eller kode på to bogstaver. XS er statsløs.",
    )
    birth_country = ReadField(
        lambda typed: values.birth_country(typed, countries()),
        label="Fødeland",
        help_text="Skriv landets navn eller kode på to bogstaver. ZZ er ukendt.",
    )
    language = forms.ChoiceField(label="Sprog", required=False)
    interpreter = forms.ChoiceField(
        label="Tolkebehov", choices=Citizen.Interpreter.choices, initial=Citizen.Interpreter.UNKNOWN
    )
    phone = ReadField(values.phone, label="Telefon", required=False, max_length=30)
    email = ReadField(values.email, label="E-mail", required=False)
    safe_contact = text(
        label="Sikker kontakt",
        max_length=200,
        help_text=Citizen._meta.get_field("safe_contact").help_text,
    )
    address = text(label="Adresse", max_length=300)
    protected = forms.BooleanField(label="Navne- og adressebeskyttet", required=False)
    residence_basis = CodeField(
        "residence_basis", label="Opholdsgrundlag", help_text="Afgør, hvilket spor forløbet følger."
    )
    allocated_on = DayField(
        label="Visiteret til kommunen", required=False, help_text="Udlændingestyrelsens afgørelse."
    )
    arrived_on = DayField(
        label="Ankommet til København", required=False, help_text="Må ligge forude."
    )
    cpr_registered_on = DayField(
        label="CPR-registreret som tilflyttet",
        required=False,
        help_text="Kvoteflygtninge og familiesammenførte: fristerne regnes fra denne dag.",
    )
    asylum_centre = ReadField(values.asylum_centre, label="Asylcenter", required=False)
    opened_on = DayField(label="Forløbet oprettes pr.", help_text="dd-mm-åååå")
    needs = CodesField("integration_need", label="Integrationsbehov", required=False)
    income_basis = CodeField(
        "income_basis",
        label="Forsørgelsesgrundlag",
        required=False,
        help_text="Fra den dag, forløbet oprettes.",
    )
    responsible = forms.ChoiceField(
        label="Ansvarlig sagsbehandler",
        required=False,
        help_text="Uden en ansvarlig står forløbet på listen over ufordelte.",
    )
    plan_now = forms.BooleanField(label="Planlæg skridt og frister straks", required=False)
    confirmed = Ticks(
        label="Kontrollér, og sæt hak ved det, der er rigtigt",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, by: Actor) -> None:
        self.by = by
        self.known: Case | None = None
        self.known_elsewhere: Citizen | None = None
        self.doubles: list[Case] = []
        self.warnings: dict[str, str] = {}
        hands_out = by.may(Permission.CASE_ASSIGN)
        super().__init__(data, initial={"opened_on": by.today, "plan_now": not hands_out})
        fill_codes(self)
        basis = self.fields["residence_basis"]
        basis.choices = [(code, _with_track(code, told)) for code, told in basis.choices]  # type: ignore[attr-defined]
        self.fields["language"].choices = _languages()  # type: ignore[attr-defined]
        for name in ("citizenship", "birth_country"):
            self.fields[name].widget.attrs |= {"list": "countries", "autocomplete": "off"}
        self._offer_responsible(hands_out=hands_out)

    def _offer_responsible(self, *, hands_out: bool) -> None:
        """Whoever may not hand out cases becomes the responsible of those she opens."""
        if not hands_out or self.by.unit_id is None:
            del self.fields["responsible"]
            return
        loads = caseworkers(self.by.unit_id, self.by)
        choices = [("", "Ingen endnu"), *((str(load.user.pk), load.told) for load in loads)]
        self.fields["responsible"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        check(self, cleaned)
        self.fields["confirmed"].choices = list(self.warnings.items())  # type: ignore[attr-defined]
        if set(self.warnings) - set(cleaned.get("confirmed") or ()):
            self.add_error("confirmed", "Ret oplysningerne, eller sæt hak, hvis de er rigtige.")
        return cleaned

    @property
    def identifiers(self) -> dict[str, str]:
        """What was typed, by type of number; only of a valid form."""
        return numbers_of(self.cleaned_data)

    @property
    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        for heading, names in SECTIONS.items():
            yield heading, [self[name] for name in names if name in self.fields]

    @property
    def countries(self) -> list[Country]:
        return list(Country.objects.all())


def _with_track(code: str, told: str) -> str:
    return f"{told}: {TRACK_NAMES[TRACK_OF[code].track]}" if code in TRACK_OF else told


def _languages() -> list[Any]:
    """The usual ones first, then all of them."""
    every = labels("language")["language"]
    usual = [(code, every[code]) for code in USUAL_LANGUAGES if code in every]
    return [CHOOSE, ("Ofte brugt", usual), ("Alle sprog", list(every.items()))]


TRACK_NAMES = dict(Case._meta.get_field("track").flatchoices)
