"""Free ports of this computer."""

import socket
import time


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, seconds: float = 20) -> None:
    """Return once something on this computer listens at `port`.

    Raises:
        TimeoutError: nothing did within `seconds`.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)  # another program starts: there is nothing to wait on but its port
    raise TimeoutError(f"nothing listens on port {port}")
