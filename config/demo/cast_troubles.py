"""What goes wrong, and what is decided, asked and answered: one character for each kind."""

from config.demo.acts import (
    around,
    asking,
    civil,
    danish,
    endings,
    facts,
    health,
    measuring,
    meetings,
    mentoring,
    mistakes,
    outcomes,
    papers,
    placement,
    talks,
)
from config.demo.cast_copenhagen import ALEKSANDRA, KAREN, MIKKEL, REACHED, WEAK
from config.demo.cast_danish import RASMUS
from config.demo.character import Character, act
from config.demo.companies import BANKRUPT

TROUBLE = (
    # Registered twice: cancelled with four eyes, then merged into the right case.
    Character("midlertidig", MIKKEL, 164, 117, country="SO", sex="M", family="d",
              early=(talks.asylum_held,), acts=(
        act(placement.placed, 20, REACHED, goals=1), act(mistakes.merged, 75),
        act(civil.volunteering, "show_interest", start=60),
    )),
    Character("midlertidig", MIKKEL, 97, country="SO", sex="M", family="d", double=True,
              usual=False, early=(act(endings.cancelled, 80, approve=True),)),
    # The company went bankrupt; its placements ended together.
    *(
        Character(basis, owner, 150 + n, 104 + n, country=country, sex="M",
                  early=(talks.asylum_held,), needs=("dansk",), acts=(
            mentoring.offered,
            act(placement.running, 60, weeks=12, at=BANKRUPT, goals=1),
        ))
        for n, (basis, owner, country) in enumerate(
            (("konvention", KAREN, "SY"), ("b_status", MIKKEL, "AF"), ("konvention", RASMUS, "IR"))
        )
    ),
    # The mentor has stopped.
    Character("konvention", ALEKSANDRA, 220, 172, country="ER", early=(talks.asylum_held,), acts=(
        act(mentoring.mentored, last=40), act(mentoring.ended, 20, "mentor_ophoert"),
        act(placement.placed, 20, REACHED), act(meetings.booked, 30, "attend", "miss", "regret"),
    )),
    # A child at the handover, eighteen since: never in the programme by itself.
    Character("saerlige_grunde", MIKKEL, 420, 372, country="AF", sex="M", age=(18, 18),
              acts=(act(health.health, *health.WHOLE, start=20, every=12),)),
    # Came a year after her husband, on family reunion.
    Character("konvention", RASMUS, 540, 492, country="SY", sex="M", family="j", age=(30, 44),
              early=(talks.asylum_held,), acts=(
        act(placement.placed, 18, REACHED, goals=1),
        act(outcomes.employed, 160, hours=37), act(talks.follow_ups, 100, 40, *["hold"] * 4),
    )),
    Character("familie_flygtning", RASMUS, 170, 162, 158, country="SY", sex="K", family="j",
              age=(26, 38), needs=("dansk",), acts=(
        around.joined_spouse, act(placement.placed, 20, placement.stays, weeks=13, goals=1),
        act(danish.at_work, "enrol", start=90),
        act(meetings.booked, 40, "cancel", "attend"), act(meetings.booked_ahead, 3),
    )),
    # On the way to another municipality, which has not answered; and one that said no.
    Character("b_status", KAREN, 310, 262, country="SY", sex="M", halts=True, acts=(
        act(placement.placed, 20, REACHED, goals=1), act(endings.moving, 12, "Odense"),
    )),
    Character("b_status", RASMUS, 350, 303, country="SO", sex="K", halts=True, acts=(
        act(placement.placed, 25, WEAK, goals=1),
        act(endings.not_taken_over, 120, "Hvidovre", 25),
    )),
    # The special law first, then asylum: another track, another case.
    Character("ukraine_saerlov", MIKKEL, 390, 404, country="UA", sex="M", acts=(
        talks.welcome, act(placement.placed, 24, REACHED, goals=1),
        act(endings.track_changed, 45, "skift_spor", "konvention"),
    )),
    Character("konvention", KAREN, 205, 157, country="SY", sex="K", needs=("social_kontrol",),
              acts=(
        act(civil.concern, "screen", "act", "notify", "close"), mentoring.offered,
        act(placement.placed, 24, REACHED, goals=1),
    )),
    Character("konvention", MIKKEL, 140, 92, country="IR", sex="K", acts=(
        act(civil.concern, "screen", "find_unfounded"), act(civil.suggested, 40),
        act(placement.placed, 21, placement.stays, weeks=13, goals=1),
    )),
    Character("ukraine_saerlov", KAREN, 100, 111, country="UA", sex="K", acts=(
        talks.welcome, act(civil.concern, "screen", "act"),
        act(civil.volunteering, "show_interest", "join", start=25),
    )),
    Character("ukraine_saerlov", ALEKSANDRA, 95, 105, country="UA", sex="K", acts=(
        talks.welcome, act(civil.concern, "screen"), act(asking.hand_over_asked, 2, RASMUS),
    )),
    Character("b_status", MIKKEL, 88, 41, country="SO", sex="K", acts=(
        act(civil.concern, start=20), mentoring.offered,
        act(placement.placed, 20, placement.stays, goals=1),
    )),
)  # fmt: skip

PAPERS = (
    Character("konvention", KAREN, 285, 236, country="IR", sex="M", early=(talks.asylum_held,),
              acts=(
        act(mentoring.mentored, last=6, help_wanted=True, every=28),
        act(placement.placed, 20, REACHED),
        act(papers.decided, 120, "hear", "record_answer", "send", "receive",
            complaint=("reassess", "forwarded", "decide")),
        act(papers.noted, 40, 110), act(asking.completion_proposed, 3),
        act(mistakes.placement_paused_afterwards, 52), act(papers.access_asked, 40, "decided"),
    )),
    Character("konvention", MIKKEL, 260, 212, country="SY", sex="K", acts=(
        act(mentoring.mentored, last=50, help_wanted=True, every=28),
        act(asking.help_answered, 45), act(asking.completion_proposed, 38, "decline"),
        act(papers.decided, 100, "hear", "send", complaint=("reassess", "grant")),
        act(papers.access_asked, 90, "withdraw"), act(placement.placed, 19, REACHED, goals=1),
        act(mistakes.paused_afterwards, 140, corrected=True),
    )),
    Character("b_status", ALEKSANDRA, 240, 193, country="AF", sex="M", acts=(
        act(mentoring.mentored, last=12, every=28), act(asking.completion_proposed, 60, "withdraw"),
        act(papers.decided, 130, "send", "receive", complaint=()),
        act(asking.hand_over_asked, 35, RASMUS, "accept"), act(papers.access_asked, 3),
        act(placement.placed, 24, REACHED, goals=1),
    )),
    Character("eu", KAREN, 75, country="PL", sex="M", needs=("dansk",),
              income="selvforsoergende_job", acts=(
        act(papers.decided, 20, "hear"), act(talks.follow_ups, 12, 60, "hold"),
    )),
    Character("eu", RASMUS, 110, country="RO", sex="K", income="selvforsoergende_job", acts=(
        act(papers.decided, 30), act(papers.decided_and_withdrawn, 60),
        act(papers.decided_and_reassessed, 40),
        act(talks.follow_ups, 11, 60, "hold"), act(endings.plan_approved, 9),
    )),
    # Closed while the mentor's question, a talk and much else were still open.
    Character("konvention", KAREN, 330, 281, country="SY", sex="M", needs=("dansk",), acts=(
        act(mentoring.mentored, last=212, every=28), act(asking.completion_proposed, 211),
        act(placement.placed, 20, REACHED, goals=1),
        act(danish.job_danish, "enrol", start=60), act(danish.suggested_at_work, 40),
        act(civil.suggested, 30), act(civil.concern, start=40),
        act(meetings.booked_then_closed, 209),
        act(endings.closed, 205, "opholdstilladelse_ophoert", "Tilladelsen er ikke forlænget."),
    )),
    Character("ukraine_saerlov", KAREN, 400, 412, country="UA", acts=(
        act(talks.welcome_invited, 2),
        act(endings.closed, 376, "repatrieret", "Rejst hjem efter en uge."),
    )),
    Character("konvention", RASMUS, 610, 560, country="SO", sex="M", acts=(
        act(placement.placed, 22, WEAK, goals=1), act(around.partnered, "laege", 60, until=90),
        act(outcomes.clarified, 300, "fleksjob"),
        act(endings.closed, 240, "fleksjob", "Bevilget fleksjob af rehabiliteringsteamet."),
    )),
    Character("b_status", MIKKEL, 760, 712, country="SY", sex="K", acts=(
        act(placement.placed, 22, WEAK, goals=1), act(facts.exempt, "INL-VRT-GAP", "sygdom", 120),
        act(outcomes.clarified, 330, "foertidspension"),
        act(endings.closed, 370, "foertidspension", "Tilkendt førtidspension."),
    )),
    Character("midlertidig", ALEKSANDRA, 900, 850, country="SY", sex="M", acts=(
        act(placement.placed, 20, REACHED, goals=1), act(around.related, "soeskende"),
        act(outcomes.studying, 280, "eud", completed_after=400),
        act(endings.closed, 180, "uddannelse", "Gennemført; er begyndt på sit næste forløb."),
    )),
    Character("kvote", MIKKEL, 800, 780, 779, country="CD", sex="K", acts=(
        act(placement.placed, 23, REACHED, goals=1), act(measuring.measured_at_placement, 40),
        act(endings.closed, 300, "selvforsoergende_andet", "Forsørges af ægtefællen."),
    )),
)  # fmt: skip

TROUBLES = (*TROUBLE, *PAPERS)
