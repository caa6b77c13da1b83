"""Every setting, in one frozen object: the only place that reads the environment."""

from __future__ import annotations

import math
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.errors import SettingsError

PROJECT = Path(__file__).resolve().parent.parent
PREFIX = "OPENDOOR_"

_NOBODYS = (".example", ".example.org", ".example.com", ".example.net")
"""Domains that are kept for examples."""


def _setting(default: Any, help_line: str) -> Any:
    return field(default=default, metadata={"help": help_line})


@dataclass(frozen=True)
class Settings:
    """What a process needs to know. `OPENDOOR_PUBLIC_PORT` sets `public_port`, and so on."""

    environment: str = _setting(
        "development",
        "`development` or `production`. Production refuses to start on a generated key. Production, and any "
        "site that others can reach, takes requests only with an https `OPENDOOR_PUBLIC_URL`, a mail server "
        "and an `OPENDOOR_SMTP_FROM` of yours.",
    )
    home: Path = _setting(PROJECT / "var", "Folder for the database, generated keys and caches.")
    data: Path = _setting(PROJECT / "data", "Folder of needs, advice, answers, places and sample services.")
    models: Path = _setting(PROJECT / "models", "Folder where trained Rasa models are kept.")
    database_url: str = _setting(
        "", "SQLAlchemy address of the database. Empty means SQLite in the home folder."
    )
    secret_key: str = _setting(
        "",
        "At least 32 random characters from which every key is derived. "
        "Empty means a generated file, in development only.",
    )
    previous_secret_key: str = _setting(
        "", "The key used before, so that what it sealed can still be opened."
    )
    public_host: str = _setting("127.0.0.1", "Address that the website listens on.")
    public_port: int = _setting(8080, "Port that the website listens on.")
    bot_port: int = _setting(5005, "Loopback port of the assistant (Rasa).")
    actions_port: int = _setting(5055, "Loopback port of the action server.")
    public_url: str = _setting(
        "", "Address that people see, such as https://help.example.org. Empty means the local one."
    )
    encoder: str = _setting(
        "", "Folder of another sentence encoder (model.onnx, tokenizer.json). Empty means the packaged one."
    )
    bot_timeout: float = _setting(8.0, "Seconds that the website waits for the assistant before it says so.")
    retention_days: int = _setting(30, "Days after the last message when a conversation is forgotten.")
    message_characters: int = _setting(2000, "Longest message that is read; a longer one is refused kindly.")
    messages_a_minute: int = _setting(300, "Messages that one conversation may send in a minute.")
    requests_a_minute: int = _setting(1200, "Requests that one address may make in a minute.")
    trust_proxy: bool = _setting(
        False, "Read the visitor's address from X-Forwarded-For, behind a proxy of yours."
    )
    smtp_host: str = _setting(
        "",
        "Mail server that sends our mails. Empty means none: mails are then kept at /dev/mailbox, in "
        "development on the computer itself alone; any other site needs one to take requests.",
    )
    smtp_port: int = _setting(587, "Port of the mail server.")
    smtp_security: str = _setting(
        "starttls",
        "How the mail server is spoken to: `starttls`, `tls` (from the first byte) or `none`, which a site "
        "that others can reach may use only to a mail server on its own computer.",
    )
    smtp_user: str = _setting("", "Name to sign in to the mail server with. Empty means no signing in.")
    smtp_password: str = _setting("", "Password to sign in to the mail server with.")
    smtp_from: str = _setting(
        "Open Door <open-door@example.org>", "Whom mails come from: a name and an address of yours."
    )
    acknowledge_days: int = _setting(
        2, "Working days in which a contact must answer a request before we remind them."
    )
    staff_idle_minutes: int = _setting(
        30, "Minutes without a request after which a member of staff must sign in again."
    )
    staff_hours: int = _setting(
        10, "Hours after which a member of staff must sign in again, however busy they are."
    )
    oidc_issuer: str = _setting(
        "",
        "Address of the OpenID Connect provider with which staff may sign in too, just as it names itself. "
        "Empty means links by mail only.",
    )
    oidc_client_id: str = _setting("", "Name under which that provider knows this site.")
    oidc_client_secret: str = _setting("", "Secret that the provider gave this site.")
    webhook_url: str = _setting(
        "",
        "Address of the case management, told as FHIR where each request stands, without any answer. "
        "Empty means none.",
    )
    webhook_secret: str = _setting(
        "", "At least 32 random characters with which what is sent to that address is signed."
    )
    log_level: str = _setting("INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR.")
    council: str = _setting("Somerset Council", "Name of the council, as families know it.")

    @property
    def in_production(self) -> bool:
        """True where a generated key or a development page would be a danger."""
        return self.environment == "production"

    @property
    def is_local(self) -> bool:
        """In development, on loopback by host and address, behind no proxy: nobody else comes here."""
        if self.in_production or self.trust_proxy:
            return False
        return is_loopback(self.public_host) and is_loopback(urlsplit(self.site).hostname or "")

    @property
    def database(self) -> str:
        """The SQLAlchemy address to use."""
        return self.database_url or f"sqlite:///{self.home / 'opendoor.db'}"

    @property
    def site(self) -> str:
        """Where people reach the website, without a slash at the end."""
        return (self.public_url or f"http://localhost:{self.public_port}").rstrip("/")


def _read(kind: str, name: str, text: str) -> Any:
    try:
        if kind in {"int", "float"}:
            number = int(text) if kind == "int" else float(text)
            if not 0 < number < (65_536 if name.endswith("_port") else math.inf):
                raise ValueError
            return number
    except ValueError:
        raise SettingsError(f"{PREFIX}{name.upper()} must be a number that makes sense, above 0.") from None
    if kind == "bool":
        return text.strip().lower() in {"1", "true", "yes", "on"}
    if kind == "Path":
        return Path(text).expanduser().resolve()
    return text


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings from `environ` (the process's own if none is given); raises SettingsError."""
    source = os.environ if environ is None else environ
    given = {
        each.name: _read(str(each.type), each.name, source[PREFIX + each.name.upper()])
        for each in fields(Settings)
        if source.get(PREFIX + each.name.upper(), "") != ""
    }
    settings = Settings(**given)
    if settings.environment not in {"development", "production"}:
        raise SettingsError(f"{PREFIX}ENVIRONMENT must be development or production.")
    if settings.log_level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingsError(f"{PREFIX}LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR.")
    if settings.smtp_security not in {"starttls", "tls", "none"}:
        raise SettingsError(f"{PREFIX}SMTP_SECURITY must be starttls, tls or none.")
    if settings.webhook_url:
        _check_webhook(settings)
    if settings.oidc_issuer:
        _check_provider(settings)
    return settings


def is_loopback(host: str) -> bool:
    """True for `localhost`, 127.0.0.0/8 and ::1."""
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def check_public(settings: Settings) -> None:
    """Raises SettingsError if others can come, and mails would not go out in safety, from a sender of the
    site's own, with links that lead to it."""
    if settings.is_local:
        return
    if not settings.smtp_host:
        raise SettingsError(f"Set {PREFIX}SMTP_HOST: a site that others can reach keeps no mailbox.")
    if settings.smtp_security == "none" and not is_loopback(settings.smtp_host):
        raise SettingsError(f"Set {PREFIX}SMTP_SECURITY to starttls or tls: this mail server is elsewhere.")
    if not settings.public_url.startswith("https://") or not is_safe_address(settings.public_url):
        raise SettingsError(f"Set {PREFIX}PUBLIC_URL to the https:// address that people see.")
    domain = parseaddr(settings.smtp_from)[1].rpartition("@")[2].lower()
    if not domain or f".{domain}".endswith(_NOBODYS):
        raise SettingsError(f"Set {PREFIX}SMTP_FROM to a name and an address of yours.")


def is_safe_address(text: str) -> bool:
    """Whether what goes to this address is unreadable on its way: https, or on this computer."""
    try:
        address = urlsplit(text)
    except ValueError:
        return False
    local = address.hostname in {"localhost", "127.0.0.1", "::1"}
    return bool(address.hostname) and (address.scheme == "https" or (address.scheme == "http" and local))


def _check_provider(settings: Settings) -> None:
    """Raises SettingsError unless the provider is asked in safety and knows us."""
    if not is_safe_address(settings.oidc_issuer) or {"?", "#"} & set(settings.oidc_issuer):
        raise SettingsError(f"{PREFIX}OIDC_ISSUER must be an https:// address, with no ? or # in it.")
    if not settings.oidc_client_id or not settings.oidc_client_secret:
        raise SettingsError(f"With {PREFIX}OIDC_ISSUER set {PREFIX}OIDC_CLIENT_ID and _CLIENT_SECRET too.")


def _check_webhook(settings: Settings) -> None:
    """Raises SettingsError unless what goes to the webhook is signed, and unreadable on its way."""
    if not is_safe_address(settings.webhook_url):
        raise SettingsError(f"{PREFIX}WEBHOOK_URL must be an https:// address.")
    if len(settings.webhook_secret) < 32:
        raise SettingsError(f"{PREFIX}WEBHOOK_SECRET must have at least 32 characters.")


def secret_of(settings: Settings) -> str:
    """The secret from which keys are derived; development makes one and keeps it in the home folder."""
    if settings.secret_key:
        if len(settings.secret_key) < 32:
            raise SettingsError(f"{PREFIX}SECRET_KEY must have at least 32 characters.")
        return settings.secret_key
    if settings.in_production:
        raise SettingsError(f"Set {PREFIX}SECRET_KEY: production never runs on a generated key.")
    kept = settings.home / "secret.key"
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept.read_text().strip()
