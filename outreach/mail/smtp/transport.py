"""The transport that sends through a mail server."""

import ssl

from outreach.i18n import _l
from outreach.mail.smtp.conversation import SmtpConnection
from outreach.mail.smtp.line import Timeouts
from outreach.mail.smtp.opening import VerifiedConnection
from outreach.mail.smtp.server import BadServerAddress, SmtpServer


class SmtpTransport:
    """Opens verified, timed connections to one server."""

    def __init__(self, server: SmtpServer, *, ca_file: str | None = None, timeouts: Timeouts | None = None) -> None:
        """Send through `server`; `ca_file` holds the only certificates to trust, instead of the system's.

        Raises:
            BadServerAddress: `ca_file` holds no certificates that can be read.
        """
        self.server = server
        self.timeouts = timeouts or Timeouts()
        try:
            self._context = ssl.create_default_context(cafile=ca_file)
        except OSError as error:
            raise BadServerAddress(
                _l("SMTP_CA_FILE cannot be read as certificates. Give the path of a file in PEM format.")
            ) from error

    def open(self) -> SmtpConnection:
        """Return a new connection; see `outreach.mail.transports.Transport`."""
        line = VerifiedConnection(self.server, self._context, self.timeouts).configure_host()
        return SmtpConnection(line, self.timeouts)
