"""What people write in the demo: short, believable, and about nobody."""

from typing import NamedTuple


class Log(NamedTuple):
    topics: tuple[str, ...]
    contact_form: str
    text: str


FIRST_MEETING = Log(
    ("rejsekort", "bolig"),
    "in_person",
    "Første møde. Vi gik en tur i kvarteret og fandt bibliotek, apotek og nærmeste S-tog.",
)

LOGS = (
    Log(("mitid",), "in_person", "Vi fik sat MitID op på telefonen i Borgerservice."),
    Log(("bank",), "in_person", "Konto oprettet i banken. Kortet sendes med posten."),
    Log(("rejsekort",), "in_person", "Købte rejsekort og prøveturen til sprogskolen med bussen."),
    Log(("laege",), "phone", "Hjalp med at bestille tid hos egen læge og skrive spørgsmål ned."),
    Log(("skole",), "in_person", "Mødte klasselæreren sammen. Skoletasken er nu på plads."),
    Log(("dansk",), "in_person", "Er glad for holdet. Vi øvede at præsentere sig og læse opslag."),
    Log(("dansk", "netvaerk"), "in_person", "Var med i sprogcafeen og fik to nye kontakter."),
    Log(("arbejde",), "video", "Gennemgik cv'et. Vil gerne fremhæve erfaringen fra køkkenet."),
    Log(("foerste_arbejdsdag",), "in_person", "Fulgtes ad den første dag. Fin modtagelse."),
    Log(("arbejde",), "phone", "Det går godt på praktikstedet. Møder til tiden og spørger selv."),
    Log(("bolig",), "in_person", "Gennemgik lejekontrakten og betaling af el."),
    Log(("fritid",), "in_person", "Så fodboldklubben sammen. Vil prøve at komme om tirsdagen."),
    Log(("netvaerk", "fritid"), "message", "Skrev sammen om fællesspisningen i beboerhuset."),
    Log(("skole", "fritid"), "phone", "Børnene er begyndt til svømning. Logistikken er på plads."),
    Log(("bank", "mitid"), "in_person", "Øvede netbank og Digital Post. Kan nu læse breve selv."),
    Log(("arbejde", "dansk"), "in_person", "Øvede at sige fra og spørge om hjælp på dansk."),
)

MISSED = (
    ("no_show", "Mødte ikke op. Jeg har skrevet en sms og ringer i morgen."),
    ("cancelled_by_citizen", "Barnet var sygt. Vi aftalte en ny tid."),
    ("cancelled_by_us", "Jeg måtte aflyse på grund af kursus og har givet besked."),
    ("moved", "Flyttet til ugen efter, fordi sprogskolen havde prøve."),
)

HELP_WANTED = Log(
    ("bolig",),
    "in_person",
    "Har fået et brev om huslejen, som vi ikke forstår. Vil du ringe til os begge?",
)

NEEDS = {
    "dansk": "Kan hilse og fortælle kort om sig selv. Ønsker hold om formiddagen.",
    "faglig": "Har arbejdet mange år, men mangler papir på det.",
    "arbejdsidentitet": "Kender endnu ikke danske arbejdspladser og vil gerne se nogle.",
    "kultur": "Spørger til skole-hjem-samarbejdet og til uskrevne regler på arbejdet.",
    "sundhed": "Fortæller om ondt i ryggen. Tages op ved den helbredsmæssige vurdering.",
    "social_kontrol": "Ønsker at tale alene med sagsbehandleren.",
    "social_familie": "Alene med børnene. Hverdagen skal hænge sammen med institutionen.",
}

COMPETENCES = (
    "Ti år i restaurantkøkken, de sidste fire som kok.",
    "Syerske med eget værksted; kan læse mønstre og bruge industrimaskine.",
    "Lagerarbejder og chauffør, kørekort til bil.",
    "Folkeskolelærer i matematik gennem seks år.",
    "Har drevet en mindre købmandsbutik med sin familie.",
    "Elektriker med fire års erfaring fra byggepladser.",
)
JOB_GOALS = (
    "Vil gerne arbejde i et køkken og senere tage kokkeuddannelsen.",
    "Job på lager eller i butik, helst med faste dagtimer.",
    "Arbejde med børn eller ældre, når dansk er bedre.",
    "Tilbage til sit fag; er åben for at begynde som hjælper.",
)
NEXT_STEPS = ("Virksomhedskonsulenten ser efter et køkken i nærheden.", "Cv skrives efter ankomst.")

EXISTING_HEALTH = (
    "Oplysningerne fra asylcentret er læst igennem sammen med borgeren.",
    "Ingen oplysninger fra asylfasen. Borgeren har selv fortalt.",
)
CLINICS = ("Lægehuset ved Søen", "Klinikken på Hjørnet", "Sundhedshuset Elmegården")
RESULTS = ("Let nedsat hørelse på venstre øre.", "Tidligere skade i ryggen, som er i bedring.")
PLAN_EFFECTS = ("Undgå tunge løft de første måneder.", "Sid tæt på underviseren.", "")

TALKS = (
    (
        "Er flyttet fra den midlertidige bolig til egen lejlighed.",
        "Ja. Har været til al undervisning på nær to dage.",
        "Taler mere dansk med kollegerne end sidst.",
        "Fortsæt som aftalt.",
    ),
    (
        "Ingen ændringer siden sidst.",
        "Ja, men praktikken begyndte en uge senere end planlagt.",
        "Kan nu selv tage imod en bestilling.",
        "Flere timer i praktikken fra næste måned.",
    ),
    (
        "Den yngste er begyndt i vuggestue.",
        "Delvist. Sprogskolen passede ikke med hentetiden.",
        "Er blevet sikrere i at spørge om hjælp.",
        "Skift til et hold om formiddagen.",
    ),
)
CONTACT_ATTEMPTS = (
    "Ringet to gange og sendt sms.",
    "Sms på borgerens sprog og brev i Digital Post.",
)
REGRETS = ("Syg", "Barnets første sygedag", "Samtale på sprogskolen på samme tid")

CLOSING_MENTOR = "Klarer nu Digital Post, læge og skole selv og ved, hvor man spørger om hjælp."
HANDING_OVER = "Er godt i gang. Mangler hjælp til fritidsaktivitet og til at læse lønsedlen."

BACKDATED = "Noteret på papir den dag; systemet var nede, og det blev først skrevet ind nu."
CONTINUES = (
    ("ordinary_hours", "Søger ordinære timer samme sted."),
    ("new_placement", "Ny praktik inden for et andet område."),
    ("education", "Fortsætter på sprogskolen, mens vi finder et nyt sted."),
)

NOTES = {
    ("Case", "take_over"): (
        "Nøgler til den midlertidige bolig er udleveret. Første samtale holdt samme dag.",
        "Familiens papirer er gået igennem med tolk. Næste samtale er aftalt.",
        "Modtaget i Borgerservice; lægevalg og Digital Post er sat i gang.",
    ),
    ("CompanyPlacement", "match"): (
        "Talt med lederen, som gerne vil have en, der kan møde tidligt.",
        "Besøgt stedet sammen med borgeren. Begge er interesserede.",
    ),
    ("CompanyPlacement", "start"): (
        "Fulgt til stedet den første dag. God modtagelse og fast kontaktperson.",
        "Mødte ti minutter før tid. Arbejdstøj og nøglebrik er udleveret.",
    ),
    ("CompanyPlacement", "pause"): ("Aftalt med stedet, at pladsen holdes.",),
    ("CompanyPlacement", "break_off"): (
        "Talt med både borger og sted. Vi finder noget andet i fællesskab.",
        "Ingen er uvenner; opgaverne passede ikke til det, vi havde aftalt.",
    ),
    ("CompanyPlacement", "complete"): (
        "Slutsamtale med stedet: stabil, venlig og bedre til at spørge.",
        "Vil gerne fortsætte. Stedet giver en udtalelse.",
    ),
    ("Mentoring", "offer"): ("Fortalt, hvad en mentor kan hjælpe med, og at det er frivilligt.",),
    ("HealthAssessment", "offer"): ("Vejledt med tolk. Vil gerne tænke over det.",),
    ("FollowUpTalk", "hold"): ("Holdt som gåtur rundt om søen.", "Tolk deltog på telefon."),
    ("WelcomeTalk", "hold"): ("Holdt med tolk. Legetøj fundet frem til den yngste.",),
}


def letter(first_name: str, what: str, when: str) -> str:
    return (
        f"Kære {first_name}. Vi indkalder dig til {what} {when} i jobcentret. "
        "Har du brug for tolk, så er tolken bestilt. Kan du ikke komme, så ring til os inden. "
        "Bliver du væk uden en god grund, kan det få betydning for din ydelse."
    )


READINESS = {
    "jobparat": (
        "Kan tage et job med det samme; har arbejdet i ti år og vil gerne i gang.",
        "Ingen andre problemer end ledighed. Dansk læres ved siden af.",
    ),
    "aktivitetsparat": (
        "Helbredet gør, at et job ligger længere væk end tre måneder.",
        "Skal først have hverdagen med børnene på plads.",
    ),
    "uddannelsesparat": ("Under 30 år og i gang med at søge ind på en erhvervsuddannelse.",),
}
CONTRACT_GOALS = (
    "Bestå modul 3 inden sommer",
    "Gennemføre en praktik på mindst fire uger",
    "Have et cv på dansk",
    "Få en plads i vuggestue eller børnehave",
    "Søge tre job om ugen",
    "Tage truckcertifikat",
)
ACTIVITIES = (
    "Danskuddannelse 15 timer om ugen, praktik tre dage om ugen, mentor hver anden uge.",
    "Danskuddannelse om formiddagen, praktik om eftermiddagen.",
    "Jobsøgning med virksomhedskonsulent, danskuddannelse om aftenen.",
)
SCHOOL_DAYS = ("Mandag-torsdag kl. 8.30-12", "Tirsdag og torsdag kl. 17-20", "Hver formiddag")
JOURNAL = (
    ("kontakt", "Ringede og spurgte til brevet fra boligselskabet. Vi læste det sammen."),
    ("samtale", "Samtale med tolk om planen for de næste tre måneder. Enig i det hele."),
    ("virksomhed", "Talt med lederen: er glad for indsatsen, og der kan blive timer til foråret."),
    ("dansk", "Sprogskolen melder, at fremmødet er steget, og at modul 2 er inden for rækkevidde."),
    ("familie", "Den ældste er begyndt i modtageklasse. Mor deltager i forældrekaffen."),
    ("bolig", "Har fået tilbud om en toværelses. Flytter om en måned; adressen følger."),
    ("oekonomi", "Har oprettet betalingsservice og forstår nu udbetalingen."),
)
FACTS = "Borgeren møder kl. 5 på et praktiksted 14 km fra hjemmet, og natbussen kører ikke dertil."
COMPLAINT = "Jeg klager, fordi jeg har fået for lidt. Min kørsel kostede mere end beløbet."
