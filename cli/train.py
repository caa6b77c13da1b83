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
    """Trains with a line for every step, or says that there is nothing to do; raises OpenDoorError."""
    from bot.training import model_file, train_model
    from language.encoder import load_encoder
    from safeguarding import train_danger_hearing

    if not force and model_file(settings).is_file():
        print("Assistant: trained and up to date", flush=True)
        train_model(settings, _say)
        train_danger_hearing(settings, load_encoder(settings))
        learn_how_professionals_ask(settings)
        return
    print("Assistant: training, which takes a few minutes", flush=True)
    began = time.monotonic()
    with load_encoder(settings).sharing():
        train_model(settings, _say, force)
        _say("Learning to hear danger")
        train_danger_hearing(settings, load_encoder(settings))
    _say("Learning how professionals ask")
    learn_how_professionals_ask(settings)
    print(f"Assistant: trained in {time.monotonic() - began:.0f} seconds", flush=True)


def learn_how_professionals_ask(settings: Settings) -> None:
    """Learns from data/guidance what was not learnt yet, so that nobody waits; raises OpenDoorError."""
    from directory.guidance import open_guidance_desk

    open_guidance_desk(settings).open()


def _say(step: str) -> None:
    print(f"  {step} …", flush=True, file=sys.__stdout__)
