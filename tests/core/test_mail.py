"""Mail: one contract for the mail server and the mailbox, and what only a mail server can do."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core.errors import RefusedError, SettingsError
from core.mail import Mail, MailboxSender, SmtpSender, forget_mails, open_mail_sender, read_mailbox
from core.mail.mailbox import MailboxMail
from core.outbox import Round, Sender, Worker, put
from core.settings import Settings, load_settings

from .conftest import NOW, Store
from .dribbling import dribbling
from .smtp_server import SmtpServer

MAIL = Mail(
    "staff@example.org",
    "A request waits for you: KITE-4821",
    "Read it here: https://help.example.org/desk\nCafé\n",
)
Arrived = Callable[[], list[tuple[str, Mail]]]


def over_smtp(server: SmtpServer, **more: object) -> SmtpSender:
    settings = Settings(smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none")
    return SmtpSender(replace(settings, **more), lambda: NOW)


@pytest.fixture(params=["mail server", "mailbox"])
def way(request: pytest.FixtureRequest, store: Store) -> Iterator[tuple[Sender, Arrived]]:
    """A sender, and what has arrived by it: message ids and mails."""
    if request.param == "mailbox":

        def kept() -> list[tuple[str, Mail]]:
            with store.sessions() as session:
                return [(each.message_id, each.mail) for each in read_mailbox(session, store.vault)]

        yield MailboxSender(store.sessions, store.vault, lambda: NOW), kept
        return
    with SmtpServer() as server:

        def accepted() -> list[tuple[str, Mail]]:
            return [
                (
                    each.message_id.strip("<>").partition("@")[0],
                    Mail(
                        each.recipients[0],
                        each.message["Subject"],
                        each.message.get_content().replace("\r\n", "\n"),
                    ),
                )
                for each in server.accepted
            ]

        yield over_smtp(server), accepted


def test_a_mail_arrives_as_it_was_written(way: tuple[Sender, Arrived]) -> None:
    sender, arrived = way
    message_id = uuid4().hex
    sender.send(message_id, MAIL.payload())
    assert arrived() == [(message_id, MAIL)]


def test_a_repeat_has_the_same_message_id(way: tuple[Sender, Arrived]) -> None:
    sender, arrived = way
    message_id = uuid4().hex
    sender.send(message_id, MAIL.payload())
    sender.send(message_id, MAIL.payload())
    assert set(arrived()) == {(message_id, MAIL)}


def test_a_mail_goes_through_the_outbox(way: tuple[Sender, Arrived], store: Store) -> None:
    sender, arrived = way
    with store.sessions.begin() as session:
        put(session, store.vault, "request/1/sent", "mail", MAIL.payload(), NOW)
    assert Worker(store.sessions, store.vault, {"mail": sender}).run_once(NOW) == Round(sent=1)
    assert [mail for _, mail in arrived()] == [MAIL]


def test_the_mailbox_keeps_a_mail_once_and_sealed(store: Store) -> None:
    sender = MailboxSender(store.sessions, store.vault, lambda: NOW)
    sender.send("a" * 32, MAIL.payload())
    sender.send("a" * 32, MAIL.payload())
    sender.send("b" * 32, replace(MAIL, subject="Newer").payload())
    with store.sessions() as session:
        assert [each.mail.subject for each in read_mailbox(session, store.vault)] == ["Newer", MAIL.subject]
        assert [each.created_at for each in read_mailbox(session, store.vault, newest=1)] == [NOW]
        assert all(b"staff" not in each.sealed for each in session.query(MailboxMail))


def test_mails_are_forgotten_in_time(store: Store) -> None:
    for days, name in ((0, "a"), (1, "b")):
        MailboxSender(store.sessions, store.vault, lambda at=days: NOW + timedelta(days=at)).send(
            name * 32, MAIL.payload()
        )
    with store.sessions.begin() as session:
        assert forget_mails(session, NOW) == 0
        assert forget_mails(session, NOW + timedelta(days=1)) == 1
        assert [each.message_id for each in read_mailbox(session, store.vault)] == ["b" * 32]


def test_a_mail_says_whom_it_comes_from_and_that_no_person_wrote_it() -> None:
    with SmtpServer() as server:
        over_smtp(server, smtp_from="Open Door <hello@help.example.org>").send("a" * 32, MAIL.payload())
    (mail,) = server.accepted
    assert mail.sender == "hello@help.example.org"
    assert mail.message_id == f"<{'a' * 32}@help.example.org>"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert mail.message["Date"].datetime == NOW


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"RCPT": "550 5.1.1 nobody here"}, RefusedError),
        ({"RCPT": "551 5.1.6 moved"}, RefusedError),
        ({"BODY": "550 5.1.10 takes no mail"}, RefusedError),
        ({"RCPT": "550 nobody here"}, smtplib.SMTPRecipientsRefused),
        ({"RCPT": "550 5.1.8 no such sender"}, smtplib.SMTPRecipientsRefused),
        ({"RCPT": "550 5.7.1 relaying denied"}, smtplib.SMTPRecipientsRefused),
        ({"RCPT": "554 5.1.1 nobody here"}, smtplib.SMTPRecipientsRefused),
        ({"BODY": "550 5.7.23 SPF does not fit"}, smtplib.SMTPDataError),
        ({"RCPT": "450 try later"}, smtplib.SMTPRecipientsRefused),
        ({"BODY": "554 not wanted"}, smtplib.SMTPDataError),
        ({"BODY": "451 try later"}, smtplib.SMTPDataError),
        ({"MAIL": "553 not you"}, smtplib.SMTPSenderRefused),
        ({"EHLO": "421 closing", "HELO": "421 closing"}, smtplib.SMTPException),
    ],
)
def test_only_an_address_that_is_not_there_is_final(answers: dict[str, str], error: type[Exception]) -> None:
    with SmtpServer(answers=answers) as server, pytest.raises(error):
        over_smtp(server).send("a" * 32, MAIL.payload())
    assert server.accepted == []


def test_a_server_that_takes_the_mail_and_fails_in_taking_leave_has_taken_it() -> None:
    with SmtpServer(answers={"QUIT": "500 what?"}) as server:
        over_smtp(server).send("a" * 32, MAIL.payload())
    assert len(server.accepted) == 1


def test_no_server_is_an_error_worth_another_try() -> None:
    with SmtpServer() as server:
        sender = over_smtp(server)
    with pytest.raises(OSError):
        sender.send("a" * 32, MAIL.payload())


@pytest.mark.parametrize("broken", [{"to": "a@example.org\nBcc: b@example.org"}, {"subject": "one\ntwo"}])
def test_a_mail_cannot_carry_headers_of_its_own(broken: dict[str, str]) -> None:
    with SmtpServer() as server, pytest.raises(RefusedError, match="no mail can have"):
        over_smtp(server).send("a" * 32, replace(MAIL, **broken).payload())
    assert server.accepted == []


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's side of TLS for 127.0.0.1, trusted by this process."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (tmp_path / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    plain = serialization.NoEncryption()
    (tmp_path / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_goes_encrypted_and_signed_in(certified: ssl.SSLContext, security: str) -> None:
    with SmtpServer(tls=certified, tls_at_once=security == "tls") as server:
        sender = over_smtp(server, smtp_security=security, smtp_user="us", smtp_password="them")
        sender.send("a" * 32, MAIL.payload())
    (mail,) = server.accepted
    assert mail.encrypted and mail.user == "us:them"


def test_a_server_without_a_trusted_certificate_gets_no_mail(
    certified: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with SmtpServer(tls=certified) as server, pytest.raises(ssl.SSLError):
        over_smtp(server, smtp_security="starttls").send("a" * 32, MAIL.payload())
    assert server.accepted == []


def test_a_server_that_cannot_encrypt_gets_no_mail() -> None:
    with SmtpServer() as server, pytest.raises(smtplib.SMTPNotSupportedError):
        over_smtp(server, smtp_security="starttls").send("a" * 32, MAIL.payload())
    assert server.accepted == []


def test_the_settings_choose_the_way(store: Store) -> None:
    opened = open_mail_sender(store.settings, store.sessions, store.vault, lambda: NOW)
    assert isinstance(opened, MailboxSender)
    named = replace(store.settings, smtp_host="mail.example.org")
    assert isinstance(open_mail_sender(named, store.sessions, store.vault, lambda: NOW), SmtpSender)


def test_no_mailbox_is_kept_where_others_can_come(store: Store) -> None:
    public = replace(store.settings, public_url="https://help.somerset.test", smtp_from="us@somerset.test")
    with pytest.raises(SettingsError, match="OPENDOOR_SMTP_HOST"):
        open_mail_sender(public, store.sessions, store.vault, lambda: NOW)
    named = replace(public, smtp_host="mail.somerset.test")
    assert isinstance(open_mail_sender(named, store.sessions, store.vault, lambda: NOW), SmtpSender)


def test_a_security_that_is_none_of_the_three_is_named() -> None:
    with pytest.raises(SettingsError, match="OPENDOOR_SMTP_SECURITY"):
        load_settings({"OPENDOOR_SMTP_SECURITY": "ssl3"})


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_never_finishes_a_line_is_cut_off(security: str) -> None:
    with dribbling() as port:
        settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security=security)
        with pytest.raises((smtplib.SMTPConnectError, ssl.SSLError)):
            SmtpSender(settings, lambda: NOW, longest=0.2).send("a" * 32, MAIL.payload())
