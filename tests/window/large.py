"""A folder of very many articles in a real window: opened, filtered, searched and tagged while it loads.

    run -b target/release/dossier -s large.py OUT [COUNT]

OUT is the folder to write pictures to; COUNT is 100,000 at first. The articles are made for the run.
"""

import pathlib
import random
import os
import re
import sys
import time

from driver import Missing, Program

WORDS = (
    "the of people said ministry health reported killed injured at least after strike on town near border "
    "officials in and to that were hospital residents rescue workers bodies found under rubble district capital "
    "according statement Tuesday week children women displaced families camp aid agency figure revised later"
).split()
PUBLISHERS = ["Example Wire", "Sample Herald", "North Press", "City Post", "Valley News"]
QUOTE = "from the district"  # Words of every title.
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


def articles_read(window):
    """How many articles the status bar says are read, of how many; `None` once that is all of them."""
    said = [re.match(r"Reading articles, ([\d,]+) of ([\d,]+)", text)
            for node in window.nodes() for text in (node.name, node.value)]
    found = next((match for match in said if match), None)
    return found and tuple(int(number.replace(",", "")) for number in found.groups())


def loaded(window):
    """Whether the status bar says nothing of articles still being read."""
    return articles_read(window) is None


def rest():
    """Waits a moment: while articles are read the window never comes to rest by itself."""
    time.sleep(0.3)


def step(program, words):
    read = articles_read(program.window)
    so_far = f"{read[0]:,} of {read[1]:,} read" if read else "everything read"
    print(f"{program.age():6.2f} s  {so_far:24}  {words}", flush=True)


def tagged(folder):
    """The lines of the workspace that add a passage."""
    file = folder / "workspace.ron"
    lines = file.read_text().splitlines() if file.exists() else []
    return [line for line in lines if "Passage(" in line and QUOTE in line]


def tag(window, folder, key):
    """Selects words of the open article by the keyboard, and tags them by a tag's key."""
    before = len(tagged(folder))
    window.press("Ctrl+F")
    window.press("Ctrl+A")
    window.type(QUOTE)
    window.press("Enter")
    window.press("Escape")
    window.press(key)
    end = time.monotonic() + 10
    while len(tagged(folder)) == before:
        if time.monotonic() > end:
            raise Missing("the workspace does not hold the passage")
        time.sleep(0.02)


def story(out, folder, count, key):
    """What an analyst would do before everything is read."""
    with Program(str(folder)) as program:
        window = program.window
        window.settle = lambda: time.sleep(0.1)  # It never is while articles are read.
        window.wait("Report 0 from the district", "button", timeout=60)
        step(program, "the first rows")
        tag(window, folder, key)
        step(program, f"words tagged, and in workspace.ron: {len(tagged(folder))} so far")
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
        step(program, "searched")
        window.picture(out / "searching.png")
        window.press("Enter")
        rest()
        window.press("Escape")
        window.press("Escape")
        while not loaded(window):
            time.sleep(0.05)
        step(program, f"{count} articles are listed in {memory(program) >> 20} MB")
        rest()
        window.picture(out / "loaded.png")
        window.press("Ctrl+4")
        entry = window.wait(QUOTE, "button", part=True)
        step(program, f"the history says: {entry.name}")
        window.picture(out / "history.png")
        window.press("Ctrl+1")  # It remembers the screen that it was left on.


def main():
    out = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    out.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(os.environ["DOSSIER_SCRATCH"]) / "large"
    generate(folder, count)
    for opening, key in (("the first opening", "2"), ("the second opening", "3")):
        print(opening)
        story(out, folder, count, key)
        time.sleep(1)


main()
