"""A connection as Flask-Mail opens one, but with the server's certificate and name verified, and every wait limited.

Flask-Mail 0.10 does neither: it would give the password to whoever answers.
"""

import base64
import ipaddress
import smtplib
import socket
import ssl
from typing import Any

import flask_mail

from outreach.mail.outcomes import Cause, NotSent, Refused, RetryLater
from outreach.mail.smtp.line import TimedSmtp, TimedSmtps, Timeouts
from outreach.mail.smtp.replies import Phase, outcome
from outreach.mail.smtp.server import Security, SmtpServer

# What we call ourselves. The name of a laptop, or its address at home, would stand in every mail's Received lines.
_OUR_NAME = "[127.0.0.1]"


class VerifiedConnection(flask_mail.Connection):  # type: ignore[misc]  # Flask-Mail is untyped for us
    """Opens the line to one server; `conversation` then speaks on it."""

    def __init__(self, server: SmtpServer, context: ssl.SSLContext, timeouts: Timeouts) -> None:
        """Speak to `server`, trusting the certificates that `context` trusts."""
        super().__init__(_flask_mail_state(server))
        self._server = server
        self._context = context
        self._timeouts = timeouts

    def configure_host(self) -> TimedSmtp:
        """Return a line that is connected, verified, encrypted as the URL says, and signed in.

        Raises:
            RetryLater: nobody answers, or somebody who is not to be trusted; they were told nothing.
            Refused: the server refused us or our sign-in.
        """
        try:
            line = self._connect()
        except OSError as error:
            raise self._outcome(error) from error
        try:
            self._begin(line)
        except OSError as error:
            line.close()
            raise self._outcome(error) from error
        except NotSent:
            line.close()
            raise
        line.timeout = self._timeouts.command
        return line

    def _connect(self) -> TimedSmtp:
        where: dict[str, Any] = {
            "host": self.mail.server,
            "port": self.mail.port,
            "timeout": self._timeouts.connect,
            "local_hostname": _OUR_NAME,
        }
        line = TimedSmtps(**where, context=self._context) if self.mail.use_ssl else TimedSmtp(**where)
        # Otherwise the final dot, written by itself, would wait for the server to acknowledge the text before it.
        _socket(line).setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def _begin(self, line: TimedSmtp) -> None:
        if self._server.security is Security.PLAIN:
            _refuse_other_computers(line)
        _greet(line)
        if self.mail.use_tls:
            self._encrypt(line)
            _greet(line)
        if self.mail.username:
            _sign_in(line, self.mail.username, self.mail.password)

    def _encrypt(self, line: TimedSmtp) -> None:
        if not line.has_extn("starttls"):
            raise RetryLater(
                Cause.CONNECTION,
                f"{self._server.host} offers no encryption (STARTTLS). It was given neither sign-in nor mail.",
            )
        try:
            line.starttls(context=self._context)
        except smtplib.SMTPResponseException as error:
            raise RetryLater(
                Cause.CONNECTION,
                f"{self._server.host} would not begin encryption. It was given neither sign-in nor mail.",
            ) from error
        if line.unread:
            # Said before the encryption and read after it: somebody on the way slipped it in (as in CVE-2011-0411).
            raise RetryLater(
                Cause.CONNECTION, f"{self._server.host} spoke before the encryption began. It was given nothing."
            )

    def _outcome(self, error: OSError) -> NotSent:
        host = self._server.host
        if isinstance(error, ssl.SSLCertVerificationError):
            why = error.verify_message.rstrip(".")
            return RetryLater(
                Cause.CONNECTION,
                f"The certificate of {host} is not to be trusted: {why}. It was given neither sign-in nor mail.",
            )
        if isinstance(error, smtplib.SMTPConnectError):
            return outcome(Phase.GREETING, error.smtp_code, _as_bytes(error.smtp_error))
        return RetryLater(Cause.CONNECTION, f"{host} cannot be reached: {error}.")


def _as_bytes(words: bytes | str) -> bytes:
    return words.encode() if isinstance(words, str) else words


def _flask_mail_state(server: SmtpServer) -> Any:
    return flask_mail.Mail().init_mail(
        {
            "MAIL_SERVER": server.host,
            "MAIL_PORT": server.port,
            "MAIL_USERNAME": server.user,
            "MAIL_PASSWORD": server.password,
            "MAIL_USE_SSL": server.security is Security.TLS,
            "MAIL_USE_TLS": server.security is Security.STARTTLS,
        }
    )


def _socket(line: TimedSmtp) -> socket.socket:
    if line.sock is None:
        raise ConnectionError("the line is closed")
    return line.sock


def _refuse_other_computers(line: TimedSmtp) -> None:
    # "localhost" is what the hosts file says it is.
    refuse_unless_loopback(_socket(line).getpeername()[0])


def refuse_unless_loopback(number: str) -> None:
    """Let a plain line go on if the other end, of this IP number, is this computer.

    Raises:
        RetryLater: it is another one, and is told nothing.
    """
    if not ipaddress.ip_address(number).is_loopback:
        raise RetryLater(
            Cause.CONNECTION, f"The plain server is not on this computer but at {number}. It was given nothing."
        )


def _greet(line: TimedSmtp) -> None:
    code, words = line.ehlo()
    if code in range(500, 600):
        code, words = line.helo()  # a server from before 1995
    if code not in range(200, 300):
        raise outcome(Phase.GREETING, code, words)


def _sign_in(line: TimedSmtp, user: str, password: str) -> None:
    """Sign in once. smtplib tries one mechanism after another, and three wrong passwords may lock the account."""
    offered = line.esmtp_features.get("auth", "").upper().split()
    sign_in = f"\0{user}\0{password}"
    if "PLAIN" in offered:
        code, words = line.docmd("AUTH", f"PLAIN {_base64(sign_in)}")
    elif "LOGIN" in offered:
        code, words = _sign_in_step_by_step(line, user, password)
    else:
        raise Refused(Cause.SIGN_IN, "The server offers no way to sign in that we know (PLAIN or LOGIN).")
    if code not in range(200, 300):
        raise outcome(Phase.SIGN_IN, code, words)


def _sign_in_step_by_step(line: TimedSmtp, user: str, password: str) -> tuple[int, bytes]:
    code, words = line.docmd("AUTH", "LOGIN")
    for answer in (user, password):
        if code != 334:  # noqa: PLR2004 - "go on", RFC 4954
            break
        code, words = line.docmd(_base64(answer))
    return code, words


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
