"""Text that would run, load, lead away or show as something else, and a server that counts who was fooled by it."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from browser import WAIT_MS, Served
from playwright.sync_api import Browser, Dialog, Page

PAYLOADS = [
    "<script>pwned=1;fetch('{u}/script')</script>",
    "<script src={u}/src.js></script>",
    "<img src={u}/img.png>",
    "<img src=x onerror=\"pwned=1;fetch('{u}/onerror')\">",
    "<svg onload=\"pwned=1;fetch('{u}/svg')\">",
    "<svg><script>pwned=1</script></svg>",
    "<svg><image href={u}/svgimage.png /></svg>",
    "<body onload=pwned=1>",
    "<iframe src={u}/frame></iframe>",
    '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    "<object data={u}/object></object>",
    "<embed src={u}/embed>",
    "<link rel=stylesheet href={u}/style.css>",
    "<style>@import '{u}/import.css';</style>",
    "<style>body{{background:url({u}/background.png)}}</style>",
    '<div style="background:url({u}/inline.png)">x</div>',
    '<meta http-equiv=refresh content="0;url={u}/refresh">',
    "<base href={u}/>",
    "<form action={u}/form><input name=a><button>Go on</button></form>",
    "<a href={u}/link>read more</a>",
    '<a href="javascript:pwned=1">click</a>',
    "<video src={u}/video poster={u}/poster></video>",
    "<audio src={u}/audio autoplay></audio>",
    "<input autofocus onfocus=pwned=1>",
    "<details open ontoggle=pwned=1>",
    "<marquee onstart=pwned=1>",
    "<math><mtext><img src={u}/math.png></mtext></math>",
    "<template><img src={u}/template.png></template>",
    "![alt]({u}/markdown.png)",
    "[link]({u}/markdown)",
    "[link](javascript:pwned=1)",
    "<{u}/autolink>",
    ":material/delete: :red[text] $\\href{{{u}/tex}}{{x}}$",
    "{{{{7*7}}}} ${{7*7}} <%= 7*7 %>",
    "\u202egnp.exe \u2066hidden\u2069",
    "\x1b]8;;{u}/ansi\x1b\\link\x1b]8;;\x1b\\",
    '"><script>pwned=1</script>',
    "'-alert(1)-'",
    "</textarea><script>pwned=1</script>",
    "</title><script>pwned=1</script>",
    '<noscript><p title="</noscript><img src={u}/noscript.png>">',
    "data:text/html,<script>pwned=1</script>",
    "//{h}/protocol-relative",
    "../../../../etc/passwd %2e%2e%2f file:///etc/passwd",
]

ACTIVE = """() => {
    const roots = [document], found = []
    for (const root of roots) {
      for (const node of root.querySelectorAll('*')) if (node.shadowRoot) roots.push(node.shadowRoot)
      const active = 'iframe, object, embed, base, form[action], [onerror], [onload]'
      for (const node of root.querySelectorAll(active)) found.push(node.outerHTML)
    }
    return found
}"""
"""Elements that load or run something, wherever they are on the page."""


class Counting(http.server.ThreadingHTTPServer):
    """Answers every request, and writes down its path."""

    def __init__(self) -> None:
        """Listen on a free port of loopback."""
        super().__init__(("127.0.0.1", 0), _Counter)
        self.asked: list[str] = []

    @property
    def payloads(self) -> list[str]:
        """The payloads, which all lead here."""
        host = f"127.0.0.1:{self.server_address[1]}"
        return [payload.format(u=f"http://{host}", h=host) for payload in PAYLOADS]


class _Counter(http.server.BaseHTTPRequestHandler):
    server: Counting

    def do_GET(self) -> None:
        """Count a request."""
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_HEAD = do_OPTIONS = do_GET

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def counting() -> Iterator[Counting]:
    """Run the server that counts until the block ends."""
    with Counting() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def watched(browser: Browser, served: Served, canary: Counting) -> Iterator[Page]:
    """Open a page, and fail in the end if anything ran, was asked of the counting server, or led away."""
    context = browser.new_context(viewport={"width": 1360, "height": 850}, accept_downloads=True)
    context.set_default_timeout(WAIT_MS)
    opened = context.new_page()
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    opened.on("dialog", dismiss)
    yield opened
    opened.wait_for_timeout(500)
    assert opened.evaluate("typeof pwned") == "undefined", "a script ran"
    assert opened.url.startswith(served.address), "the page was led away"
    elements = opened.evaluate(ACTIVE)
    pages = len(context.pages)
    context.close()
    assert elements == []
    assert dialogs == []
    assert pages == 1
    assert canary.asked == []
