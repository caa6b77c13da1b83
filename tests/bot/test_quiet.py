"""Nothing that a person wrote reaches a log."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import logging, warnings
import structlog
from bot.quiet import start_quiet_logging, where
start_quiet_logging("bot", "INFO")
structlog.get_logger().warning("message.parsing.failed", user_text="SECRET", rasa_event={"text": "SECRET"}, port=5)
structlog.get_logger().error("graph.node.error", exc_info=ValueError("SECRET"), text="SECRET")
logging.getLogger("rasa.core").error("could not read %s", "SECRET")
logging.getLogger("rasa.core").error(f"could not read SECRET")
warnings.warn("Failed to parse 'SECRET'")
try:
    raise ValueError("SECRET")
except ValueError as error:
    logging.getLogger("rasa.core").exception("SECRET")
    print(where(error))
"""


def test_rasas_lines_keep_their_place_and_lose_their_words() -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert "SECRET" not in ran.stdout + ran.stderr
    assert "message.parsing.failed" in ran.stderr
    assert '"port": 5' in ran.stderr
    assert "ValueError" in ran.stderr
    assert ran.stdout.strip() == "<string>:12"
