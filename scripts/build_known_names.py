"""Make the table of known names from published lists: `python scripts/build_known_names.py DATA` (see names.md)."""

import csv
import sys
import zlib
from collections import defaultdict
from pathlib import Path

from beccaria.engines.names.letters import latin, script, tidy
from beccaria.engines.names.sounds import abjad_sound, sound

OUT = Path(__file__).resolve().parents[1] / "src/beccaria/engines/names/data"
_TIMES = 4  # a spelling that stands less often in the list may be a mistake of it
_PARTS = {
    "ar": "neT_wd_arabic_64",
    "ru": "neT_wd_russian_64",
    "he": "neT_wd_hebrew.normalized.aligned.tokens",
}
_LEARNED = 64  # per cent; the rest of the Hebrew list is for measuring, as the slices of the others are


def main(data: Path) -> None:
    """Write known.tsv (word, kinds, sounds in Arabic, Russian, Hebrew) and nicknames.txt (English)."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for name, kind in _listed(data / "name_lists"):
        kinds[name].add(kind)
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for language, file in _PARTS.items():
        for word, form, times in _pairs(data / "name_translit" / file):
            if times >= _TIMES or word in kinds:
                forms[word].setdefault(language, form)
    with (OUT / "known.tsv").open("w", encoding="utf-8", newline="\n") as out:
        for word in sorted(kinds.keys() | forms.keys()):
            cells = (word, "".join(sorted(kinds[word])), *(forms[word].get(each, "") for each in _PARTS))
            out.write("\t".join(cells).rstrip("\t") + "\n")
    called: dict[str, set[str]] = defaultdict(set)
    with (data / "name_lists" / "nicknames.csv").open(encoding="utf-8-sig", newline="") as listed:
        for row in csv.DictReader(listed):
            called[row["name1"].strip()].add(row["name2"].strip())
    with (OUT / "nicknames.txt").open("w", encoding="utf-8", newline="\n") as out:
        out.write("# English; from carltonnorthern/nicknames (Apache-2.0).\n")
        out.writelines(f"{name}: {' '.join(sorted(called[name]))}\n" for name in sorted(called))


def _listed(folder: Path) -> list[tuple[str, str]]:
    found = []
    files = (("common-forenames-by-country.csv", None), ("common-surnames-by-country.csv", "s"))
    for file, kind in files:
        with (folder / file).open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                for written in (row["Localized Name"], row["Romanized Name"]):
                    words = tidy(written).split()
                    if len(words) == 1 and script(words[0]) == "latin" and (plain := latin(words[0])):
                        found.append((plain[0], kind or row["Gender"].lower()[:1]))
    return found


def _pairs(file: Path) -> list[tuple[str, str, int]]:
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        written, spaced, times = line.split("\t")
        plain, native = latin(tidy(written)), tidy(spaced.replace(" ", ""))
        if len(plain) != 1 or ("hebrew" in file.name and zlib.crc32(plain[0].encode()) % 100 >= _LEARNED):
            continue
        heard = (
            abjad_sound(native) if script(native) in ("arabic", "hebrew") else sound("".join(latin(native)))
        )
        if heard:
            found.append((plain[0], heard, int(times)))
    return sorted(found, key=lambda pair: -pair[2])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
