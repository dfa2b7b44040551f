#!/usr/bin/env python3
"""Day of publication of web pages: the labelled pages of adbar/htmldate, scored as its author scores.

A day counts only if it is the very day of the label. --data is the folder of that repository, with `tests/eval_*.json`.
"""

import json
import sys
import time

import common

LABELS = ["eval_mediacloud_2020.json", "eval_default.json"]


def peers():
    """Those installed, by name: each takes a page's text and gives its day of publication or None."""
    found = {}
    try:
        from htmldate import find_date

        found["htmldate, fast"] = lambda page: find_date(page, original_date=True, extensive_search=False)
        found["htmldate, extensive"] = lambda page: find_date(page, original_date=True, extensive_search=True)
    except ImportError:
        print("htmldate is not installed: pip install htmldate", file=sys.stderr)
    return found


def text(file):
    """As htmldate's own evaluation gives pages to it: as UTF-8, or else in the encoding that the bytes look like."""
    page = file.read_bytes()
    try:
        return page.decode()
    except UnicodeDecodeError:
        from charset_normalizer import detect

        try:
            return page.decode(detect(page)["encoding"] or "utf-8")
        except (UnicodeDecodeError, LookupError):
            return page


def row(name, pages, days, seconds):
    right = sum(day == page["date"] for day, page in zip(days, pages))
    wrong = sum(day is not None and day != page["date"] for day, page in zip(days, pages))
    missed = sum(day is None for day in days)
    return [
        name, f"{right / max(1, right + wrong):.3f}", f"{right / max(1, right + missed):.3f}",
        f"{right / len(pages):.3f}", f"{2 * right / (2 * right + wrong + missed):.3f}", f"{len(pages) / seconds:.0f}",
    ]


def main():
    given = common.parser(__doc__)
    given.add_argument("--part", type=int, choices=[0, 1], help="only every second page, the first or the second of each two")
    given = given.parse_args()
    tests = given.data / "tests"
    pages = [page for labels in LABELS for page in json.loads((tests / labels).read_text()).values()]
    pages.sort(key=lambda page: page["file"])
    if given.part is not None:
        pages = pages[given.part :: 2]
    files = [next(path for folder in ("test_set", "cache", "eval") if (path := tests / folder / page["file"]).is_file()) for page in pages]

    read, seconds = common.read_each(given.truce, files)
    rows = [row("truce", pages, [publication and publication["published"] for publication in read], seconds)]
    for name, find in (peers() if given.peers else {}).items():
        texts, days, spent = map(text, files), [], 0.0
        find("<html><body><p>Nothing yet.</p></body></html>")
        for page in texts:
            began = time.process_time()
            try:
                days.append(find(page))
            except Exception:  # As a failure has found nothing.
                days.append(None)
            spent += time.process_time() - began
        rows.append(row(name, pages, days, spent))
    print(f"{len(pages)} pages\n")
    print(common.table(["", "precision", "recall", "accuracy", "F1", "pages a second"], rows))


if __name__ == "__main__":
    main()
