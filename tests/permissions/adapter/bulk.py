"""Lists that come in and go out."""

from __future__ import annotations

from tests.permissions.asking import Ask
from tests.permissions.standing import Standing
from tests.permissions.table import Row

REASON = "Til fordelingsmødet i enheden på mandag"
HEADING = (
    "udlaendinge_id;cpr;erstatningsnummer;fornavn;efternavn;foedselsdato;koen;statsborgerskab;"
    "foedeland;opholdsgrundlag;visiteringsdato;ankomstdato;asylcenter;sprog;tolkebehov;telefon;"
    "email;adressebeskyttelse"
)
NEW = "78981230;;;Rania;Al Khatib;24-12-1982;K;SY;SY;konvention;01-05-2026;04-06-2026;;ar;nej;;;nej"


def known_elsewhere(w: Standing) -> str:
    """Somebody whose case another unit has."""
    cpr = w.world.cast["other_unit"].cpr
    name = w.world.cast["other_unit"].markers["name"]
    return (
        f";{cpr[:6]}-{cpr[6:]};;Vera;{name};27-04-1983;K;SY;SY;konvention;01-05-2026;04-06-2026;;"
        "ar;nej;;;nej"
    )


def text(w: Standing, row: Row) -> str:
    line = known_elsewhere(w) if row.fieldset == "rows_of_other_unit" else NEW
    return f"{HEADING}\r\n{line}\r\n"


def preview_ask(w: Standing, row: Row) -> Ask:
    return Ask("POST", "imports/preview/", {"name": "liste.csv", "text": text(w, row)})


def preview(w: Standing, row: Row) -> list[Ask]:
    return [preview_ask(w, row)]


def commit(w: Standing, row: Row) -> list[Ask]:
    """`upload` is set by the test from the preview's answer, where there is one."""
    return [Ask("POST", "imports/commit/", {"upload": 1, "plan": False})]


def export(w: Standing, row: Row) -> list[Ask]:
    columns = ["name", "birth_year", "unit"] if row.fieldset == "basic" else [row.fieldset]
    return [Ask("POST", "exports/citizens/", {"reason": REASON, "columns": columns})]


ASKS = {
    ("bulk", "csv_import_preview"): preview,
    ("bulk", "csv_import_commit"): commit,
    ("bulk", "export_citizens_csv"): export,
}
