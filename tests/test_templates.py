"""Templates hold words and structure: no style, no script, no roles, and none that nobody uses."""

import re
from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
FOLDER = ROOT / "templates"
LONGEST, MEDIAN = 120, 35  # lines
# It is saved and opened away from the server, so it brings its style along.
STANDS_ALONE = "reports/document.html"
INLINE = re.compile(r"<style|\sstyle\s*=|\son\w+\s*=|<script(?![^>]*\ssrc=)|javascript:", re.I)
TAGS = re.compile(r"{[{%].*?[%}]}", re.S)
ROLES = re.compile(
    r"""["'](?:caseworker|team_lead|mentor|manager|admin|dpo|integrator)["']"""
    r"|actor\.role\b|is_staff|is_superuser|perms\."
)

TEXTS = {
    str(path.relative_to(FOLDER)): path.read_text("utf-8")
    for path in sorted(FOLDER.rglob("*.html"))
}
CODE = [
    path.read_text("utf-8")
    for app in ("accounts", "cases", "config", "interventions", "reports")
    for path in (ROOT / app).rglob("*.py")
]


def test_no_template_holds_style_or_script():
    found = {name: INLINE.findall(text) for name, text in TEXTS.items() if name != STANDS_ALONE}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_template_knows_a_role():
    found = {name: ROLES.findall(" ".join(TAGS.findall(text))) for name, text in TEXTS.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_template_is_used():
    ours = [name for name in TEXTS if not name.startswith("drf_spectacular/")]  # its own pages
    assert [name for name in ours if not used(name)] == []


def used(name: str) -> bool:
    others = [text for other, text in TEXTS.items() if other != name]
    return any(names(text, name) for text in [*others, *CODE])


def names(text: str, template: str) -> bool:
    """In full, by its own name, or as its folder and elsewhere in the module its stem."""
    path = Path(template)
    stem = r"{status}" if re.fullmatch(r"\d{3}", path.stem) else path.stem
    if template in text or f'"{path.name}"' in text:
        return True
    return (
        f"{path.parent}/" in text
        and re.search(rf"""["'/]{re.escape(stem)}["'.]""", text) is not None
    )


def test_templates_are_short():
    lengths = {name: text.count("\n") for name, text in TEXTS.items()}
    assert [name for name, lines in lengths.items() if lines > LONGEST] == []
    assert sorted(lengths.values())[len(lengths) // 2] <= MEDIAN
