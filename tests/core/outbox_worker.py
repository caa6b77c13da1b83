"""A process that works on an outbox until it is killed: `python -m tests.core.outbox_worker SECONDS_OF_LEASE`.

It says "ready" once it has begun, and reads everything else from the settings.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta

from core.clock import utc_now
from core.database import open_database
from core.encryption import open_vault
from core.mail import open_mail_sender
from core.outbox import Worker
from core.settings import load_settings


def main() -> None:
    settings = load_settings()
    sessions, vault = open_database(settings.database), open_vault(settings)
    lease = timedelta(seconds=float(sys.argv[1]))
    worker = Worker(
        sessions, vault, {"mail": open_mail_sender(settings, sessions, vault, utc_now)}, lease=lease
    )
    print("ready", flush=True)
    while True:
        if not worker.run_once(utc_now()).total:
            time.sleep(0.01)


if __name__ == "__main__":
    main()
