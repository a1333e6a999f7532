"""Invented companies and goals. CVR numbers from 96 million up have not been issued."""

from typing import NamedTuple


class Company(NamedTuple):
    company: str
    cvr: str
    p_number: str
    contact: str
    tasks: str


class Aim(NamedTuple):
    type: str
    text: str
    sign: str


COMPANIES = (
    Company("Køkkenet på Havnen ApS", "96990057", "9900000011", "Mette Lundø",
            "Hjælpe i forberedelsen, anrette salater, vaske op"),
    Company("Grønthandleren Rødbede", "96650000", "9900000028", "Ole Fjeldgaard",
            "Fylde varer op, pakke kasser, betjene kunder"),
    Company("Plejecentret Lindely", "98250999", "9900000035", "Annette Kirk",
            "Dække bord, gå tur med beboere, være med til aktiviteter"),
    Company("Cykelværkstedet Egern", "99270489", "9900000042", "Bo Thrane",
            "Lappe, smøre og klargøre brugte cykler"),
    Company("Nordlager A/S", "99955058", "9900000059", "Susanne Holk",
            "Plukke ordrer, pakke og mærke forsendelser"),
    Company("Systuen Nål & Tråd", "97139792", "9900000066", "Grethe Abild",
            "Lægge op, sy gardiner, betjene industrimaskine"),
    Company("Børnehuset Mariehønen", "96691297", "9900000073", "Lars Vinther",
            "Hjælpe ved måltider og på legepladsen"),
    Company("Malerfirmaet Penslen", "98629726", "9900000080", "Per Strøm",
            "Slibe, spartle og male under vejledning"),
)  # fmt: skip
BANKRUPT = Company("Vaskeriet Boblen ApS", "96990065", "9900000097", "Ulrik Dam",
                   "Sortere, vaske og folde linned")  # fmt: skip

AIMS = (
    Aim("professional", "Kan klargøre råvarer efter køkkenets opskrifter",
        "Laver to retter uden hjælp"),
    Aim("professional", "Kender varerne og kan fylde op efter listen",
        "Lederen retter højst én fejl om ugen"),
    Aim("professional", "Kan følge sikkerhedsreglerne på stedet",
        "Bruger værnemidler uden at blive mindet om det"),
    Aim("social", "Møder til tiden og giver besked ved fravær",
        "Ingen forsinkelser i tre uger"),
    Aim("social", "Deltager i pauserne med kollegerne",
        "Spiser frokost med holdet hver dag"),
    Aim("language", "Forstår korte beskeder på dansk",
        "Gentager opgaven med egne ord"),
    Aim("language", "Kan betjene en kunde på dansk",
        "Gennemfører et salg uden at skifte sprog"),
)  # fmt: skip
