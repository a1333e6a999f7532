"""What happens to the father, the mother and the boy of the quota family in their first year."""

from __future__ import annotations

from django.urls import reverse

from cases.models import Case
from interventions.models import FollowUpTalk, VolunteerActivity
from tests.journeys.office import (
    Office,
    consent,
    deadlines,
    done,
    fill,
    move,
    read,
    refused,
    register,
    see,
    step,
    told_after,
)
from tests.journeys.quota_family import facts_page, words


def the_mother_has_a_child(office: Office, mother: Case) -> None:
    """The follow-up is due six months after the birth, and again when she is back."""
    anna = office["anna"]
    assert "INL-OPF-BARSEL" not in deadlines(mother, "2024-06-10")
    office.on("2024-08-20")
    leave = {"child_born_on": "15-08-2024", "from_on": "22-07-2024"}
    done(register(anna, mother, "barsel", **leave))
    stood = deadlines(mother, "2024-08-20")
    assert stood["INL-OPF-BARSEL"] == ("2025-02-15", "upcoming")
    assert stood["INL-OPF-BARSEL-SLUT"] == ("None", "awaiting_date")
    office.on("2025-01-13")
    done(register(anna, mother, "skridt", kind="FollowUpTalk"))
    talk = step(mother, FollowUpTalk)
    invited = {"meets_at": "20-01-2025 13:00", "talk_form": "phone", "channel": "letter"}
    done(move(anna, talk, "invite", interpreter="booked", letter="Vi taler om orloven", **invited))
    office.on("2025-01-20")
    told = {"changes": "Sønnen er født", "course_followed": "Orlov", "need_for_change": "Nej"}
    done(move(anna, talk, "hold", outcome="Vil begynde på dansk igen i juli", **told))
    assert deadlines(mother, "2025-01-20")["INL-OPF-BARSEL"] == ("2025-02-15", "met_on_time")
    done(register(anna, mother, "barsel-slut", mother.leaves.get(), ended_on="30-06-2025"))
    stood = deadlines(mother, "2025-01-20")
    assert stood["INL-OPF-BARSEL-SLUT"] == ("2025-06-30", "upcoming")


def the_father_was_ill_which_is_written_down_afterwards(office: Office, father: Case) -> None:
    """The exemption takes one deadline out; the pause takes none with it."""
    anna = office["anna"]
    office.on("2024-06-10")
    before = deadlines(father, "2024-06-10")
    assert before.pop("INL-VRT-1M") == ("2024-05-15", "overdue")
    missed = father.deadlines.get(rule__code="INL-VRT-1M")
    url = reverse("deadline-exempt", args=[missed.pk])
    assert f'href="{url}' in see(anna, father).content.decode()
    ill = {"reason": "sygdom", "from_on": "06-05-2024", "to_on": "17-05-2024"}
    assert "fristen er undtaget" in told_after(fill(anna, url, note="Indlagt", **ill))
    told = refused(register(anna, father, "pause", what="case", **ill))
    assert "Skriv kort, hvorfor den først registreres nu." in told
    late = "Hospitalets brev kom i dag"
    told = told_after(register(anna, father, "pause", what="case", note=late, **ill))
    assert "Ingen frister er flyttet." in told
    after = deadlines(father, "2024-06-10")
    assert after.pop("INL-VRT-1M") == ("2024-05-15", "exempt")
    assert after == before
    assert Case.objects.get(pk=father.pk).state == "active"


def the_mother_sews_at_a_welcome_house(office: Office, mother: Case) -> None:
    """Once she has said that they may know her name; not when she is protected."""
    anna = office["anna"]
    where = {"activity": "syvaerksted", "place": "dortheagaarden", "organisation": "Sy & Snak"}
    done(register(anna, mother, "skridt", kind="VolunteerActivity"))
    sewing = step(mother, VolunteerActivity)
    done(move(anna, sewing, "show_interest", **where))
    assert "navnet må deles med organisationen" in read(anna, mother)
    consent(anna, mother, "volunteer", "Sy & Snak")
    done(move(anna, sewing, "join", children="1"))
    assert "Welcome House Dortheagården" in read(anna, mother)
    done(move(anna, sewing, "end", benefit="Taler dansk over symaskinen"))
    done(register(anna, mother, "beskyttelse", kind="name_and_address", source="CPR"))
    done(move(anna, sewing, "suggest_again"))
    done(move(anna, sewing, "show_interest", **where))
    url = reverse("step-move", args=[sewing.pk, "join"])
    assert url not in see(anna, mother).content.decode()
    typed = {"version": step(mother, VolunteerActivity).version, "effective_on": "24-04-2024"}
    assert "Borgeren kan selv henvende sig på stedet." in refused(anna.post(url, typed))


def the_school_is_told_within_a_consent_that_ends(office: Office, son: Case) -> None:
    anna = office["anna"]
    assert "Borgerens samtykke mangler" in words(office, "anna", facts_page(son, "samarbejde"))
    scope = "Skolestart og dansk som andetsprog"
    given = {"purpose": "collaboration", "receiver": "Skolen ved Søen", "form": "written"}
    done(register(anna, son, "samtykke", scope=scope, **given))
    given_one = son.citizen.consents.get()
    adviser = {"name": "Bente Buf", "organisation": "buf", "function": "Skolevejleder"}
    done(register(anna, son, "samarbejde", consent=str(given_one.pk), **adviser))
    assert f"Må deles {scope}" in read(anna, son)
    office.on("2024-04-24")
    told = told_after(register(anna, son, "samtykke-tilbage", given_one))
    assert "Der må ikke deles mere fra den dag." in told
    assert "Deling med Bente Buf ophører." in told
    told = read(anna, son)
    assert "Må deles" not in told
    assert "Deling ophørt 24-04-2024" in told
