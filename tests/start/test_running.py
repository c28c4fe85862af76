"""`outreach run` as a person starts it: real processes, a real port."""

import http.client
import os
import re
import select
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.support.ports import free_port

pytestmark = pytest.mark.no_database


@contextmanager
def running(folder, *arguments):
    """Start `outreach run` and give its process, its port, and what it printed until it was ready."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "outreach", "run", "--port", str(port), *arguments],
        env={**os.environ, "INSTANCE_DIR": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = []
    try:
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        yield process, port, "".join(lines)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        process.stdout.close()


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_the_first_start_opens_the_practice_campaign_and_ctrl_c_ends_it(tmp_path):
    with running(tmp_path) as (process, port, said):
        assert f"http://127.0.0.1:{port}/" in said
        link = re.search(r"http://127\.0\.0\.1:\d+(/sign-in-link/\S+)", said)[1]
        assert get(port, link)[0] == 200
        status, page = get(port, "/")
        assert status == 200
        assert "<form" in page

    assert process.returncode == 0
    assert oct((tmp_path / "practice" / "keys" / "vault_keys").stat().st_mode & 0o777) == "0o600"
    with pytest.raises(ConnectionRefusedError):
        get(port, "/")


def test_a_taken_port_is_refused_with_a_sentence(tmp_path):
    with running(tmp_path) as (_process, port, _said):
        second = subprocess.run(
            [sys.executable, "-m", "outreach", "run", "--port", str(port)],
            env={**os.environ, "INSTANCE_DIR": str(tmp_path / "other")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert second.returncode == 1
    assert f"Port {port} is taken" in second.stderr


def test_killed_outright_it_leaves_no_process_behind(tmp_path):
    with running(tmp_path) as (process, _port, _said):
        children = subprocess.run(
            ["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        # A child is nobody's after the kill, so it cannot be waited for; a descriptor taken before tells when it ends.
        descriptors = [os.pidfd_open(int(child)) for child in children]
        process.kill()
        process.wait()
        for descriptor in descriptors:
            poll = select.poll()
            poll.register(descriptor)
            assert poll.poll(30_000)
            os.close(descriptor)
