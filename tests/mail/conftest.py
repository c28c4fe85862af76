"""What the tests of sending share: short waits, certificates, and a transport to a server under test."""

from collections.abc import Callable

import pytest

from outreach.mail.smtp.line import Timeouts
from outreach.mail.smtp.server import SmtpServer
from outreach.mail.smtp.transport import SmtpTransport
from tests.support.certificates import Authority

# Long enough for a busy computer, and more than a test ever waits where the server answers.
PATIENT = Timeouts(connect=20, command=20, data=20, block=20, final_dot=20, goodbye=5)


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def transport_to(authority) -> Callable[..., SmtpTransport]:
    """Makes a transport to a port of this computer, which trusts the authority of the tests."""

    def make(port: int, scheme: str = "smtp", sign_in: str = "", host: str = "127.0.0.1", **changes) -> SmtpTransport:
        server = SmtpServer.read(f"{scheme}://{sign_in}{host}:{port}")
        timeouts = Timeouts(**{**vars(PATIENT), **changes})
        return SmtpTransport(server, ca_file=str(authority.ca_file), timeouts=timeouts)

    return make
