"""Guidance to trust: passages with sources, a flowchart, and routes by level."""

from __future__ import annotations

from directory.guidance.flow import End, Flow, Step, load_flow
from directory.guidance.model import Citation, Guidance, Passage, Source, Topic
from directory.guidance.opening import GuidanceDesk, open_guidance_desk
from directory.guidance.reading import GuidanceError, load_guidance
from directory.guidance.routes import Way
from directory.guidance.routing import Router
from directory.guidance.searching import Answer, GuidanceSearch

__all__ = [
    "Answer",
    "Citation",
    "End",
    "Flow",
    "Guidance",
    "GuidanceDesk",
    "GuidanceError",
    "GuidanceSearch",
    "Passage",
    "Router",
    "Source",
    "Step",
    "Topic",
    "Way",
    "load_flow",
    "load_guidance",
    "open_guidance_desk",
]
