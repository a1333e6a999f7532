"""What the templates in components/ must know of a form field to draw it as dkfds wants it."""

from collections.abc import Iterable

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# First match wins: CheckboxSelectMultiple is a RadioSelect to Django.
CLASSES = (
    (forms.CheckboxSelectMultiple, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.CheckboxInput, "form-checkbox"),
    (forms.Select, "form-select"),
    (forms.DateInput, "form-input input-date"),
    (forms.Widget, "form-input"),
)


@register.filter
def layout(field: BoundField) -> str:
    """choices (a set of radio buttons or boxes), chips (the same in a row), checkbox (a single
    one), folded (an input that few need) or control.
    """
    widget = field.field.widget
    if getattr(widget, "chips", False):
        return "chips"
    if getattr(widget, "folded", False):
        return "folded"
    if isinstance(widget, CHOICES):
        return "choices"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "control"


@register.filter
def hint(field: BoundField) -> str:
    """The help beside the field; a date always says how it is written."""
    if not field.help_text and isinstance(field.field.widget, forms.DateInput):
        return _("dd-mm-åååå")
    return str(field.help_text)


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of the help and the error, in the order in which they should be read."""
    parts = [f"{field.auto_id}_helptext"] if hint(field) else []
    parts += [f"{field.auto_id}_error"] if field.errors else []
    return " ".join(parts)


@register.filter
def control(field: BoundField) -> SafeString:
    """The input itself."""
    attributes = {"class": _classes(field), "aria-describedby": described_by(field)}
    return field.as_widget(attrs={name: value for name, value in attributes.items() if value})


@register.filter
def options(field: BoundField) -> Iterable[object]:
    """The single buttons of a set, each with .tag, .choice_label and .id_for_label."""
    field.field.widget.attrs["class"] = _classes(field)
    return field.subwidgets


@register.filter
def usual(form: forms.BaseForm) -> list[BoundField]:
    """The fields that stand open; a form names the others in `rarely`."""
    return [field for field in form if field.name not in getattr(form, "rarely", ())]


@register.filter
def rare(form: forms.BaseForm) -> list[BoundField]:
    """Those that few need, under one heading."""
    return [field for field in form if field.name in getattr(form, "rarely", ())]


@register.filter
def has_typed(fields: Iterable[BoundField]) -> bool:
    """Whether something is wrong with one of them, or was typed: then they stand open."""
    return any(field.errors or (field.form.is_bound and _changed(field)) for field in fields)


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:  # type: ignore[type-arg]  # of anything
    """1 … 4 5 6 … 20: the ends, this page and its neighbours."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


def _changed(field: BoundField) -> bool:
    return field.field.has_changed(field.initial, field.data)


def _classes(field: BoundField) -> str:
    widget = field.field.widget
    css = next(css for kind, css in CLASSES if isinstance(widget, kind))
    return " ".join(dict.fromkeys([*css.split(), *widget.attrs.get("class", "").split()]))
