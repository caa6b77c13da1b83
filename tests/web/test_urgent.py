"""What is said about danger when the assistant is away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.clock import utc_now
from core.settings import load_settings
from web.urgent import safety_reply


def test_danger_is_heard_by_the_signs_alone_if_the_trained_hearing_cannot_be_read(tmp_path: Path) -> None:
    settings = replace(load_settings(), data=tmp_path, models=tmp_path)
    reply = safety_reply("my husband hits me and i am scared of him", utc_now(), settings)
    assert reply is not None and reply.kind == "safety" and "999" in reply.text
    assert safety_reply("food bank in taunton", utc_now(), settings) is None
