#!/usr/bin/env python3
"""Main text of web pages: the evaluation pages of adbar/trafilatura, scored as its authors score.

Each page comes with passages that its main text holds and passages that it must not hold. A passage counts as found if it stands in the
extracted text, runs of blanks taken as one space. --data is the folder of that repository, with `tests/evaldata.json`.
"""

import json
import re
import sys
import time

import common


def peers():
    """Those installed, by name: each takes a page's bytes and gives its main text."""
    found = {}
    try:
        import trafilatura

        options = {"include_comments": False, "include_tables": True, "include_formatting": False}
        found["trafilatura, fast"] = lambda page: trafilatura.extract(page, fast=True, **options)
        found["trafilatura"] = lambda page: trafilatura.extract(page, fast=False, **options)
        found["trafilatura, precision"] = lambda page: trafilatura.extract(page, favor_precision=True, **options)
        found["trafilatura, recall"] = lambda page: trafilatura.extract(page, favor_recall=True, **options)
        from trafilatura.utils import decode_file as decode
    except ImportError:
        print("trafilatura is not installed: pip install trafilatura", file=sys.stderr)

        def decode(page):
            return page.decode("utf-8", "replace")

    try:
        from readability import Document

        found["readability-lxml"] = lambda page: Document(decode(page)).summary()
    except ImportError:
        print("readability is not installed: pip install readability-lxml", file=sys.stderr)
    try:
        from newspaper import fulltext

        found["newspaper4k"] = fulltext
    except ImportError:
        print("newspaper is not installed: pip install newspaper4k", file=sys.stderr)
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding
        from resiliparse.parse.html import HTMLTree

        found["resiliparse"] = lambda page: extract_plain_text(
            HTMLTree.parse(bytes_to_str(page, detect_encoding(page))), main_content=True)
    except ImportError:
        print("resiliparse is not installed: pip install resiliparse", file=sys.stderr)
    return found


def normal(text):
    return re.sub(r"\s+", " ", text).strip()


def counts(page, text):
    """Passages rightly found, wrongly found, missed, and rightly left out."""
    text = normal(text or "")
    right = sum(normal(passage) in text for passage in page["with"])
    wrong = sum(normal(passage) in text for passage in page["without"])
    return right, wrong, len(page["with"]) - right, len(page["without"]) - wrong


def row(name, pages, texts, seconds):
    right, wrong, missed, left = map(sum, zip(*map(counts, pages, texts)))
    precision, recall = right / max(1, right + wrong), right / (right + missed)
    return [
        name, f"{precision:.3f}", f"{recall:.3f}", f"{(right + left) / (right + wrong + missed + left):.3f}",
        f"{2 * right / (2 * right + wrong + missed):.3f}", f"{len(pages) / seconds:.0f}",
    ]


def run(extract, files):
    texts, began = [], time.process_time()
    for file in files:
        page = file.read_bytes()
        try:
            texts.append(extract(page))
        except Exception:  # As in the authors' own evaluation: a failure has found nothing.
            texts.append("")
    return texts, time.process_time() - began


def main():
    given = common.parser(__doc__)
    given.add_argument("--part", type=int, choices=[0, 1], help="only every second page, the first or the second of each two")
    given = given.parse_args()
    tests = given.data / "tests"
    pages = sorted(json.loads((tests / "evaldata.json").read_text()).values(), key=lambda page: page["file"])
    if given.part is not None:
        pages = pages[given.part :: 2]
    files = [next(path for folder in ("cache", "eval") if (path := tests / folder / page["file"]).is_file()) for page in pages]

    read, seconds = common.read_each(given.truce, files)
    rows = [row("truce", pages, [publication and common.main_text(publication) for publication in read], seconds)]
    for name, extract in (peers() if given.peers else {}).items():
        extract(b"<html><body><p>Nothing yet.</p></body></html>")
        rows.append(row(name, pages, *run(extract, files)))
    print(f"{len(pages)} pages, {sum(len(page['with']) + len(page['without']) for page in pages)} passages\n")
    print(common.table(["", "precision", "recall", "accuracy", "F1", "pages a second"], rows))


if __name__ == "__main__":
    main()
