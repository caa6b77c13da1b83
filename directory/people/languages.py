"""Languages that are asked for by name, whether anybody speaks them or not."""

from __future__ import annotations

LANGUAGES = frozenset({
    "afrikaans", "akan", "albanian", "amharic", "arabic", "armenian", "azerbaijani", "bengali", "bosnian",
    "bsl", "bulgarian", "burmese", "cantonese", "chinese", "creole", "croatian", "czech", "danish", "dari",
    "dutch", "estonian", "farsi", "filipino", "finnish", "french", "fula", "georgian", "german", "greek",
    "gujarati", "hausa", "hebrew", "hindi", "hungarian", "igbo", "indonesian", "italian", "japanese",
    "kannada", "kashmiri", "khmer", "konkani", "korean", "krio", "kurdish", "latvian", "lingala",
    "lithuanian", "luganda", "macedonian", "makaton", "malay", "malayalam", "maltese", "mandarin", "marathi",
    "mongolian", "ndebele", "nepali", "norwegian", "oromo", "pashto", "persian", "polish", "portuguese",
    "punjabi", "romani", "romanian", "russian", "serbian", "shona", "sindhi", "sinhala", "slovak",
    "slovenian", "somali", "sorani", "spanish", "swahili", "swedish", "sylheti", "tagalog", "tamil",
    "telugu", "tetum", "thai", "tibetan", "tigrinya", "turkish", "twi", "ukrainian", "urdu", "uyghur",
    "vietnamese", "welsh", "wolof", "xhosa", "yiddish", "yoruba", "zulu",
})  # fmt: skip
"""Main languages of the census of England and Wales in 2021, and signed ones, in lower case. Nobody else's
language is near enough."""
