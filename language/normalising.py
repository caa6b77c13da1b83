"""Text made plain before it is understood: text-speak as words, one kind of quote, no stretched letters.

Only understanding reads the result. What a person wrote is never changed where it is shown or kept.
"""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "u": "you", "ur": "your", "urs": "yours", "r": "are", "y": "why", "nd": "and", "b": "be",
    "cos": "because", "coz": "because", "cuz": "because", "bcz": "because", "bc": "because",
    "pls": "please", "plz": "please", "plse": "please", "ppl": "people", "wot": "what", "wat": "what",
    "wen": "when", "wiv": "with", "wid": "with", "da": "the", "dis": "this", "dat": "that", "dem": "them",
    "dnt": "dont", "cnt": "cant", "wnt": "wont", "av": "have", "hav": "have", "avent": "havent",
    "wanna": "want to", "gonna": "going to", "gotta": "got to", "gimme": "give me", "lemme": "let me",
    "dunno": "dont know", "idk": "i dont know", "idc": "i dont care", "tbh": "to be honest",
    "imo": "i think", "atm": "at the moment", "rn": "right now", "asap": "as soon as possible",
    "smth": "something", "sumthing": "something", "summat": "something", "sumat": "something",
    "owt": "anything", "nowt": "nothing", "nuffin": "nothing", "nothin": "nothing", "somethin": "something",
    "anythin": "anything", "sumone": "someone", "any1": "anyone", "some1": "someone", "every1": "everyone",
    "no1": "no one", "b4": "before", "l8r": "later", "2day": "today", "2moro": "tomorrow",
    "2morrow": "tomorrow", "tmrw": "tomorrow", "tmoz": "tomorrow", "2nite": "tonight", "2night": "tonight",
    "gr8": "great", "m8": "mate", "thx": "thanks", "thnx": "thanks", "tnx": "thanks", "ty": "thank you",
    "tysm": "thank you so much", "skl": "school", "skool": "school", "scool": "school", "shool": "school",
    "hlp": "help", "hlep": "help", "iam": "i am", "ima": "i am", "yh": "yes", "yeh": "yes", "yep": "yes",
    "yup": "yes", "ye": "yes", "aye": "yes", "nah": "no", "nope": "no", "bf": "boyfriend",
    "gf": "girlfriend", "bff": "best friend", "sis": "sister", "bro": "brother", "mam": "mum", "mom": "mum",
    "mommy": "mum", "mummy": "mum", "hubby": "husband", "missus": "wife", "lil": "little", "bby": "baby",
    "babby": "baby", "bubba": "baby", "tho": "though", "thru": "through", "abt": "about", "bout": "about",
    "wk": "week", "wks": "weeks", "yr": "year", "yrs": "years", "mth": "month", "mths": "months",
    "hr": "hour", "hrs": "hours", "msg": "message", "txt": "text", "info": "information",
    "appt": "appointment", "omg": "oh my god", "wtf": "what the hell", "ffs": "for gods sake",
    "ngl": "to be honest", "rly": "really", "rlly": "really", "prob": "probably", "probs": "probably",
    "obvs": "obviously", "defo": "definitely", "kno": "know", "noe": "know", "knw": "know", "luv": "love",
    "n": "and", "lo": "little one", "dd": "daughter", "ds": "son", "dh": "husband", "dp": "partner",
}  # fmt: skip
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_TOKEN = re.compile(r"[\w']+|[^\w\s]", re.UNICODE)


def tidy(text: str) -> str:
    """`text` with one kind of quote and dash, one kind of space, and no characters that cannot be seen."""
    plain = unicodedata.normalize("NFKC", text.encode(errors="replace").decode()).translate(_QUOTES)
    seen = "".join(" " if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp"} else each for each in plain)
    return re.sub(r"\s+", " ", seen).strip()


def normalise(text: str) -> str:
    """`text` tidied, in small letters, text-speak as words, no apostrophes and no letter thrice in a row."""
    small = re.sub(r"([^\W\d_])\1{2,}", r"\1\1", tidy(text).lower())
    words = (_WORDS.get(bare := each.replace("'", ""), bare) for each in _TOKEN.findall(small))
    return " ".join(each for each in words if each)
