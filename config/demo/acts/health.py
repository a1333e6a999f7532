"""The health assessment: offered, declined, carried out; always the citizen's own choice."""

from __future__ import annotations

from typing import Any

from config.demo import texts
from config.demo.character import Act
from config.demo.story import Story

WHOLE = ("offer", "accept", "examine", "receive_result")


def health(s: Story, *moves: str, start: int = 40, every: int = 16) -> Act:
    """The moves in this order, the first `start` days after the handover."""
    for number, name in enumerate(moves):
        yield s.after(start + number * every)
        step = s.step("HealthAssessment")
        if name == "accept":
            s.consent("doctor", "Oplysninger om helbred", "Lægen, der undersøger")
        if name == "receive_result":
            s.consent("health_result", "Lægens vurdering", "Jobcentret")
        s.move(step, name, **_data(s, name))


def _data(s: Story, name: str) -> dict[str, Any]:
    reviewed = {"existing_information": s.rng.choice(texts.EXISTING_HEALTH)}
    match name:
        case "offer":
            return {**reviewed, "guidance_given": True}
        case "find_not_needed":
            return {**reviewed, "reason": "Går allerede til egen læge og ønsker ikke mere"}
        case "accept":
            return {"clinic": s.rng.choice(texts.CLINICS)}
        case "receive_result":
            effect = s.rng.choice(texts.PLAN_EFFECTS)
            return {"result": s.rng.choice(texts.RESULTS), "plan_effect": effect}
    return {}
