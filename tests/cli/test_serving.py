"""The action server does not start where it could not keep what it promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.council_data import data_with_contacts


def test_no_requests_are_taken_whose_letters_would_go_nowhere(tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "OPENDOOR_DATA": str(data_with_contacts(tmp_path, {"sample: true": "sample: false"})),
        "OPENDOOR_ENVIRONMENT": "production",
        "OPENDOOR_HOME": str(tmp_path),
        "OPENDOOR_SECRET_KEY": "a secret for tests only, forty letters.",
    }
    serving = [sys.executable, "-W", "ignore", "-m", "cli.main", "serve", "actions"]
    done = subprocess.run(serving, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1 and "Set OPENDOOR_SMTP_HOST" in done.stderr
