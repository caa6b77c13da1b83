"""What was told in a request is deleted after a question, and the chat says what it still holds itself."""

from __future__ import annotations

from actions.conversation import GoOn
from actions.help_requests.my_data import DeleteMyData, EraseRequest, SeeMyData
from actions.parts import HelpDesk
from earlyhelp.requests import HelpRequest
from tests.actions.asking import held, send
from tests.actions.conftest import Chat


def erased(desk: HelpDesk, sent: HelpRequest) -> bool:
    with desk.sessions() as session:
        return session.get_one(HelpRequest, sent.id).erased_at is not None


async def asked(desk: HelpDesk, chat: Chat) -> HelpRequest:
    """A request, and the first press of the button that deletes it."""
    sent = await send(chat, desk)
    await chat.run(DeleteMyData(), text="delete it all", intent="delete_my_data")
    await chat.run(EraseRequest(), intent="erase_request", **held(chat, f"Delete {sent.reference}"))
    return sent


async def test_the_first_press_only_asks(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await asked(desk, chat)
    assert "Do you want to delete" in chat.said and not erased(desk, sent)
    await chat.run(EraseRequest(), intent="erase_request", **held(chat, "No, keep it"))
    assert "nothing has changed" in chat.said and not erased(desk, sent)


async def test_a_typed_yes_deletes_nothing(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await asked(desk, chat)
    await chat.run(GoOn(), text="yes", intent="affirm")
    assert "press a button" in chat.said and not erased(desk, sent)


async def test_before_and_after_it_is_said_that_the_chat_keeps_its_own_words(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await asked(desk, chat)
    for said in (chat.said, (await press_yes(chat)).said):
        assert "30 days after your last message" in said and "(/chat/delete)" in said
    assert erased(desk, sent) and "Who looked at your request" in chat.said


async def press_yes(chat: Chat) -> Chat:
    return await chat.run(EraseRequest(), intent="erase_request", **held(chat, "Yes, delete it"))


async def test_whoever_asks_what_is_kept_reads_who_looked(desk: HelpDesk) -> None:
    chat = Chat()
    await send(chat, desk)
    await chat.run(SeeMyData(), text="what do you keep", intent="see_my_data")
    await chat.run(SeeMyData(), text="what do you keep", intent="see_my_data")
    assert "Who looked at it" in chat.said and "looked at what we keep." in chat.said
