"""How a rule is told to people: subject, authority, paragraph, anchor and amount in Danish.

The rule's file is data from several hands and partly English. What stands here replaces it on
screen; what does not stand here is shown as the file has it.
"""

from datetime import date

from interventions.law.rules import NEVER_OVERDUE, Authority, Roll, Rule, Unit

AUTHORITIES = {
    Authority.STATUTORY: "Lov",
    Authority.MUNICIPAL: "Kommunal standard",
    Authority.GUIDANCE: "Vejledende",
}

SUBJECTS = {
    "KM-ASYL": "Asylcentersamtale afholdt",
    "INL-VRT-GAP": "Nyt virksomhedsrettet tilbud efter det forrige",
    "UA-PROG-3M": "Program startet (dansk, indsats og praktik)",
    "UA-VELKOMST": "Velkomstsamtale afholdt",
    "INL-KONTRAKT": "Integrationskontrakt underskrevet",
    "INL-JOBPARAT": "Borgeren anses for jobparat",
    "INL-VISITATION": "Visitation: jobparat eller aktivitetsparat",
    "INL-OPF-4": "Mindst fire opfølgningssamtaler",
    "INL-OPF-12": "Opfølgning for borgere i job eller uddannelse uden ydelse",
    "KM-HELBRED": "Helbredsmæssig vurdering tilbudt (alle flygtninge)",
    "INL-DU-15H": "Danskuddannelse: timer om ugen i gennemsnit",
    "INL-PROG-1Y": "Mål: ordinær beskæftigelse inden for et år",
    "INL-PROG-5Y": "Introduktionsperioden slutter",
    "KM-MENTOR-12M": "Helhedsorienteret mentor i det første år",
    "LAB-PRAK-4W": "Virksomhedspraktikkens varighed",
    "LAB-PRAK-13W": "Virksomhedspraktikkens varighed",
    "LAB-PRAK-26W": "Virksomhedspraktikkens varighed, forlænget",
}

REFERENCES = {
    "INL kap. 4 (paragraph number not seen)": "INL kap. 4",
    "INL § 19 (with the contract)": "INL § 19 (sammen med kontrakten)",
    "INL § 16 stk. 7 (number seen only by reference)": "INL § 16 stk. 7",
    "særlov § 30 stk. 2 as amended by lov 266/2024": "særlov § 30 stk. 2 (ændret ved lov 266/2024)",
    "danskuddannelsesloven (paragraph not seen)": "danskuddannelsesloven",
    "none; the seed gives no number": "ingen lovbestemt frist",
    "LAB § 61 stk. 1 nr. 2; 13 weeks is also usual practice under INL": "LAB § 61 stk. 1 nr. 2",
    'BIP practice: "hver tredje måned"': "god praksis: hver tredje måned",
    "retssikkerhedsloven § 67 (number unverified)": "retssikkerhedsloven § 67",
    "retssikkerhedsloven § 66 (number unverified)": "retssikkerhedsloven § 66",
}

ANCHORS = {
    "case_started_on": "forløbets start i kommunen",
    "allocated_on": "visitering til kommunen",
    "arrived_on": "ankomst til København",
    "cpr_registered_on": "CPR-registrering som tilflyttet",
    "handover_on": "overgivelse af ansvaret",
    "danish_allowed_on": "tidligste start på danskuddannelse",
    "danish_requested_on": "ansøgning eller henvisning til danskuddannelse",
    "welcome_letter_on": "velkomstbrev om danskuddannelse",
    "contract_signed_on": "underskrift af kontrakten",
    "assessed_on": "visitation (jobparat eller aktivitetsparat)",
    "offer_ended_on": "slut på det forrige tilbud",
    "followed_up_on": "seneste opfølgning eller første dag uden ydelse",
    "measured_on": "seneste progressionsmåling",
    "child_born_on": "barnets fødsel",
    "leave_ended_on": "barslens slutning",
    "placement_started_on": "praktikkens første dag",
    "grant_started_on": "bevillingens første dag",
    "decision_received_on": "modtagelse af afgørelsen",
    "complaint_received_on": "modtagelse af klagen",
    "request_received_on": "modtagelse af anmodningen",
}

# What meets a rule and is no move: (kind, name) of `fulfilled_by` in words.
FACTS = {
    ("JobReadiness", "record"): "Visitation registreret (jobparat eller aktivitetsparat)",
    ("Measurement", "record"): "Progressionsmåling registreret",
    ("Complaint", "received"): "Klage modtaget",
    ("danish_allowed_on", "recorded"): "Første mulige dag for danskuddannelse registreret",
}

_UNITS = {
    Unit.CALENDAR_DAYS: ("dag", "dage"),
    Unit.WORKING_DAYS: ("hverdag", "hverdage"),
    Unit.WEEKS: ("uge", "uger"),
    Unit.MONTHS: ("måned", "måneder"),
    Unit.YEARS: ("år", "år"),
    Unit.HOURS_PER_WEEK: ("time om ugen", "timer om ugen"),
}
_ROLLS = {
    Roll.NEXT: "; falder den på en weekend eller helligdag, flyttes den til næste hverdag",
    Roll.NEXT_OPEN_DAY: "; falder den på en lukkedag, flyttes den til næste åbne dag",
}


def subject(rule: Rule) -> str:
    text = SUBJECTS.get(rule.code, rule.subject)
    return text[:1].upper() + text[1:]


def reference(rule: Rule) -> str:
    return REFERENCES.get(rule.legal_reference, rule.legal_reference)


def anchor(name: str) -> str:
    return ANCHORS.get(name, name)


def amount(rule: Rule) -> str:
    """»1 måned efter«, »1 dag før«, »samme dag«, and what happens on a closed day."""
    if rule.unit == Unit.FIRST_WHOLE_MONTH:
        text = "den første dag efter den første hele måned"
    elif rule.amount == 0:
        text = "samme dag"
    else:
        one, many = _UNITS[rule.unit]
        number = abs(rule.amount)
        text = f"{number} {one if number == 1 else many} {'efter' if rule.amount > 0 else 'før'}"
    return text + _ROLLS.get(rule.roll, "")


def is_span(rule: Rule) -> bool:
    """Nobody has to do anything by its last day: it only tells how long something runs."""
    return rule.shape in NEVER_OVERDUE


def days(number: int) -> str:
    return f"{number} dag" if number == 1 else f"{number} dage"


def until(day: date, today: date) -> str:
    """»i dag«, »i morgen«, »om 5 dage«; for a day that has passed »9 dage over fristen«."""
    left = (day - today).days
    if left < 0:
        return f"{days(-left)} over fristen"
    return {0: "i dag", 1: "i morgen"}.get(left, f"om {days(left)}")


def written(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
