"""Plain words about a request: to go on, stop, take it back, say nothing, or have somebody get in touch."""

from __future__ import annotations

import re

_NOT = re.compile(r"\b(?:not|dont|didnt|cant|cannot|wont|never|stop|without)\b")
_BEFORE_GOING_ON = (
    r"(?:(?:i|we|you|can|could|let|lets|us|me|to|please|pls|ok|okay|yes|yeah|yh|want|would|like|id|shall|"
    r"just|so|then|and|now|wanna|right) )*"
)
_AFTER_GOING_ON = r"(?: (?:with|it|that|this|please|pls|now|then|thanks|ta|where|i|we|was|were|left|off))*"
_GOES_ON = re.compile(rf"{_BEFORE_GOING_ON}(?:carry on|go on|keep going|continue){_AFTER_GOING_ON}")
_TO_THE_REQUEST = re.compile(
    r"\b(?:carry on|go on|keep going|continue|finish|finishing|resume|back to|return to)"
    r"(?: (?:with|to|filling|in|out|off|doing|my|the|that|this|our))* (?:request|form)\b"
)
_BACK = re.compile(
    r"\b(?:cancel|cancelling|undo|withdraw|unsend|call it off|chang(?:e|ed|ing) my mind|"
    r"tak(?:e|ing)(?: (?:it|that|this|them|everything|all|of|my|the|our|\w+ request|request|only|just|a|one|"
    r"some|bits?|parts?))* back)\b"
)
_PERSON = r"(?:some ?one|some ?body|any ?one|any ?body|a person|a worker|a human|you|them|they)"
_TOUCH = r"(?:ring|call|phone|text|contact|email|e-mail|message|get in touch)"
_FOR_SOMEONE = re.compile(
    rf"\b{_PERSON} (?:please |pls |to |can |could |will )*{_TOUCH}\b|\b{_TOUCH} me\b"
    rf"|\b{_PERSON} (?:to |please )*(?:talk|speak) (?:to|with) me\b"
)
_STOPS = re.compile(
    r"(?:(?:i|we|ive|sorry|ok|but|can|lets|can i|can we) )*"
    r"(?:need|got|gotta|have|want|must|better|got to|can|lets)?"
    r" ?(?:to )?(?:stop|pause|break off|leave it)"
    r"(?: (?:here|there|now|please|pls|it|this|for (?:now|today|tonight|a (?:bit|while|minute|sec|moment)"
    r"|(?:my|our|the|some) (?:tea|dinner|lunch|supper|break|breakfast))))*"
    r"(?: (?:because |cos )?(?:my|the|our) (?:tea|dinner|lunch|supper|bus|breakfast)(?: is|s)? "
    r"(?:ready|here|on))?"
)
_ANY_OF_IT = (
    r"(?: (?:one|any|it|that|this|my|our|the|your|his|her|a|an|real|first|full|name|names|age|address|"
    r"postcode|where|i|we|live|town|school|nursery|college|number|which|what|is|you|u|them))*"
)
_DECLINES = re.compile(
    r"(?:(?:no|nah|erm|um|well|sorry|but|i|id|im|do|its|thats|bruh|bro|lol|ok|just|actually|am) )*"
    r"(?:none of (?:your|ur|ya|yer) bu?i?s\w*|"
    r"mind (?:your|ur) own(?: bu?i?s\w*)?|(?:would |much )*rather not(?: say| tell| answer)?|"
    rf"(?:dont|do not|not|wont|wouldnt|aint) (?:(?:want to|wanna|like to|going to|gonna) )?"
    rf"(?:say|saying|give|giving|answer|answering)(?: (?:you|u|them|out))?{_ANY_OF_IT}|"
    rf"(?:dont|do not|not) (?:want to|wanna) (?:tell|share)(?: (?:you|u|that|it|this){_ANY_OF_IT})?|"
    rf"not (?:telling|sharing)(?: (?:you|u|that|it|this){_ANY_OF_IT})?|private|no comment|"
    r"no thanks|no thank you|(?:dont|do not) need to know)"
    r"(?: (?:tbh|that|it|this|you|u|thanks|please|mate|lol|really|sorry|one))*"
)
_ONLY_NO = re.compile(r"(?:no|nah|nope|na|not really)(?: (?:no|thanks|thank you|ta|sorry|not really))*")
_NO_MESSAGES = re.compile(
    r"(?:(?:please|pls|and|also|oh|but|sorry|you) )*(?:no|(?:dont|do not|never) (?:leave|send)(?: me)?"
    r"(?: a| any)?) (?:text )?(?:messages?|voice ?mails?)(?: (?:please|pls|thanks|either|at all|left|"
    r"on (?:it|my phone|there)))*"
)
_PART = re.compile(r"\b(?:bits?|parts?|that|what i (?:said|wrote|told|put))\b")
_STOPS_IN_PASSING = re.compile(
    r"\bi(?:ll| will| shall| have| must| need| got| gotta| would| better|d|m| am| going| gonna|"
    r" have got| to)*"
    r" (?:stop|leave it|leave off|break off|pause) (?:there|here|now|for now|it there|it here)\b"
    r"|^(?:(?:can|could|you|i|please|pls|just|lets|ok) )*save (?:it|this|that)"
    r"(?: (?:for (?:later|now|tomorrow)|and (?:ill |i will )?(?:come|go|get) back\b)|$)"
    r"|\b(?:ill|can i|let me) come back (?:later|tomorrow|tonight|another (?:time|day))\b"
    r"|\b(?:i|ill|will|shall|can i|let me|and|gonna|going to) (?:come|get|be|go) back to (?:it|this|"
    r"you) (?:\w+ )?"
    r"(?:later|after|tomorrow|tonight|soon|another (?:time|day)|in a (?:bit|while|minute))\b"
)
_SENDS = re.compile(
    r"(?:(?:yes|yeah|yep|ok|okay|right|alright|please|pls|just|now|so|then|and|go on|"
    r"go ahead|you|i|we|can|"
    r"could|may|will|lets|want|would|like|id|to|it is|its|thats|fine|good|great|looks|all) )*"
    r"(?:send|submit)(?: (?:it|that|this|my|the|our|request|form|now|off|away|please|pls|then|in|"
    r"thanks|thank you))*"
)
_NOT_UNDERSTOOD = re.compile(
    r"(?:(?:sorry|but|um|oh|no|please|me) )*(?:(?:i|me) )?(?:(?:dont|do not|not|no|cant|didnt|did not|"
    r"doesnt) )"
    r"(?:really |quite |even )?(?:understand|understood|get it|get that|follow|know what (?:you|that|"
    r"it|this) means?|"
    r"no what (?:you|that) means?)\b.*"
    r"|(?:sorry |eh |huh )*what (?:do|does|did) (?:you|that|it|this|u) mean\b.*|(?:huh|eh|pardon|"
    r"come again|you what)"
)
_YES = (
    r"(?:yes|yeah|yeh|yea|yep|yh|ye|yup|aye|sure|of course|no problem|no worries|absolutely|fine|ok|"
    r"okay|its safe|"
    r"it is safe|safe|thats (?:fine|ok|okay|safe|alright|all right)|(?:you|they) can|leave (?:a|one|it))"
)
_SAYS_YES = re.compile(rf"(?:(?:oh|well|um|er|ah|right|so) )*{_YES}\b")
_SAYS_NO = re.compile(
    r"(?:(?:oh|well|um|er|ah|please|id|i would) )*(?:no|nah|nope|not safe|its not safe|it isnt safe|"
    r"dont|do not|"
    r"never|better not|rather not|not really|best not|definitely not)\b"
    r"(?! (?:its|thats|it is|that is|that will be|thatll be|itll be|ill be) (?:fine|ok|okay|safe|"
    r"alright|all right)\b)"
)
_WHERE_WERE_WE = re.compile(
    r"(?:(?:right|ok|okay|hi|hello|hey|sorry|so|well|im|i am|now|and|then|back|again|here|we are|were) )*"
    r"(?:where (?:were|was|did) (?:we|i)(?: (?:get to|up to|leave off|left off|at|again|then|now))*"
    r"|what (?:were|was) (?:we|i) doing|(?:im|i am) back(?: (?:again|now))*)"
)
_SAID_BEFORE = re.compile(
    r"^\W*(?:(?:no|but|well|um|ok|like|as|and|hey|oh)\W+)*"
    r"(?:(?:i(?:'?ve| have)? |already )(?:just |already |did |literally )*(?:said|told (?:you|u|ya))|"
    r"said (?:it|that|this))\b(?: (?:that|it|this|you|u|so|already|before|just now|once))*[\s,.:;!-]*",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|long)\b.*\b(?:more|left|longer|questions?|qs?|go|to go|is there|are there)\b"
)


_NO_NAME = frozenset(
    {
        "hi", "hello", "hey", "hiya", "heya", "hallo", "morning", "evening", "afternoon", "alright", "thanks",
        "thank", "thankyou", "thx", "ta", "cheers", "bye", "goodbye", "cya", "ok", "okay", "yes", "no",
        "please", "help", "stop", "back", "again", "repeat", "what", "why", "who", "how", "human",
        "person", "agent",
        "childline", "samaritans", "police", "ambulance", "emergency", "council", "nspcc", "urgent", "danger",
    }
)  # fmt: skip
_NAME = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def plain(text: str) -> str:
    """Small letters without marks, one space apart."""
    return " ".join(re.findall(r"[a-z0-9-]+", text.lower().replace("'", "").replace("’", "")))


def names_request(text: str) -> bool:
    """Whether the words are to go on with the request by that name: `i want to finish my request`."""
    words = plain(text)
    return bool(_TO_THE_REQUEST.search(words)) and not _NOT.search(words)


def goes_on(text: str) -> bool:
    """Whether the words say nothing but to go on, with the request or with whatever it was."""
    words = plain(text)
    return names_request(text) or any(each.fullmatch(words) for each in (_GOES_ON, _WHERE_WERE_WE))


def takes_back(text: str) -> bool:
    """Whether something that was done is not wanted any more: `cancel it`, `i changed my mind`."""
    return bool(_BACK.search(plain(text)))


def asks_for_someone(text: str) -> bool:
    """Whether somebody is to get in touch: `can someone ring me`."""
    return bool(_FOR_SOMEONE.search(plain(text)))


def could_be_a_name(text: str) -> bool:
    """Whether one word is all there is, and it is none that people say for something else."""
    word = text.strip(" .!")
    return bool(_NAME.fullmatch(word)) and word.lower() not in _NO_NAME


def stops(text: str) -> bool:
    """Whether the words are to stop for now: `i need to stop for my tea`, `ill come back to it later`."""
    words = plain(text)
    return bool(_STOPS.fullmatch(words) or _STOPS_IN_PASSING.search(words))


def sends(text: str) -> bool:
    """Whether the words are to send it: `yes, please send it off`; a button alone does that."""
    words = plain(text)
    return bool(_SENDS.fullmatch(words)) and not _NOT.search(words)


def not_understood(text: str) -> bool:
    """Whether the words say nothing but that the question was not understood: `i not understand`."""
    return bool(_NOT_UNDERSTOOD.fullmatch(plain(text)))


def says_yes(text: str) -> bool:
    """Whether the words begin with a yes: `yes thats quite all right`."""
    return bool(_SAYS_YES.match(plain(text)))


def says_no(text: str) -> bool:
    """Whether the words begin with a no; `no, thats fine` may be either and is none."""
    return bool(_SAYS_NO.match(plain(text)))


def declines(text: str) -> bool:
    """Whether the words say nothing but that this is not answered: `none of your business`."""
    return bool(_DECLINES.fullmatch(plain(text)))


def says_only_no(text: str) -> bool:
    """Whether the words are a no and nothing else."""
    return bool(_ONLY_NO.fullmatch(plain(text)))


def no_messages(text: str) -> bool:
    """Whether the words say nothing but that no message may be left."""
    return bool(_NO_MESSAGES.fullmatch(plain(text)))


def means_a_part(text: str) -> bool:
    """Whether a part of something may be meant: `take that bit back`."""
    return bool(_PART.search(plain(text)))


def asks_how_many(text: str) -> bool:
    """Whether somebody asks how much is still to come: `how many more qs is there`."""
    return bool(_HOW_MANY.search(plain(text)))


def after_said_before(text: str) -> str | None:
    """What follows `i just said`, which may be nothing; None where nobody says that they said it."""
    found = _SAID_BEFORE.match(text)
    return text[found.end() :].strip() if found else None
