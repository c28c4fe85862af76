"""Programs that run beside a test: Redis, a mail sink, the web server. Each on a free port, gone at the end."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from flask import Flask
from werkzeug.serving import make_server

from tests.support.needs import needs
from tests.support.ports import free_port, wait_for_port


@contextmanager
def program(words: list[str], port: int, log: Path, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command `words` while the block lasts; it begins when `port` is listened at."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # type: ignore[call-overload]
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **options
        )
        try:
            wait_for_port(port)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Give the REDIS_URL of an empty server that keeps nothing on disk."""
    port = free_port()
    words = [needs("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with program(words, port, folder / "redis.log"):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def smtp_sink(folder: Path, *options: str) -> Iterator[int]:
    """Give the port of Postfix's smtp-sink, which accepts every mail and throws it away."""
    port = free_port()
    words = [needs("smtp-sink"), *options, f"127.0.0.1:{port}", "100"]
    with program(words, port, folder / "smtp-sink.log"):
        yield port


@contextmanager
def web(app: Flask) -> Iterator[str]:
    """Serve `app` from threads of this process, and give its origin."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
