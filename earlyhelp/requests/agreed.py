"""The words that were agreed to, kept for each recipient in turn as they were shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.encryption import Vault
from earlyhelp.agreement import Agreed
from earlyhelp.requests.model import AgreedWords, HelpRequest


def keep_words(session: Session, vault: Vault, request: HelpRequest, agreed: Agreed) -> None:
    """Keeps the words of the request's present round, sealed; once a round."""
    words_id = str(uuid4())
    sealed = vault.seal(json.dumps(asdict(agreed)).encode(), words_id)
    session.add(AgreedWords(id=words_id, request_id=request.id, round=request.round, sealed=sealed))
    session.flush()


def words_agreed(session: Session, vault: Vault, request: HelpRequest) -> Sequence[Agreed]:
    """The words of every round, the first round first; none once the request was erased."""
    found = select(AgreedWords).where(AgreedWords.request_id == request.id).order_by(AgreedWords.round)
    return [_opened(vault, each) for each in session.scalars(found)]


def reword(
    session: Session,
    vault: Vault,
    request: HelpRequest,
    item: str,
    worded: Callable[[Mapping[str, bool]], Agreed],
) -> None:
    """Puts the words of a new yes in place of what was said of this item in the present round.

    `worded` gives the words of the round's decisions as they now are: what opens and closes the copy is of
    all of them. Of any other item the words stay as they were shown.
    """
    found = select(AgreedWords).where(
        AgreedWords.request_id == request.id, AgreedWords.round == request.round
    )
    kept = session.scalars(found).one()
    before = _opened(vault, kept)
    refused = {key: said for key, said in before.refused.items() if key != item}
    anew = worded({**dict.fromkeys(before.shared, True), **dict.fromkeys(refused, False), item: True})
    shared = {**before.shared, item: anew.shared[item]}
    after = replace(before, opening=anew.opening, shared=shared, refused=refused, closing=anew.closing)
    kept.sealed = vault.seal(json.dumps(asdict(after)).encode(), kept.id)
    session.flush()


def forget_words(session: Session, request: HelpRequest) -> None:
    """Deletes the words of every round."""
    session.execute(delete(AgreedWords).where(AgreedWords.request_id == request.id))


def _opened(vault: Vault, kept: AgreedWords) -> Agreed:
    written = json.loads(vault.open(kept.sealed, kept.id))
    return Agreed(
        written["version"],
        tuple(written["opening"]),
        written["shared"],
        written["refused"],
        tuple(written["closing"]),
    )
