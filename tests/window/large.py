"""A folder of very many articles in a real window: opened, filtered, searched and tagged while it loads.

    run -b target/release/dossier -s large.py OUT [COUNT]

OUT is the folder to write pictures to; COUNT is 100,000 at first. The articles are made for the run.
"""

import pathlib
import random
import sys
import time
import os

from driver import Program

WORDS = (
    "the of people said ministry health reported killed injured at least after strike on town near border "
    "officials in and to that were hospital residents rescue workers bodies found under rubble district capital "
    "according statement Tuesday week children women displaced families camp aid agency figure revised later"
).split()
PUBLISHERS = ["Example Wire", "Sample Herald", "North Press", "City Post", "Valley News"]
MONTHS = ["January", "February", "March"]


def generate(folder, count):
    """Writes articles of 4 KB that read like reports, a thousand to a folder."""
    random.seed(7)
    for at in range(count):
        part = folder / f"{at // 1000:03}"
        if at % 1000 == 0:
            part.mkdir(parents=True, exist_ok=True)
        lines = [f"Report {at} from the district", f"{random.choice(PUBLISHERS)} | {1 + at % 28} {MONTHS[at % 3]} 2024", ""]
        length = 0
        while length < 3900:
            line = " ".join(random.choices(WORDS, k=60)).capitalize() + f" {random.randint(1, 30000):,}."
            lines += [line, ""]
            length += len(line)
        (part / f"{at:06}.txt").write_text("\n".join(lines))


def memory(program):
    """Bytes that the program holds in memory."""
    with open(f"/proc/{program.process.pid}/statm") as file:
        return int(file.read().split()[1]) * 4096


def loaded(window):
    """Whether the status bar says nothing of articles still being read."""
    return not window.has("Reading articles", part=True)


def rest():
    """Waits a moment: while articles are read the window never comes to rest by itself."""
    time.sleep(0.3)


def step(program, words):
    print(f"{program.age():6.2f} s  {words}", flush=True)


def story(out, folder, count):
    """What an analyst would do before everything is read."""
    with Program(str(folder)) as program:
        window = program.window
        window.wait("Report 0 from the district", "button", timeout=60)
        step(program, "the first rows")
        window.click("Filter articles", "textInput")
        window.type("report 12")
        rest()
        step(program, "filtered by typing")
        window.picture(out / "filtering.png")
        window.press("Ctrl+A")
        window.press("Delete")
        window.click("Search all articles", "textInput")
        window.type("killed NEAR/5 children")
        window.wait("hits in", part=True, timeout=60)
        step(program, f"searched; everything read: {loaded(window)}")
        window.picture(out / "searching.png")
        window.press("Enter")
        rest()
        window.press("Escape")
        window.press("Escape")
        while not loaded(window):
            time.sleep(0.05)
        step(program, f"everything is read: {count} articles, {memory(program) >> 20} MB")
        rest()
        window.picture(out / "loaded.png")


def main():
    out = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    out.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(os.environ["DOSSIER_SCRATCH"]) / "large"
    generate(folder, count)
    for opening in ("the first opening", "the second opening"):
        print(opening)
        story(out, folder, count)
        time.sleep(1)


main()
