"""Nothing that a frightened thumb repeats can hold up a turn: every word of the rules, many times over."""

from __future__ import annotations

import subprocess
import sys

MINUTES = 3
SCRIPT = """
import inspect, re
from pathlib import Path
import language
from language import ages, corrections, filters, numbers, pieces, request_wishes, wishes, who
folder = Path(language.__file__).parent
files = [*folder.glob("*.yml"), *folder.glob("*wishes.py"), folder / "corrections.py"]
words = sorted({each for file in files for each in re.findall(r"[a-z']{2,12}|[,&+/.-]", file.read_text())})
readers = [
    reader
    for module in (ages, corrections, filters, numbers, pieces, request_wishes, wishes, who)
    for _, reader in inspect.getmembers(module, inspect.isfunction)
    if reader.__module__ == module.__name__ and list(inspect.signature(reader).parameters)[:1] == ["text"]
    and all(each.default is not each.empty for each in list(inspect.signature(reader).parameters.values())[1:])
]
assert len(words) > 1000 and len(readers) > 30
for word in words:
    for text in (f"{word} " * 30, f"he is {word} " + word * 30):
        for reader in readers:
            reader(text)
"""


def test_a_word_said_again_and_again_is_read_to_its_end() -> None:
    """It either ends in a minute or not in years: the time limit is no measurement."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT], timeout=MINUTES * 60, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
