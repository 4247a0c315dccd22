"""Starts the service with a published release, has the examples of its document run, and schemathesis call its
interface for programs."""

import html
import http.cookiejar
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent.parent / "docs/api.md"
PASSWORD = "lantern-otter-gravel-57"

# What makes Northshire public, its small counts hidden.
DISCLOSURE = """
[disclosure]
owner     = "Management information"
method    = "hide"
threshold = 5
"""


class Browser:
    """A browser that keeps cookies, and sends the token of the last form."""

    def __init__(self, site):
        self.site = site
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.form_token = ""

    def get(self, path):
        return self._read(self.opener.open(self.site + path))

    def post(self, path, **fields):
        form = urllib.parse.urlencode({**fields, "form_token": self.form_token})
        return self._read(self.opener.open(self.site + path, form.encode()))

    def _read(self, answer):
        page = answer.read().decode()
        token = re.search(r'name="form_token" value="([^"]*)"', page)
        if token:
            self.form_token = token[1]
        return page


def released(program, folder):
    """Writes a framework into a folder and publishes a release of it."""

    def run(*arguments):
        subprocess.run([program, *arguments], check=True)

    run("new", folder)
    with open(folder / "framework.toml", "a", encoding="utf-8") as framework:
        framework.write(DISCLOSURE)
    run("release", "draft", folder)
    for step in (["ready"], ["sign-off", "--role", "Director"], ["publish"]):
        run("release", step[0], folder, "1", *step[1:])


def started(program, folder):
    """The running service, where it is, and the path to the first account."""
    log = folder.with_name("log")
    with open(log, "w", encoding="utf-8") as said:
        command = [program, "serve", folder, "--listen", "127.0.0.1:0", "--log", "error"]
        service = subprocess.Popen(command, stderr=said)
    for _ in range(300):
        text = log.read_text(encoding="utf-8")
        site = re.search(r" is at (http://\S+)/$", text, re.MULTILINE)
        if site:
            return service, site[1], re.search(r"make the first at http://[^/]+(/first/\S+)", text)[1]
        time.sleep(0.1)
    service.terminate()
    sys.exit("the service did not start")


def token_of_an_analyst(site, first):
    """A token that reads the internal copy."""
    administrator = Browser(site)
    administrator.get(first)
    administrator.post(first, name="first", title="The first", password=PASSWORD, again=PASSWORD)
    administrator.get("/accounts")
    page = administrator.post("/accounts", name="analyst", title="The analyst")
    invitation = re.search(r"/invitation/[\w-]+", page)[0]
    administrator.post("/accounts/2/roles", role="analyst", place="")
    analyst = Browser(site)
    analyst.get(invitation)
    analyst.post(invitation, password=PASSWORD, again=PASSWORD)
    analyst.get("/account")
    page = analyst.post("/account/tokens", label="Calls", scope="work", days="30")
    return html.unescape(re.search(r"<code>([\w-]{43})</code>", page)[1])


def examples(site, token):
    """Runs the examples for curl and Python as the document of the interface has them, on this site; whether all went
    well."""
    document = DOCUMENT.read_text(encoding="utf-8").replace("https://scorecards.example.gov.uk", site)
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)
    shell = [code for language, code in blocks if not language and code.startswith("curl ")]
    python = [code for language, code in blocks if language == "python"]
    if len(shell) < 2 or not python:
        sys.exit(f"{DOCUMENT.name} has no examples for curl and Python")
    refusing = 'curl() { command curl --fail --silent --show-error "$@"; }\n'
    counted = "\nassert len(figures) > 20 and all('reading' in figure for figure in figures), figures\n"
    commands = [["bash", "-e", "-c", refusing + code] for code in shell]
    commands += [[sys.executable, "-c", code + counted] for code in python]
    environment = {**os.environ, "TOKEN": token}
    done = [subprocess.run(command, env=environment, stdout=subprocess.DEVNULL) for command in commands]
    for command in (one.args for one in done if one.returncode != 0):
        print(f"this example of {DOCUMENT.name} failed:\n{command[-1]}", file=sys.stderr)
    return all(one.returncode == 0 for one in done) and Path("figures.csv").read_text().count("\n") > 20


def call(site, configuration, headers):
    """Has every address called; whether all was well."""
    schemathesis = Path(sys.executable).with_name("schemathesis")
    command = [schemathesis, *configuration, "run", f"{site}/api/v1/openapi.json"]
    command += ["--checks", "all", "--seed", "1", "--max-examples", "25", "--continue-on-failure"]
    for header in headers:
        command += ["--header", header]
    return subprocess.run(command).returncode == 0


def main():
    program = os.environ["BELLWETHER"]
    with tempfile.TemporaryDirectory() as kept:
        os.chdir(kept)
        folder = Path(kept) / "northshire"
        released(program, folder)
        service, site, first = started(program, folder)
        try:
            secret = token_of_an_analyst(site, first)
            if not examples(site, secret):
                sys.exit("the examples of the document don't work")
            token = f"Authorization: Bearer {secret}"
            there = ["--config-file", HERE / "there.toml"]
            runs = [(configuration, headers) for configuration in ([], there) for headers in ([], [token])]
            well = [call(site, configuration, headers) for configuration, headers in runs]
        finally:
            service.terminate()
            service.wait()
    if not all(well):
        sys.exit("the service doesn't keep to its OpenAPI document")


if __name__ == "__main__":
    main()
