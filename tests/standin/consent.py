"""The consent chain: from the page that was wanted over guce and consent back to it.

guce /consent  →  consent /v2/collectConsent, a form  →  the same, posted  →  guce /copyConsent  →  finance.yahoo.com
"""

from __future__ import annotations

from typing import Final

from standin.cookies import Cookies
from standin.reply import Answer
from standin.requestlog import Request

_SESSION: Final = "3_cc-session_stand-in"
_CSRF: Final = "sTanDin"
_DONE: Final = "https://finance.yahoo.com/"
_HTML: Final = "text/html;charset=utf-8"
_FORM: Final = f"""<!DOCTYPE html>
<html><head><title>Before you go on</title></head><body>
<form class="consent-form" method="post">
<input type="hidden" name="csrfToken" value="{_CSRF}">
<input type="hidden" name="sessionId" value="{_SESSION}">
<input type="hidden" name="originalDoneUrl" value="{_DONE}">
<input type="hidden" name="namespace" value="yahoo">
<button type="submit" name="agree" value="agree">Accept all</button>
<button type="submit" name="reject" value="reject">Reject all</button>
</form></body></html>"""


def to_consent() -> Answer:
    """Send somebody who has not consented to the start of the chain."""
    return _moved("https://guce.yahoo.com/consent")


def consent_page(request: Request, cookies: Cookies) -> Answer:
    """Answer for one page of the chain; the last one gives the cookies of somebody who has consented."""
    if request.path == "/consent":
        return _moved(f"https://consent.yahoo.com/v2/collectConsent?sessionId={_SESSION}")
    if request.path == "/copyConsent":
        return _moved(_DONE, cookies.agree(request))
    if request.path == "/v2/collectConsent" and request.method == "POST" and _agrees(request):
        return _moved(f"https://guce.yahoo.com/copyConsent?sessionId={_SESSION}")
    return Answer(200, _FORM.encode(), _HTML)


def front_page() -> Answer:
    """Answer for finance.yahoo.com, where the chain ends."""
    return Answer(200, b"<!DOCTYPE html>\n<html><body>Stand-in Finance</body></html>", _HTML)


def _agrees(request: Request) -> bool:
    """Say whether a posted form carries what the form held and says yes."""
    body = request.body.decode("latin-1")
    return f"csrfToken={_CSRF}" in body and f"sessionId={_SESSION}" in body and "agree=" in body


def _moved(where: str, cookies: tuple[str, ...] = ()) -> Answer:
    """Send the client somewhere else."""
    return Answer(302, b"", _HTML, {"Location": where}, cookies)
