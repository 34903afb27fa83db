"""Chromium without a screen, driven over a pipe: what a page logs, what it asks for, what its buttons do."""

import base64
import json
import os
import selectors
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300  # seconds; what has not answered by then hangs


class Browser:
    """One page. `errors` holds console errors, exceptions and refusals; `requests` all addresses that were asked for."""

    def __init__(self, width=1400, height=1000):
        self.errors, self.requests = [], []
        self._count, self._buffer, self._answers = 0, b"", {}
        self._names, self._whole = {}, set()  # of downloads: what they are called, and which are through
        self._profile = tempfile.mkdtemp(prefix="pitscape_browser_")
        self.downloads = os.path.join(self._profile, "downloads")
        os.mkdir(self.downloads)
        ours, theirs = os.pipe(), os.pipe()
        command = [
            _program(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--remote-debugging-pipe",
            # The browser itself calls home too; no address beside files is found.
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={self._profile}",
            f"--window-size={width},{height}",
            "about:blank",
        ]
        # The browser reads from 3 and writes to 4.
        shell = ["bash", "-c", f'exec "$@" 3<&{ours[0]} 4>&{theirs[1]}', "bash", *command]  # sh knows descriptors to 9 alone
        self._process = subprocess.Popen(
            shell, pass_fds=(ours[0], theirs[1]), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(ours[0])
        os.close(theirs[1])
        self._in, self._out = theirs[0], ours[1]
        self._session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setScrollbarsHidden", hidden=True)
        self.resize(width, height)
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=self.downloads, eventsEnabled=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._out)  # the browser ends with the pipe
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        os.close(self._in)
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method, **parameters):
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        self._wait(lambda: self._count in self._answers, method)
        answer = self._answers.pop(self._count)
        assert "error" not in answer, f"{method}: {answer.get('error')}"
        return answer["result"]

    def open(self, path):
        """Show a file and wait until its scripts have run."""
        self.errors.clear()
        self.requests.clear()
        self.call("Page.navigate", url=f"file://{path}")
        self.wait("document.readyState === 'complete'")
        self.settle()

    def settle(self, seconds=0.5):
        """Hear what comes late."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.1)

    def run(self, script, gesture=False):
        """The value of an expression in the page; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=gesture
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, condition):
        end = time.monotonic() + PATIENCE
        while not self.run(condition):
            assert time.monotonic() < end, f"never so: {condition}"
            self._read(0.1)

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def click(self, selector, at=0):
        self.run(f"document.querySelectorAll({json.dumps(selector)})[{at}].click()", gesture=True)

    def download(self, name):
        """The bytes of a file that the page saves under this name."""
        self._wait(lambda: name in self._whole, f"the download of {name}")
        with open(os.path.join(self.downloads, name), "rb") as file:
            return file.read()

    def picture(self):
        """The whole page as PNG."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        return base64.b64decode(self.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)["data"])

    def paper(self):
        """The page as PDF."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])

    def _wait(self, done, what):
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, f"no answer to {what}"
            self._read(0.5)

    def _read(self, seconds):
        if not _ready(self._in, seconds):
            return
        data = os.read(self._in, 1 << 20)
        if not data:
            raise OSError("the browser has ended")
        *messages, self._buffer = (self._buffer + data).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self._hear(message["method"], message["params"])

    def _hear(self, event, parameters):
        if event == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            self.errors.append(" ".join(str(one.get("value", one.get("description"))) for one in parameters["args"]))
        elif event == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description") or details["text"])
        elif event == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.errors.append(parameters["entry"]["text"])
        elif event == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif event == "Page.javascriptDialogOpening":
            self.errors.append(f"dialog: {parameters['message']}")
        elif event == "Browser.downloadWillBegin":
            self._names[parameters["guid"]] = parameters["suggestedFilename"]
        elif event == "Browser.downloadProgress" and parameters["state"] == "completed":
            self._whole.add(self._names[parameters["guid"]])


def works():
    """Whether a browser is here that starts; Ubuntu's is a snap, which need not."""
    try:
        with Browser() as browser:
            return browser.run("1 + 1") == 2
    except (OSError, AssertionError):
        return False


def _program():
    for name in NAMES:
        if shutil.which(name):
            return shutil.which(name)
    raise FileNotFoundError("no Chromium")


def _ready(pipe, seconds):
    """Whether there is something to read in time. select.select knows 1024 files, and QGIS may have more open."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        return bool(waiting.select(seconds))
