"""A headless Chromium that logs in to hubs: commands as JSON lines on stdin, the resulting page as JSON lines on stdout.

Run by the Python of ``.tools/login-browser``; the argument is Chromium's path. Commands: ``{"do": "log_in", "hub": URL, "user":
name}`` starts without cookies, presses the button of the login page and enters the name at the provider; with
``"password"`` it fills in the hub's own form instead. ``{"do": "open", "url": URL}`` and ``{"do": "press", "text": ...}`` continue.
``{"do": "choose", "profile": slug, "picks": [...]}`` submits the page of profiles, with choices in the order of the profile's options;
``"forged": slug`` replaces the profile's slug. ``"picture"`` is a file for a screenshot of the page (``"login_picture"``: of the
login page before it), ``"height"`` its height in pixels, by default the whole page.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 60_000


#: Runs code in a new kernel of the server whose page is open, as JupyterLab does; returns all its output.
_EXECUTE = """async code => {
  const [base] = location.pathname.match(/^.*\\/user\\/[^/]+\\//);
  const xsrf = (document.cookie.match(/_xsrf=([^;]*)/) || ["", ""])[1];
  const made = await fetch(`${base}api/kernels`, {method: "POST", headers: {"X-XSRFToken": xsrf}});
  if (!made.ok) throw new Error(`kernel: ${made.status} ${await made.text()}`);
  const socket = new WebSocket(`ws://${location.host}${base}api/kernels/${(await made.json()).id}/channels`);
  return await new Promise((resolve, reject) => {
    let written = "", header = {msg_id: "1", msg_type: "execute_request", session: "1", username: "", version: "5.3", date: new Date()};
    socket.onopen = () => socket.send(JSON.stringify({channel: "shell", header, parent_header: {}, metadata: {}, content: {code, silent: false}}));
    socket.onerror = () => reject(new Error("the web socket failed"));
    socket.onmessage = ({data}) => {
      const {parent_header: {msg_id}, header: {msg_type}, content} = JSON.parse(data);
      if (msg_id !== "1") return;
      if (msg_type === "stream") written += content.text;
      if (msg_type === "error") written += content.evalue;
      if (msg_type === "execute_result") written += content.data["text/plain"];
      if (msg_type === "status" && content.execution_state === "idle") { socket.close(); resolve(written); }
    };
  });
}"""


class Visitor:
    """One person with one browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None
        self._status = 0
        self._output = ""

    @property
    def page(self) -> Page:
        """The page that the person sees."""
        if self._page is None:
            self._page = self._browser.new_context(viewport={"width": 900, "height": 300}).new_page()
            self._page.set_default_timeout(_PATIENCE)
            self._page.on("response", self._remember)
        return self._page

    def log_in(self, hub: str, user: str, password: str | None = None, login_picture: str | None = None, entry: str | None = None) -> None:
        """Log in to a hub without cookies of an earlier visit, except that of the preview's address. JupyterLab's pages stay empty."""
        self._start_afresh(entry, light=True)
        self.page.goto(f"{hub}/hub/login")
        if login_picture:
            self.page.screenshot(path=login_picture)
        if password is not None:
            self.page.fill("input[name=username]", user)
            self.page.fill("input[name=password]", password)
            self.page.click("input[type=submit]")
        else:
            self.page.click("a.btn")
            self.page.fill("input[name=sub]", user)
            self.page.click("button:has-text('Authorize')")
        self._settle()

    def log_in_at_stand_in(
        self, hub: str, user: str, pictures: tuple[str, str] | None = None, entry: str | None = None, *, light: bool = False
    ) -> None:
        """Log in to a previewed hub without cookies of an earlier visit, with the stand-in's button for the user.

        With ``light`` the pages of JupyterLab stay empty, without its megabytes of scripts.
        """
        self._start_afresh(entry, light=light)
        self.page.goto(f"{hub}/hub/login")
        if pictures:
            self.page.screenshot(path=pictures[0])
        self.page.click("a.btn")
        if pictures:
            self.page.screenshot(path=pictures[1], full_page=True)
        self.page.click(f"button:has(b:text-is('{user}'))")
        self._settle()

    def _start_afresh(self, entry: str | None, *, light: bool) -> None:
        if self._page is not None:
            self._page.context.close()
            self._page = None
        if light:
            self.page.context.route("**/user/*/static/lab/**", lambda route: route.abort())
        if entry:
            self.page.goto(entry)

    def show_pod(self) -> None:
        """Press the button for the pod of the selection on the page of profiles, and go to the page that opens."""
        with self.page.expect_popup() as opened:
            self.page.click("#preview-pod")
        opened.value.wait_for_load_state()
        self.page.goto(opened.value.url)

    def open(self, url: str) -> None:
        """Go to a page."""
        self.page.goto(url)
        self._settle()

    def press(self, text: str) -> None:
        """Press a link or a button."""
        self.page.click(f"text={text}")
        self._settle()

    def choose(self, profile: str, picks: tuple[str, ...] = (), forged: str | None = None) -> None:
        """Select a profile and its options, and start it."""
        button = self.page.locator(f"input[name=profile][value='{profile}']")
        button.check()
        for number, pick in enumerate(picks):
            self.page.locator("label", has=button).locator("select").nth(number).select_option(pick)
        if forged:
            button.evaluate("(button, slug) => { button.value = slug }", forged)
        self.page.click("#spawn_form [type=submit]")
        self._settle()

    def find(self, text: str) -> None:
        """Wait until a text is visible."""
        self.page.get_by_text(text).first.wait_for()

    def write_notebook(self, code: str) -> None:
        """Run code in a new notebook of JupyterLab, with the file browser beside it."""
        self.page.set_viewport_size({"width": 900, "height": 560})
        self.page.locator(".jp-LauncherCard[data-category=Notebook]").first.click()
        self.page.locator(".jp-Notebook .cm-content").first.click()
        self.page.keyboard.insert_text(code)
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        self.page.keyboard.press("Shift+Enter")
        self.page.locator(".jp-OutputArea-output").first.wait_for()

    def execute(self, code: str) -> None:
        """Run code in a kernel of the user's server whose page is open; the report has its output."""
        self._output = self.page.evaluate(_EXECUTE, code)

    def report(self, picture: str | None = None, height: int | None = None) -> dict[str, Any]:
        """Return what the page shows, once a starting server is ready."""
        if picture:
            if height:
                self.page.set_viewport_size({"width": 900, "height": height})
            self.page.screenshot(path=picture, full_page=height is None)
        return {
            "status": self._status,
            "url": self.page.url,
            "title": self.page.title(),
            "text": self.page.inner_text("body"),
            "output": self._output,
        }

    def _settle(self) -> None:
        self.page.wait_for_load_state("networkidle")
        # Neither an error page nor the page of profiles.
        if "/hub/spawn" in self.page.url and self._status < 400 and not self.page.locator("#spawn_form").count():
            self.page.wait_for_url(re.compile("/user/"))
            self.page.wait_for_load_state("networkidle")

    def _remember(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self._status = response.status


def main(chromium: str) -> None:
    """Run commands until there are no more."""
    with sync_playwright() as playwright:
        visitor = Visitor(playwright.chromium.launch(executable_path=chromium, args=_FLAGS))
        for line in sys.stdin:
            command = json.loads(line)
            picture, height = command.pop("picture", None), command.pop("height", None)
            try:
                getattr(visitor, command.pop("do"))(**command)
                result = visitor.report(picture, height)
            except Exception as error:  # noqa: BLE001  # the test reports any error
                result = {"error": f"{type(error).__name__}: {error}", "url": visitor.page.url}
            print(json.dumps(result), flush=True)  # noqa: T201  # the protocol


if __name__ == "__main__":
    main(sys.argv[1])
