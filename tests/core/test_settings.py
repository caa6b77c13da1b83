"""Settings are read once, checked, and documented."""

from pathlib import Path
from typing import Any

import pytest

from core.errors import SettingsError
from core.settings import PROJECT, Settings, check_public, load_settings, secret_of
from core.settings_page import settings_page


def test_the_settings_page_is_true() -> None:
    assert (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8") == settings_page()


def test_defaults_stand_without_an_environment() -> None:
    assert load_settings({}) == Settings()
    assert load_settings({}).public_port == 8080


def test_the_environment_is_read_in_each_type() -> None:
    settings = load_settings(
        {
            "OPENDOOR_PUBLIC_PORT": "9000",
            "OPENDOOR_BOT_TIMEOUT": "2.5",
            "OPENDOOR_TRUST_PROXY": "yes",
            "OPENDOOR_HOME": "x",
        }
    )
    assert (settings.public_port, settings.bot_timeout, settings.trust_proxy) == (9000, 2.5, True)
    assert settings.home == Path("x").resolve()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENDOOR_PUBLIC_PORT", "eighty"),
        ("OPENDOOR_PUBLIC_PORT", "99999"),
        ("OPENDOOR_MESSAGES_A_MINUTE", "0"),
        ("OPENDOOR_BOT_TIMEOUT", "nan"),
        ("OPENDOOR_ENVIRONMENT", "staging"),
        ("OPENDOOR_LOG_LEVEL", "debug"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value})


@pytest.mark.parametrize(
    "issuer", ["http://id.example.org", "id.example.org", "https://", "https://x?y", "https://["]
)
def test_a_provider_is_asked_in_safety_or_not_at_all(issuer: str) -> None:
    named = {"OPENDOOR_OIDC_CLIENT_ID": "door", "OPENDOOR_OIDC_CLIENT_SECRET": "s"}
    with pytest.raises(SettingsError, match="OPENDOOR_OIDC_ISSUER"):
        load_settings({"OPENDOOR_OIDC_ISSUER": issuer, **named})
    for missing in named:
        known = {name: value for name, value in named.items() if name != missing}
        with pytest.raises(SettingsError, match="_CLIENT_SECRET"):
            load_settings({"OPENDOOR_OIDC_ISSUER": "https://id.example.org/tenant", **known})
    assert load_settings({"OPENDOOR_OIDC_ISSUER": "http://localhost:9/x", **named}).oidc_client_id == "door"


PUBLIC = {
    "public_url": "https://help.somerset.test",
    "smtp_host": "mail.somerset.test",
    "smtp_from": "Open Door <open-door@somerset.test>",
}
REACHED = [{"environment": "production"}, {"public_host": "0.0.0.0"}, {"trust_proxy": True}, {}]


@pytest.mark.parametrize("reached", REACHED, ids=str)
@pytest.mark.parametrize(
    ("missing", "changes"),
    [
        ("SMTP_HOST", {"smtp_host": ""}),
        ("SMTP_SECURITY", {"smtp_security": "none"}),
        ("SMTP_SECURITY", {"smtp_security": "none", "smtp_host": "192.0.2.7"}),
        ("PUBLIC_URL", {"public_url": "http://help.somerset.test"}),
        ("SMTP_FROM", {"smtp_from": Settings().smtp_from}),
    ],
)
def test_a_site_that_others_can_reach_sends_its_mails_in_safety(
    reached: dict[str, Any], missing: str, changes: dict[str, Any]
) -> None:
    check_public(Settings(**{**PUBLIC, **reached}))
    with pytest.raises(SettingsError, match=f"OPENDOOR_{missing}"):
        check_public(Settings(**{**PUBLIC, **reached, **changes}))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_mail_may_go_unsealed_to_a_mail_server_on_the_same_computer(host: str) -> None:
    check_public(
        Settings(**{**PUBLIC, "environment": "production", "smtp_host": host, "smtp_security": "none"})
    )


def test_what_nobody_else_can_reach_needs_no_mail_server() -> None:
    check_public(Settings())
    check_public(Settings(smtp_host="mail.somerset.test", smtp_security="none"))


def test_development_makes_a_secret_once_and_keeps_it_private(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert secret_of(settings) == secret_of(settings)
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_production_never_makes_its_own_secret(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="OPENDOOR_SECRET_KEY"):
        secret_of(Settings(home=tmp_path, environment="production"))


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(SettingsError, match="32 characters"):
        secret_of(Settings(secret_key="short"))
