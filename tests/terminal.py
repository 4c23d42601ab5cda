"""Commands of ours one after another in one process: starting one for each takes longer than what most of them do."""

import io
import json
import sys


def main() -> int:
    """Run what standard input names: a list of words and of what is typed into each. Ends at the first that fails."""
    from beccaria.config.cli import run

    for words, typed in json.load(sys.stdin):
        sys.stdin = io.StringIO(typed)
        if code := run(words):
            sys.stderr.write(f"beccaria {' '.join(words)} ended with {code}\n")
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
