"""Draws the place pages of a site as PDF with WeasyPrint, and prints how many seconds that took and how many pages.

    python weasyprint_peer.py SITE
"""

import sys
import time
from pathlib import Path

from weasyprint import HTML


def main(site: Path) -> None:
    pages = sorted(path for path in (site / "places").glob("*.html") if path.name != "index.html")
    started = time.perf_counter()
    drawn = 0
    for page in pages:
        document = HTML(filename=page).render()
        document.write_pdf()
        drawn += len(document.pages)
    print(time.perf_counter() - started, drawn)


main(Path(sys.argv[1]))
