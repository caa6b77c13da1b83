"""The one mail that staff get about themselves, as data/staff/sign_in.yml words it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from earlyhelp.files import check_gaps
from staff.errors import StaffError


@dataclass(frozen=True)
class SignInMail:
    """The mail that carries a sign-in link; `text` has a gap for `link`."""

    subject: str
    text: str


def load_sign_in_mail(data: Path) -> SignInMail:
    """The mail in this data folder; raises StaffError."""
    try:
        found = yaml.safe_load((data / "staff" / "sign_in.yml").read_text(encoding="utf-8"))
        mail = SignInMail(check_gaps(found["subject"], ()), f"{check_gaps(found['text'], {'link'})}\n")
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError):
        mail = SignInMail("", "")
    if "{link}" not in mail.text:
        raise StaffError("Mend data/staff/sign_in.yml: it needs a subject, and a text with {link} in it.")
    return mail
