"""The browser that is there, which turns a page into a PDF: which one, run how, ended when.

A library that draws PDF itself would be a third picture of every chart, and would need fonts of its
own for names in other scripts; a browser prints the very page. Windows brings Edge along.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from refcli.errors import RefusedError

VARIABLE = "REF_BROWSER"
WINDOWS = sys.platform == "win32"
BY_HAND = "write a page, as with -o october.html, and print that"
PATIENCE = 90.0  # seconds; a report of 300 sources takes about two
PROGRAM_FOLDERS = ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA")
ON_WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"BraveSoftware\Brave-Browser\Application\brave.exe",
)
ON_A_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
    "Brave Browser.app/Contents/MacOS/Brave Browser",
)
ELSEWHERE = (
    *("google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable"),
    *("chromium", "chromium-browser", "brave-browser"),
)
ALONE = (  # no network, no profile of the person's, nothing that asks
    *(
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-default-browser-check",
    ),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-default-apps", "--disable-domain-reliability", "--disable-extensions"),
    *("--disable-breakpad", "--disable-crash-reporter", "--disable-client-side-phishing-detection"),
    *("--metrics-recording-only", "--no-pings", "--password-store=basic", "--use-mock-keychain"),
    "--host-resolver-rules=MAP * ^NOTFOUND, EXCLUDE 127.0.0.1",  # no name is looked up
    "--proxy-server=127.0.0.1:9",  # for all that would go out; nobody is there
)


def find_browser(environment: Mapping[str, str] = os.environ) -> Path:
    """The browser that ``REF_BROWSER`` names, or the first one that is installed."""
    if named := environment.get(VARIABLE):
        if not Path(named).is_file():
            raise RefusedError(f"{VARIABLE} names {named}, and no program is there.")
        return Path(named)
    found = next(installed_browsers(environment), None)
    if found is None:
        raise RefusedError(
            "No browser is here that makes a PDF. Install Chrome, Edge or Chromium, or say in"
            f" {VARIABLE} where one is; or {BY_HAND}"
        )
    return found


def installed_browsers(environment: Mapping[str, str]) -> Iterator[Path]:
    """Those that are in their usual places.

    On Windows PATH is not asked: there it begins with the folder one happens to be in.
    """
    if WINDOWS:
        roots = filter(None, map(environment.get, PROGRAM_FOLDERS))
        folders = [Path(root) for root in roots]
        places = [folder / name for name in ON_WINDOWS for folder in folders]
    elif sys.platform == "darwin":
        folders = [Path("/Applications"), Path.home() / "Applications"]
        places = [folder / name for name in ON_A_MAC for folder in folders]
    else:
        path = environment.get("PATH")
        places = [Path(one) for name in ELSEWHERE if (one := shutil.which(name, path=path))]
    yield from filter(Path.is_file, places)


def print_page(browser: Path, page: Path, pdf: Path, profile: Path, patience: float) -> None:
    """Have a page printed into a file; a browser that hangs is ended."""
    command = [
        *(str(browser), *ALONE, *allow_as_root(), f"--user-data-dir={profile}"),
        *("--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()),
    ]
    try:
        run_whole(command, patience)
    except subprocess.TimeoutExpired:
        raise RefusedError(
            f"{browser} made no PDF in {patience:g} seconds and was ended. Close its windows and"
            f" try again, or {BY_HAND}"
        ) from None
    except OSError as error:
        raise RefusedError(f"{browser} could not be started: {error.strerror}.") from None


def allow_as_root() -> list[str]:
    """Chromium refuses to build its sandbox for root, as in a container."""
    root = not WINDOWS and os.geteuid() == 0
    return ["--no-sandbox"] if root else []


def run_whole(command: list[str], patience: float) -> None:
    """Run a program to its end; none of those that it started outlives it."""
    process = subprocess.Popen(  # noqa: S603  (a whole path, no shell, words of our own)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(patience)
    finally:
        end_all(process)


def end_all(process: "subprocess.Popen[bytes]") -> None:
    """End a program with all that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            system = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32"
            words = [str(system / "taskkill.exe"), "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(words, capture_output=True, check=False)  # noqa: S603  (as above)
    else:
        import signal  # noqa: PLC0415  (what it has of this is not on Windows)

        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
