"""`opendoor train`: learns from the training messages if anything changed."""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer

from core.settings import Settings, load_settings


def train(
    force: Annotated[bool, typer.Option(help="Train again even if nothing changed.")] = False,
) -> None:
    """Train the assistant if its files changed since the last time."""
    train_if_needed(load_settings(), force)


def train_if_needed(settings: Settings, force: bool = False) -> None:
    """Learns what is not learnt yet, with a line for every step; raises OpenDoorError."""
    from bot.training import train_model
    from language.encoder import load_encoder
    from safeguarding import train_danger_hearing

    print("Assistant: training where anything changed (the first time takes some minutes)", flush=True)
    began, known = time.monotonic(), _kept(settings)
    with load_encoder(settings).sharing():
        train_model(settings, _say, force)
        _say("Hearing danger")
        train_danger_hearing(settings, load_encoder(settings))
    _say("How professionals ask")
    learn_how_professionals_ask(settings)
    if force or _kept(settings) - known:
        print(f"Assistant: trained in {time.monotonic() - began:.0f} seconds", flush=True)
    else:
        print("Assistant: nothing had changed", flush=True)


def _kept(settings: Settings) -> set[str]:
    """The files of what was learnt, one for every state of the files behind it."""
    return {file.name for file in settings.models.glob("*.*")}


def learn_how_professionals_ask(settings: Settings) -> None:
    """Learns from data/guidance what was not learnt yet, so that nobody waits; raises OpenDoorError."""
    from directory.guidance import open_guidance_desk

    open_guidance_desk(settings).open()


def _say(step: str) -> None:
    print(f"  {step} …", flush=True, file=sys.__stdout__)
