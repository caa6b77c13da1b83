"""What can go wrong between a visitor and the chat, each with the sentence that the visitor reads."""

from __future__ import annotations

from core.errors import OpenDoorError


class WebError(OpenDoorError):
    """Something that a visitor is told in a sentence, with the status that goes with it.

    `title` heads the page where the usual one of the status does not fit.
    """

    status = 500
    title = ""
    sentence = "Sorry, something went wrong at our end."

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class UnreadableError(WebError):
    """The request cannot be understood."""

    status = 400
    sentence = "We could not read that. Please write your message again."


class EmptyMessageError(WebError):
    """The message is empty."""

    status = 400
    sentence = "Write a few words first. Then press Send."


class ForeignRequestError(WebError):
    """The request comes from another site, or from a page that is too old."""

    status = 403
    sentence = "We could not be sure that this came from our page. Please send it again from here."


class ButtonUsedError(WebError):
    """The button was pressed before, or is not a button of this chat."""

    status = 410
    sentence = "That button has been used. Write what you need, or pick a newer button."


class TooBigError(WebError):
    """The request is far larger than any message."""

    status = 413
    sentence = "That is too big for us to read. Please send a short message."


class FormatError(WebError):
    """The body is not of the type that is read here."""

    status = 415
    sentence = "We can only read text here. Please send your message from the chat page."


class TooLongError(WebError):
    """The message has more characters than are read."""

    status = 422

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"That is a lot to carry, and a bit too long for us to read in one go ({length:,} letters). "
            f"Please send it in parts of up to {limit:,}."
        )


class TooFastError(WebError):
    """More messages in a minute than are answered."""

    status = 429
    sentence = "That was a lot at once. Please wait a minute, then try again."

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class AssistantSilentError(WebError):
    """The assistant did not answer in time, or not in a way that can be read. `why` is for the log."""

    status = 503
    sentence = "Sorry, we can't answer just now. Your words are kept. Press Send to try again."

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why
