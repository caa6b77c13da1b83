"""What is said about danger when the assistant is away."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

import safeguarding
from core.clock import utc_now
from core.settings import load_settings
from web.urgent import safety_reply


def test_danger_is_heard_by_the_signs_alone_if_the_trained_hearing_cannot_be_read(tmp_path: Path) -> None:
    settings = replace(load_settings(), data=tmp_path, models=tmp_path)
    reply = safety_reply("my husband hits me and i am scared of him", utc_now(), settings)
    assert reply is not None and reply.kind == "safety" and "999" in reply.text
    assert safety_reply("food bank in taunton", utc_now(), settings) is None


def test_nobody_waits_while_the_trained_hearing_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    learnt = threading.Event()
    monkeypatch.setattr(safeguarding, "load_danger_hearing", lambda _: learnt.wait(20))
    began = monotonic()
    try:
        reply = safety_reply("my husband hits me and i am scared of him", utc_now(), load_settings())
    finally:
        learnt.set()
    assert monotonic() - began < 3
    assert reply is not None and reply.kind == "safety"
