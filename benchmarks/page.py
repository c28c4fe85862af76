"""Reading: the published petition page from our application alone, and from nginx.

"page" holds the application against a hello-world Flask application on the same server, "page_304" the same for readers who
have the page already; "page_nginx" holds nginx on the published files against nginx on any file of that size.
"""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.harness import LIMIT, OURS, Figure, Turn, arguments, in_turns, line, tell
from benchmarks.petition import PAGE, open_petition, published_page
from benchmarks.places import Files, workshop
from benchmarks.programs import gunicorn, have, load, our_environment, path_of, serving
from tests.support.ports import free_port

SECONDS = 3.0
_LATER = "unchanged"
_OWN_HEADERS = frozenset({"server", "date", "connection", "content-length", "content-type", "etag", "vary"})


def main(words: list[str] | None = None) -> None:
    """Measure and print the figures."""
    parser = arguments("How many pages are read in a second.")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each turn lasts")
    asked = parser.parse_args(words)
    if not have("wrk", for_what="all figures of reading"):
        return
    with workshop() as folder:
        environment = open_petition(folder / "instance", Files(folder).new("outreach"))
        hello = gunicorn("benchmarks.apps.hello:app", folder / "hello.log", our_environment())
        ours = gunicorn("outreach.wsgi:app", folder / "ours.log", environment)
        with hello as hello_origin, ours as origin:
            _measure_app(f"{hello_origin}/", f"{origin}{PAGE}", asked.seconds, asked.rounds)
            headers = _headers(origin)
        if have("nginx", for_what="nginx on the published files"):
            with _nginx(folder, headers) as (plain, published):
                _measure_nginx(plain, published, asked.seconds, asked.rounds)


def _measure_app(hello: str, page: str, seconds: float, rounds: int) -> None:
    tell("page, the application alone:")
    known = f"If-None-Match: {_headers(page)['etag']}"
    turns: dict[str, Turn] = {
        LIMIT: lambda: load(hello, seconds),
        OURS: lambda: load(page, seconds),
        _LATER: lambda: load(page, seconds, "read.lua", known),
    }
    measured = in_turns(turns, rounds)
    later = measured.pop(_LATER)
    print(line(Figure("page", "pages/s", "rate", "sqlite"), measured), flush=True)
    print(line(Figure("page_304", "pages/s", "rate", "sqlite"), {**measured, OURS: later}), flush=True)


def _measure_nginx(plain: str, published: str, seconds: float, rounds: int) -> None:
    tell("page, nginx:")
    turns: dict[str, Turn] = {LIMIT: lambda: load(plain, seconds), OURS: lambda: load(published, seconds)}
    print(line(Figure("page_nginx", "pages/s", "rate"), in_turns(turns, rounds)), flush=True)


def _headers(url: str) -> Mapping[str, str]:
    """Return the headers of the answer at `url`, names in small letters; of the petition's page if it is an origin."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path or PAGE)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return {name.lower(): value for name, value in answer.getheaders()}


@contextmanager
def _nginx(folder: Path, headers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the addresses of a plain file and of the published page of the same size, both served by one nginx."""
    port, page = free_port(), published_page(folder / "instance")
    published = page.parents[2]
    plain = folder / "plain"
    plain.mkdir()
    (plain / "file.html").write_bytes(b"x" * page.stat().st_size)
    # Its workers run as another user, who must reach the files; what is published is public.
    (folder / "instance").chmod(0o711)
    sent = "\n".join(f'    add_header {name} "{value}";' for name, value in headers.items() if name not in _OWN_HEADERS)
    config = folder / "nginx.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, plain=plain, published=published, headers=sent))
    words = [path_of("nginx"), "-e", str(folder / "nginx.errors"), "-c", str(config), "-g", "daemon off;"]
    with serving(words, port, folder / "nginx.log"):
        yield f"http://127.0.0.1:{port}/plain/file.html", f"http://127.0.0.1:{port}{PAGE}"


# The second location serves by the page's own address, compressed where it is asked for, with every
# header that the application sends.
_CONFIG = """
worker_processes 2;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=1000 inactive=60s;
  open_file_cache_valid 2s;
  types {{ text/html html; application/json json; }}
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    keepalive_requests 1000000;
    location /plain/ {{ alias {plain}/; }}
    location / {{
    root {published};
    gzip_static on;
    default_type text/html;
{headers}
    try_files $uri/index.html $uri =404;
    }}
  }}
}}
"""

if __name__ == "__main__":
    main()
