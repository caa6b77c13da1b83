from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from time import monotonic

import pytest

from core.settings import Settings
from tests.web.conftest import SECRET
from tests.web.fake_bot import FakeBot, reply
from web.bot_client import BotClient
from web.conversations import Turn
from web.errors import AssistantSilentError

TURN = Turn("conversation", "message", 1, "hello", None, False)


@pytest.fixture
async def client(settings: Settings, bot: FakeBot) -> AsyncIterator[BotClient]:
    made = BotClient(replace(settings, bot_port=bot.port))
    yield made
    await made.close()


async def test_text_goes_out_and_messages_come_back(client: BotClient, bot: FakeBot) -> None:
    card = {"service_id": "s1", "name": "Money Friends", "why": ["near you", "free"], "distance": None}
    bot.answers["hello"] = [reply("Hi.", ("Yes", "/affirm"), cards=[card], kind="safety")]
    (answer,) = await client.ask(TURN)
    assert bot.asked == [
        {"conversation_id": "conversation", "channel": "web", "message_id": "message", "text": "hello"}
    ]
    assert (answer.text, answer.kind, answer.choices[0].payload) == ("Hi.", "safety", "/affirm")
    assert (answer.cards[0].why, answer.cards[0].distance) == ("near you, free", "")
    assert answer.cards[0].url == "/services/s1"


async def test_a_payload_goes_out_instead_of_text(client: BotClient, bot: FakeBot) -> None:
    await client.ask(replace(TURN, payload='/choose_need{"need": "money"}'))
    assert bot.asked[0]["payload"] == '/choose_need{"need": "money"}'
    assert "text" not in bot.asked[0]


async def test_a_slow_assistant_is_not_waited_for(client: BotClient, bot: FakeBot) -> None:
    bot.seconds = 5
    began = monotonic()
    with pytest.raises(AssistantSilentError) as silent:
        await client.ask(TURN)
    assert silent.value.why == "slow"
    assert monotonic() - began < 1.5


async def test_a_dead_assistant_is_told_at_once(client: BotClient, bot: FakeBot) -> None:
    await bot.stop()
    began = monotonic()
    with pytest.raises(AssistantSilentError):
        await client.ask(TURN)
    assert monotonic() - began < 1
    assert not await client.is_well()
    assert not await client.erase("conversation")


@pytest.mark.parametrize(
    "broken",
    [
        "not json",
        "[]",
        "{}",
        '{"messages": 3}',
        '{"messages": []}',
        '{"messages": [{"text": 3}]}',
        "[" * 100000,
        '{"messages": [{"text": "' + "x" * 1100000 + '"}]}',
    ],
    ids=range(8),
)
async def test_an_answer_that_makes_no_sense_is_no_answer(
    client: BotClient, bot: FakeBot, broken: str
) -> None:
    bot.broken = broken
    with pytest.raises(AssistantSilentError):
        await client.ask(TURN)


async def test_a_wrong_token_is_no_answer(settings: Settings, bot: FakeBot) -> None:
    stranger = BotClient(replace(settings, bot_port=bot.port, secret_key=SECRET + " another"))
    with pytest.raises(AssistantSilentError) as silent:
        await stranger.ask(TURN)
    assert silent.value.why == "status 401"
    await stranger.close()


async def test_erasure_reaches_the_assistant(client: BotClient, bot: FakeBot) -> None:
    assert await client.erase("conversation")
    assert bot.erased == ["conversation"]
    bot.refuses_to_erase = True
    assert not await client.erase("conversation")
