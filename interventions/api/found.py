"""Finding somebody by her number or name while registering is a search, as on the page."""

from accounts.actor import Actor
from accounts.audit import record
from interventions.forms.register import RegisterForm


def write_down(by: Actor, form: RegisterForm) -> None:
    found = {case.citizen_id for case in form.doubles}
    found |= {form.known.citizen_id} if form.known else set()
    found |= {form.known_elsewhere.pk} if form.known_elsewhere else set()
    if found:
        record(by, "citizen.found", "citizen", subjects=sorted(found), hits=len(found))
