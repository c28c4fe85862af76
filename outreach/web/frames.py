"""Showing the HTML of a mail inside a page: from an address of its own, where it may load nothing and run nothing.

The page that shows it is answered with `page_with_frame`, the mail itself with `framed_mail`, and the template writes
`<iframe src="…" sandbox title="…">`.
"""

import re

from flask import Response, make_response

from outreach.web.headers import content_policy

_MAIL = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox"
_WINDOWS = " allow-popups allow-popups-to-escape-sandbox"
_OPENING = re.compile(r"(?:\s*<!doctype[^>]*>)?(?:\s*<html[^>]*>)?(?:\s*<head[^>]*>)?", re.IGNORECASE)


def framed_mail(html: str, *, opens_links: bool = False) -> Response:
    """Return the HTML of a mail as the content of a frame: no script, no picture, no form, no way out of the frame.

    With `opens_links` a link opens in a window of its own, as it does in a mailbox; the frame that shows it says so too
    (`mail_view(…, opens_links=True)`).
    """
    begins = _OPENING.match(html)
    at = begins.end() if begins and opens_links else 0
    response = make_response(f'{html[:at]}<base target="_blank">{html[at:]}' if opens_links else html)
    response.headers["Content-Security-Policy"] = _MAIL + (_WINDOWS if opens_links else "")
    return response


def page_with_frame(page: str) -> Response:
    """Return a page that holds such a frame. What is not from here cannot be opened in it, links of the mail included."""
    response = make_response(page)
    response.headers["Content-Security-Policy"] = content_policy(frame_src="'self'")
    return response
