"""Taking back reaches the very request that was meant, whole or in part, open or closed, here or elsewhere."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from actions.help_requests.copies import KeepCopy
from actions.help_requests.filling import AnswerRequest
from actions.help_requests.looking import RequestStatus, WithdrawConsent
from actions.help_requests.my_data import DeleteMyData
from actions.help_requests.standing import standing_with_code
from actions.help_requests.taking_back import TakeBack
from actions.parts import HelpDesk
from core.audit import AuditEntry
from core.outbox.models import OutboxEntry
from earlyhelp.lifecycle import purge
from earlyhelp.requests import (
    HelpRequest,
    RequestItem,
    Staff,
    acknowledge,
    close,
    code_for_person,
    record_contact,
    submit,
)
from earlyhelp.requests.delivery_keys import letter_of
from staff.tries import LOOKS
from tests.actions.asking import held, send
from tests.actions.conftest import Chat
from tests.earlyhelp.conftest import ANSWERS, MONDAY, a_draft, days


def status(desk: HelpDesk, request: HelpRequest) -> str:
    with desk.sessions() as session:
        return session.get_one(HelpRequest, request.id).status


def kept(desk: HelpDesk, request: HelpRequest) -> set[str]:
    with desk.sessions() as session:
        return set(session.scalars(select(RequestItem.item).where(RequestItem.request_id == request.id)))


def letters(desk: HelpDesk, request: HelpRequest) -> list[str]:
    with desk.sessions() as session:
        keys = session.scalars(select(OutboxEntry.key).where(OutboxEntry.key.startswith(request.subject)))
        return [found.letter for key in keys if (found := letter_of(key))]


def closed(desk: HelpDesk, request: HelpRequest) -> None:
    contact = Staff("staff-1", request.contact)
    with desk.sessions.begin() as session:
        acknowledge(session, desk.vault, request.id, contact, MONDAY, desk.office)
    with desk.sessions.begin() as session:
        record_contact(session, desk.vault, request.id, contact, "call-1", MONDAY, desk.office, reached=True)
    with desk.sessions.begin() as session:
        close(session, desk.vault, request.id, "helped", contact, MONDAY, desk.office)


async def looked_up(desk: HelpDesk, request: HelpRequest, chat: Chat) -> Chat:
    """The request's status in another chat, by its name and code word."""
    await chat.run(RequestStatus(), text=f"any news on {request.reference}", intent="ask_request_status")
    assert "code word" in chat.said
    return await chat.run(AnswerRequest(), text=code_for_person(desk.vault, request), intent="inform")


async def test_the_request_found_by_its_code_is_taken_back_and_not_one_of_this_chat(desk: HelpDesk) -> None:
    theirs, other = await send(Chat(), desk), Chat("conversation-2")
    own = await send(other, desk)
    await looked_up(desk, theirs, other)
    await other.run(
        WithdrawConsent(), intent="withdraw_consent", **held(other, f"Take back {theirs.reference}")
    )
    assert theirs.reference in other.said and own.reference not in other.said
    await other.run(TakeBack(), intent="take_back_request", **held(other, "Yes, take it back"))
    assert (status(desk, theirs), status(desk, own)) == ("withdrawn", "sent")


async def test_one_chat_cannot_try_request_after_request(desk: HelpDesk) -> None:
    sent = await send(Chat(), desk)
    code, (word, number) = code_for_person(desk.vault, sent), sent.reference.split("-")
    for other in range(LOOKS):
        reference = f"{word}-{(int(number) + 1 + other) % 10_000:04d}"
        assert standing_with_code(desk, reference, "BADOMI", "conversation-2") is None
    assert standing_with_code(desk, sent.reference, code, "conversation-2") is None
    found = standing_with_code(desk, sent.reference, code, "conversation-3")
    assert found is not None and found.id == sent.id


async def test_a_named_request_of_another_chat_is_never_exchanged_for_one_of_this(desk: HelpDesk) -> None:
    theirs, other = await send(Chat(), desk), Chat("conversation-2")
    own = await send(other, desk)
    wish = f"delete my request {theirs.reference.lower()}"
    await other.run(WithdrawConsent(), text=wish, intent="withdraw_consent")
    assert "code word" in other.said and own.reference not in other.said
    await other.run(AnswerRequest(), text=code_for_person(desk.vault, theirs), intent="inform")
    await other.run(TakeBack(), intent="take_back_request", **held(other, "Yes, take it back"))
    assert (status(desk, theirs), status(desk, own)) == ("withdrawn", "sent")


async def test_of_several_requests_the_person_picks_one(desk: HelpDesk) -> None:
    chat = Chat()
    first, second = await send(chat, desk), await send(chat, desk, "Alex")
    await chat.run(WithdrawConsent(), text="take back my request", intent="withdraw_consent")
    assert set(chat.buttons) == {f"Take back {each.reference}" for each in (first, second)}
    await chat.run(WithdrawConsent(), text=f"take back {first.reference}", intent="withdraw_consent")
    assert held(chat, "Yes, take it back")["request"] == first.id


async def test_a_closed_request_can_be_taken_back_too(desk: HelpDesk) -> None:
    sent, other = await send(Chat(), desk), Chat("conversation-2")
    closed(desk, sent)
    await looked_up(desk, sent, other)
    assert "ended" in other.said
    await other.run(
        WithdrawConsent(), intent="withdraw_consent", **held(other, f"Take back {sent.reference}")
    )
    await other.run(TakeBack(), intent="take_back_request", **held(other, "Yes, take it back"))
    assert status(desk, sent) == "closed" and kept(desk, sent) == set()
    assert "withdrawn" in letters(desk, sent)
    await other.run(WithdrawConsent(), intent="withdraw_consent", request=sent.id)
    assert "taken back already" in other.said


async def test_one_item_is_taken_back_and_the_rest_stays(desk: HelpDesk) -> None:
    chat = Chat()
    with desk.sessions.begin() as session:
        submit(session, desk.vault, a_draft(), "press-1", MONDAY, desk.office)
    with desk.sessions() as session:
        [sent] = session.scalars(select(HelpRequest)).all()
    await chat.run(WithdrawConsent(), text="take back my request", intent="withdraw_consent")
    await chat.run(TakeBack(), intent="take_back_request", **held(chat, "Only a part of it"))
    assert len(chat.buttons) == len(ANSWERS)
    await chat.run(TakeBack(), intent="take_back_request", **held(chat, "First name"))
    assert "First name" in chat.said and sent.reference in chat.said and "all you shared" not in chat.said
    assert status(desk, sent) == "sent" and kept(desk, sent) == ANSWERS.keys() - {"name"}
    assert "less_shared" in letters(desk, sent)


async def test_with_the_last_item_the_whole_is_taken_back_and_the_person_hears_that(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    assert kept(desk, sent) == {"name"}
    await chat.run(WithdrawConsent(), text="take back my request", intent="withdraw_consent")
    await chat.run(TakeBack(), intent="take_back_request", **held(chat, "Only a part of it"))
    assert set(chat.buttons) == {"First name"}
    await chat.run(TakeBack(), intent="take_back_request", **held(chat, "First name"))
    assert f"That was all you shared. So {sent.reference} is taken back" in chat.said
    assert status(desk, sent) == "withdrawn" and "withdrawn" in letters(desk, sent)


async def test_a_button_of_a_request_that_is_kept_no_more_says_so(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    with desk.sessions.begin() as session:
        purge(session, sent.created_at + days(9000), desk.office)
    for action in (WithdrawConsent(), TakeBack()):
        await chat.run(action, intent="take_back_request", request=sent.id, answer="yes")
        assert "I do not have" in chat.said


async def test_every_request_can_be_deleted_however_many_there_are(desk: HelpDesk) -> None:
    chat = Chat()
    sent = [await send(chat, desk, f"Sam {number}") for number in range(4)]
    await chat.run(DeleteMyData(), text="delete it all", intent="delete_my_data")
    assert {f"Delete {each.reference}" for each in sent} <= set(chat.buttons)


async def test_whoever_asks_where_it_stands_gets_a_link_to_a_page_of_its_own(desk: HelpDesk) -> None:
    chat = Chat()
    await send(chat, desk)
    await chat.run(RequestStatus(), text="any news", intent="ask_request_status")
    assert f"{desk.office.site}/my-request/open/" in chat.said


async def test_words_beside_the_code_word_and_questions_are_no_wrong_tries(desk: HelpDesk) -> None:
    sent, other = await send(Chat(), desk), Chat("conversation-2")
    code = code_for_person(desk.vault, sent)
    for _ in range(8):
        await other.run(RequestStatus(), text=f"any news on {sent.reference}", intent="ask_request_status")
        await other.run(AnswerRequest(), text="what is a code word?", intent="inform")
        assert "I did not see a code word in that" in other.said
        await other.run(AnswerRequest(), text="can you delete it before monday", intent="inform")
        assert "without the code word" in other.said and other.slots["looking"] is None
    wish = f"please delete {sent.reference} it, code {code}"
    await other.run(WithdrawConsent(), text=wish, intent="withdraw_consent")
    assert sent.reference in other.said and "Yes, take it back" in other.buttons


async def test_name_and_code_word_are_shown_only_after_it_is_said_to_be_safe(desk: HelpDesk) -> None:
    chat = Chat()
    sent = await send(chat, desk)
    code = code_for_person(desk.vault, sent)
    assert sent.reference not in chat.said and code not in chat.said and "safe to show" in chat.said
    await chat.run(KeepCopy(), intent="request_copy", **held(chat, "No, it is not safe"))
    assert sent.reference not in chat.said and code not in chat.said
    await chat.run(RequestStatus(), text="any news", intent="ask_request_status")
    assert code not in chat.said
    await chat.run(KeepCopy(), intent="request_copy", **held(chat, "Show its code word"))
    assert sent.reference in chat.said and code in chat.said
    await chat.run(KeepCopy(), intent="request_copy", **held(chat, "Yes, show me a copy"))
    assert "I say yes to" in chat.said
    with desk.sessions() as session:
        looks = session.scalars(select(AuditEntry.what).where(AuditEntry.subject == sent.id)).all()
    assert looks[-2:] == ["request/code_shown", "request/copied"]


@pytest.mark.parametrize("answer", ["note", "show"])
async def test_another_conversation_gets_neither_code_word_nor_copy(desk: HelpDesk, answer: str) -> None:
    sent = await send(Chat(), desk)
    other = await Chat("conversation-2").run(
        KeepCopy(), intent="request_copy", answer=answer, request=sent.id
    )
    assert "I do not have" in other.said


@pytest.mark.parametrize(
    ("words", "first"),
    [("take that bit back", "Only a part of it"), ("take back my request", "Yes, take it back")],
)
async def test_a_part_comes_first_where_a_part_was_spoken_of(desk: HelpDesk, words: str, first: str) -> None:
    chat = Chat()
    await send(chat, desk)
    await chat.run(WithdrawConsent(), text=words, intent="withdraw_consent")
    assert next(iter(chat.buttons)) == first


async def test_what_was_said_to_have_happened_is_the_item_to_take_back(desk: HelpDesk) -> None:
    chat = Chat()
    await send(chat, desk)
    words = "take back what i said happened"
    await chat.run(WithdrawConsent(), text=words, intent="withdraw_consent")
    label = desk.office.agreement.label("story")
    assert desk.replies.label("take_part", label=label) in chat.buttons or "Only a part of it" in chat.buttons
