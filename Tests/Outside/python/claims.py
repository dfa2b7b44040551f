"""Claims that a check makes, one sentence each, told as they are decided."""

import sys
import traceback
from contextlib import contextmanager


class Claims:
    """Counts what held and what did not; `finish` says so on the last line, in the form that bin/test reads."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    @contextmanager
    def __call__(self, sentence):
        """The claim holds when the block ends without an error."""
        try:
            yield
        except Exception as error:  # whatever went wrong, the claim was not shown to hold
            self.failed += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
            print(f"✘ {sentence}\n    {kind}{str(error) or where.line}", flush=True)
        else:
            self.passed += 1
            print(f"✔ {sentence}", flush=True)

    def skip(self, sentence, why):
        self.skipped += 1
        print(f"– {sentence}: skipped, {why}", flush=True)

    def finish(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}", flush=True)
        sys.exit(1 if self.failed or not self.passed + self.skipped else 0)


def expect(condition, words):
    """Like `assert`, and never left out."""
    if not condition:
        raise AssertionError(words)


def expect_failure(check, words):
    """That a check finds something wrong: a check that cannot fail shows nothing."""
    try:
        check()
    except Exception:
        return
    raise AssertionError(words)
