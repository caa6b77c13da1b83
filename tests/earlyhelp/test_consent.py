"""A no, an end and a change of mind always block; nothing else is asked of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.consent import Consent, shareable
from earlyhelp.contacts import Contact

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ITEMS = ("name", "age", "school", "story")
PEOPLE = tuple(
    Contact(key, name, "Adviser", "Quantock Edge Schools (sample)", "", "", frozenset())
    for key, name in (("pat_ashdown", "Pat Ashdown"), ("pat_ashdown", "Someone New"), ("jo_lake", "Jo Lake"))
)
MOMENTS = st.timedeltas(timedelta(days=-400), timedelta(days=400)).map(lambda apart: NOW + apart)


@st.composite
def decisions(draw: st.DrawFn) -> Consent:
    recipient = draw(st.sampled_from(PEOPLE))
    return Consent(
        request_id="r",
        round=1,
        item=draw(st.sampled_from(ITEMS)),
        recipient=recipient.key,
        recipient_mark=recipient.mark,
        wording_version=1,
        given=draw(st.booleans()),
        decided_at=NOW,
        expires_at=draw(st.none() | MOMENTS),
        withdrawn_at=draw(st.none() | MOMENTS),
    )


VALUES = st.dictionaries(st.sampled_from(ITEMS), st.text(min_size=1, max_size=5))


@given(VALUES, st.lists(decisions()), st.sampled_from(PEOPLE))
def test_only_what_was_agreed_for_this_recipient_is_shared(
    values: dict[str, str], consents: list[Consent], recipient: Contact
) -> None:
    shared = shareable(values, consents, recipient, NOW)
    for item, value in shared.items():
        assert values[item] == value
        theirs = [each for each in consents if each.item == item and each.is_for(recipient)]
        assert theirs
        for each in theirs:
            assert each.given and each.withdrawn_at is None
            assert each.expires_at is not None and each.expires_at > NOW


@given(VALUES, st.lists(decisions()), decisions(), st.sampled_from(["refused", "withdrawn", "expired"]))
def test_one_word_against_it_always_blocks(
    values: dict[str, str], consents: list[Consent], against: Consent, why: str
) -> None:
    against.given = why != "refused"
    against.withdrawn_at = NOW if why == "withdrawn" else None
    against.expires_at = NOW if why == "expired" else NOW + timedelta(days=1)
    assert against.state(NOW) == why
    recipient = next(each for each in PEOPLE if against.is_for(each))
    assert against.item not in shareable(values, [*consents, against], recipient, NOW)


@given(
    VALUES, st.lists(decisions()), st.sampled_from(PEOPLE), st.timedeltas(timedelta(0), timedelta(days=800))
)
def test_time_only_ever_takes_away(
    values: dict[str, str], consents: list[Consent], recipient: Contact, later: timedelta
) -> None:
    now, then = (shareable(values, consents, recipient, moment) for moment in (NOW, NOW + later))
    assert then.keys() <= now.keys()


@given(VALUES, st.sampled_from(PEOPLE))
def test_without_a_decision_nothing_is_shared(values: dict[str, str], recipient: Contact) -> None:
    assert shareable(values, [], recipient, NOW) == {}
