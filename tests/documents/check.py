"""What other programs say of documents: outloud of PDF, LibreOffice of workbooks and Word documents.

Usage: check.py FOLDER, with every document somewhere below it. Exits 1 and says why if any is at fault.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# A table of one row has more headings than data and is called shredded; see README.md. Any further reason is joined to
# this one by a semicolon, and is counted.
MORE_HEADINGS_THAN_DATA = re.compile(r"header cells look shredded: \d+ header cells against \d+ data cells")

# The rule takes feet of documents of one page, and headings of tables that go on, for lost prose; see README.md.
FEET_AND_REPEATED_HEADINGS = "TAG-002"


def is_counted(finding):
    if finding["severity"] != "error" or finding["rule"] == FEET_AND_REPEATED_HEADINGS:
        return False
    is_short_table = finding["rule"] == "TBL-010" and MORE_HEADINGS_THAN_DATA.fullmatch(finding["message"])
    return not is_short_table


def faults_of_pdf(documents):
    """What a screen reader would trip over."""
    outloud = Path(sys.executable).parent / "outloud"
    command = [outloud, "--quiet", "--fail-on", "never", "--json", "-", *documents]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if len(report["results"]) != len(documents):
        yield f"outloud read {len(report['results'])} of {len(documents)} documents"
    for result in report["results"]:
        if result["error"]:
            yield f"{result['path']}: {result['error']}"
        for finding in filter(is_counted, result["findings"]):
            yield f"{result['path']}, page {finding['page']}: {finding['rule']} {finding['message']}"


def faults_of_office(documents):
    """What LibreOffice says while it converts, and what it does not convert."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()
        for document in documents:
            to = Path(folder, document.parent.parent.name)
            command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
            done = subprocess.run([*command, "--outdir", to, document], capture_output=True, text=True)
            said = [line for line in done.stderr.splitlines() if "javaldx" not in line]
            converted = to / document.with_suffix(".pdf").name
            if done.returncode or said or not converted.is_file():
                yield f"{document}: LibreOffice does not convert it. {' '.join(said)}"
            elif not subprocess.run(["pdftotext", converted, "-"], capture_output=True).stdout.strip():
                yield f"{document}: converted by LibreOffice it has no text"


def main():
    def below(*endings):
        return sorted(path for path in Path(sys.argv[1]).rglob("*") if path.suffix in endings)

    pdf, office = below(".pdf"), below(".xlsx", ".docx")
    if not pdf or not office:
        sys.exit(f"there are no documents below {sys.argv[1]}")
    faults = [*faults_of_pdf(pdf), *faults_of_office(office)]
    print(f"{len(pdf)} PDF documents, {len(office)} workbooks and Word documents, {len(faults)} faults")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
