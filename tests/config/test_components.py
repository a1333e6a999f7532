"""The form components: label, help and error belong to the input, whatever it is."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django.asserts import assertInHTML, assertNotInHTML

CHOICES = [("f", "Fysisk"), ("t", "Telefon")]


class Talk(forms.Form):
    name = forms.CharField(label="Navn", help_text="Som i passet")
    on = forms.DateField(label="Dato")
    basis = forms.ChoiceField(label="Grundlag", choices=CHOICES)
    form = forms.ChoiceField(label="Form", choices=CHOICES, widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="Emner", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    help_wanted = forms.BooleanField(label="Brug for hjælp", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(name: str, form: forms.Form | None = None) -> str:
    return render_to_string("components/field.html", {"field": (form or Talk())[name]})


def test_a_text_field_has_label_and_help() -> None:
    html = drawn("name")
    assertInHTML('<label class="form-label" for="id_name">Navn</label>', html)
    assertInHTML('<span class="form-hint" id="id_name_helptext">Som i passet</span>', html)
    assertInHTML(
        '<input type="text" name="name" class="form-input" required id="id_name" '
        'aria-describedby="id_name_helptext">',
        html,
    )


def test_a_date_is_a_text_field_that_says_how_it_is_written() -> None:
    html = drawn("on")
    assertInHTML('<span class="form-hint" id="id_on_helptext">dd-mm-åååå</span>', html)
    assertInHTML(
        '<input type="text" name="on" class="form-input input-date" required id="id_on" '
        'aria-describedby="id_on_helptext">',
        html,
    )


def test_an_error_is_tied_to_the_input_and_keeps_what_was_typed() -> None:
    html = drawn("on", Talk({"on": "32-01-2026"}))
    assert 'class="form-group form-error"' in html
    assert 'id="id_on_error"' in html
    assertInHTML(
        '<input type="text" name="on" value="32-01-2026" class="form-input input-date" required '
        'aria-invalid="true" aria-describedby="id_on_helptext id_on_error" id="id_on">',
        html,
    )


def test_a_select_and_a_text_area_wear_the_classes_of_the_design_system() -> None:
    assert 'class="form-select"' in drawn("basis")
    assert 'class="form-input"' in drawn("note")
    assert '<span class="weight-normal"> (frivilligt)</span>' in drawn("note")


def test_radio_buttons_stand_in_a_named_group() -> None:
    html = drawn("form", Talk({}))
    assert '<legend class="form-label">Form</legend>' in html
    assert 'aria-describedby="id_form_error"' in html
    assertInHTML('<label class="form-label" for="id_form_1">Telefon</label>', html)
    assertInHTML(
        '<input type="radio" name="form" value="t" class="form-radio" required id="id_form_1" '
        'aria-invalid="true">',
        html,
    )


def test_boxes_stand_alone_or_in_a_group() -> None:
    assert 'class="form-checkbox"' in drawn("help_wanted")
    assert "(frivilligt)" not in drawn("help_wanted")
    assert drawn("topics").count('class="form-group-checkbox"') == 2


class Row(forms.RadioSelect):
    chips = True


class Seldom(forms.TextInput):
    folded = True


class Scale(forms.Form):
    score = forms.ChoiceField(label="Tro på job", choices=CHOICES, widget=Row, help_text="1 til 5")
    remark = forms.CharField(label="Bemærkning", widget=Seldom, required=False)


def test_choices_in_a_row_are_a_named_group_of_chips() -> None:
    html = drawn("score", Scale({}))
    assert '<legend class="form-label">Tro på job</legend>' in html
    assert html.count('class="chip"') == 2
    assert 'aria-describedby="id_score_helptext id_score_error"' in html


@pytest.mark.parametrize(("typed", "is_open"), [({}, False), ({"remark": "Kok"}, True)])
def test_an_input_that_few_need_is_folded_until_it_holds_something(
    typed: dict[str, str], is_open: bool
) -> None:
    html = drawn("remark", Scale(typed))
    assert ("<details" in html, " open>" in html) == (True, is_open)
    assertInHTML('<label class="sr-only" for="id_remark">Bemærkning</label>', html)


def test_a_hidden_field_is_the_input_alone() -> None:
    assert drawn("hidden").strip().startswith('<input type="hidden"')


def test_the_summary_links_to_each_field_and_is_silent_without_errors() -> None:
    html = render_to_string("components/error_summary.html", {"form": Talk({"name": "A"})})
    assertInHTML('<a href="#id_on">Dato: Dette felt er påkrævet.</a>', html)
    assertNotInHTML('<a href="#id_name">Navn: Dette felt er påkrævet.</a>', html)
    assert render_to_string("components/error_summary.html", {"form": Talk()}).strip() == ""


def test_pages_keep_the_other_words_of_the_address() -> None:
    page = Paginator(range(200), 10).get_page(5)
    request = RequestFactory().get("/?q=ærø&page=5")
    html = render_to_string("components/pagination.html", {"page": page}, request=request)
    assert "Side 5 af 20" in html
    assert 'href="?q=%C3%A6r%C3%B8&amp;page=6"' in html
    assert 'aria-current="page">5</a>' in html


def test_one_page_needs_no_numbers() -> None:
    page = Paginator(range(3), 10).get_page(1)
    assert render_to_string("components/pagination.html", {"page": page}).strip() == ""


def test_text_of_an_alert_is_escaped() -> None:
    html = render_to_string("components/alert.html", {"kind": "error", "text": "<b>x</b>"})
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert 'role="alert"' in html
