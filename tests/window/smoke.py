"""The main job, end to end, in a real window: annotate four figures, chart them, survive a crash, hand it all over.

    run [-b PROGRAM] [FOLDER]

FOLDER holds the articles; at first it is the folder `articles` beside this file. Any folder will do whose texts
state the figures listed below. It is copied first, and not changed.
"""

import csv
import io
import os
import pathlib
import re
import shutil
import sys
import time
import zipfile
from dataclasses import dataclass

from driver import Missing, Program

IDLE, IDLE_CPU = 3.0, 0.05  # Seconds of rest, and the CPU seconds that it may take.
BUDGET = 0.5  # Seconds to the first frame with a release build.


@dataclass
class Reported:
    """A figure to annotate, and what the chart is to say of it."""

    words: str
    population: str
    scope: str
    detail: tuple  # The field that belongs to the scope, and what to type there.
    day: str
    source: str
    mark: str


FIGURES = [
    Reported(
        "at least 27,585 deaths", "people in Gaza", "cumulative", ("Counted since", "2023-10-07"),
        "2024-02-06", "Gaza health ministry",
        "At least 27,585 people reported killed, cumulative since 7 October 2023, as of 6 February 2024",
    ),
    Reported(
        "at least 107 fatalities", "people in Gaza", "window", ("Length in hours", "24"),
        "2024-02-06", "Gaza health ministry",
        "At least 107 people reported killed, within 24 hours, as of 6 February 2024",
    ),
    Reported(
        "approximately 1,160", "people in Israel", "incident", ("Event", "attack of 7 October 2023"),
        "2023-10-07", "AFP",
        "About 1,160 people reported killed, in one incident (attack of 7 October 2023), as of 7 October 2023",
    ),
    Reported(
        "almost 32,000", "people in Gaza", "cumulative", ("Counted since", "2023-10-07"),
        "2024-03-21", "Gaza health ministry",
        "Almost 32,000 people reported killed, cumulative since 7 October 2023, as of 21 March 2024",
    ),
]


class Failed(Exception):
    """The program does not do what it should."""


def expect(holds, otherwise):
    """Ends the test with a sentence where something does not hold."""
    if not holds:
        raise Failed(otherwise)


# --- What a person does --------------------------------------------------------------------------


def start(*arguments):
    """Starts the program and waits until its articles are read; gives it and its first frame's age in seconds."""
    program = Program(*map(str, arguments))
    try:
        program.window.wait("Read", "button")
        first = program.age()
        program.window.press("Ctrl+1")  # It remembers the screen that it was left on.
        program.window.wait("Article text", "document")
        program.window.settle()
    except BaseException:
        program.kill()
        raise
    return program, first


def select_words(window, words):
    """Finds words among all articles, opens the one that has them, and leaves them selected."""
    window.press("Ctrl+Shift+F")
    window.press("Ctrl+A")
    window.type(words)
    window.click(words, "button", part=True)
    window.click("Clear the search", "button")
    window.press("Ctrl+F")
    window.type(words)
    window.press("Enter")
    window.press("Escape")
    said = window.wait("Article text", "document").about
    expect(words in said, f"after looking for “{words}” the article says: {said}")


def inspector_field(window, name, role):
    """A field of the inspector, turned into view with the wheel."""
    for _ in range(40):
        field = window.wait(name, role)
        top, bottom = 60, window.wait("Full size", "button").box[1] - 30
        if top <= field.box[1] and field.box[3] <= bottom:
            return field
        away = field.centre[1] - (top + bottom) / 2
        window.scroll((field.centre[0], (top + bottom) / 2), max(-200, min(200, away)))
    raise Missing(f"the field “{name}” does not come into view")


def fill(window, name, text):
    """Types into a field of the inspector and finishes it with Enter."""
    window.click(inspector_field(window, name, "textInput"))
    window.press("Ctrl+A")
    window.type(text)
    window.press("Enter")


def choose(window, name, choice):
    """Picks a value of a field of the inspector."""
    window.click(inspector_field(window, name, "comboBox"))
    window.click(choice, "button")
    shown = window.wait(name, "comboBox").value
    expect(shown == choice, f"the field “{name}” shows “{shown}”, not “{choice}”")


def annotate(window, figure):
    """Makes a figure of its words and fills in what they do not say themselves."""
    select_words(window, figure.words)
    window.press("F")
    choose(window, "Outcome", "killed")
    fill(window, "Population", figure.population)
    choose(window, "Time scope", figure.scope)
    fill(window, *figure.detail)
    fill(window, "As of, earliest day", figure.day)
    fill(window, "As of, latest day", figure.day)
    fill(window, "Add a source", figure.source)


def shown(window):
    """What the window says of the dossier: the rows of the figures' table and the marks of the chart."""
    window.press("Ctrl+2")
    number = figures_counted(window)
    rows = sorted(node.name for node in window.nodes() if node.role == "button" and "killed" in node.name)
    expect(len(rows) == number, f"the table has {len(rows)} rows for {number} figures")
    marks = sorted(node.name for node in chart_marks(window))
    window.press("Ctrl+1")
    return rows, marks


def chart_marks(window):
    """The marks on the full chart."""
    window.press("Ctrl+3")
    return [node for node in window.nodes() if node.role == "button" and " people reported " in node.name]


def figures_counted(window):
    """How many figures the status bar counts."""
    said = [re.match(r"\d+ articles? · (\d+) figures? ·", node.value) for node in window.nodes()]
    counted = [int(match[1]) for match in said if match]
    expect(counted, "the status bar does not count the figures")
    return counted[0]


# --- The story -----------------------------------------------------------------------------------


class Story:
    """The steps, in their order; each builds on those before it."""

    def __init__(self, articles, scratch):
        self.folder = scratch / "dossier"
        self.bundle = scratch / "handed over.zip"
        shutil.copytree(articles, self.folder, ignore=shutil.ignore_patterns("workspace*"))
        self.program = None
        self.before = None
        self.undone = 0

    @property
    def window(self):
        return self.program.window

    def opens(self):
        self.program, first = start(self.folder)
        return f"opens the folder; first frame after {first:.2f} s (a release build may take {BUDGET} s)"

    def rests(self):
        self.window.settle()
        time.sleep(1.0)
        before = self.program.cpu()
        time.sleep(IDLE)
        used = self.program.cpu() - before
        expect(used < IDLE_CPU, f"{used:.2f} s of CPU are used in {IDLE:.0f} s in which nothing happens")
        return f"uses {used:.2f} s of CPU in {IDLE:.0f} s of rest"

    def scrolls(self):
        page = self.window.wait("Article text", "document")
        texts = [node.value for node in self.window.nodes() if node.role == "paragraph"]
        self.window.scroll(page.centre, 250)
        after = [node.value for node in self.window.nodes() if node.role == "paragraph"]
        expect(after != texts, "the wheel does not scroll the article")
        self.window.scroll(page.centre, -250)
        return "scrolls the article with the wheel"

    def annotates(self):
        for figure in FIGURES:
            annotate(self.window, figure)
        expect(figures_counted(self.window) == len(FIGURES), "the status bar does not count four figures")
        return "annotates four figures found with Ctrl+F, made with F, filled in the inspector"

    def charts(self):
        marks = chart_marks(self.window)
        for figure in FIGURES:
            mark = f"{figure.mark}, {figure.source}"
            expect(any(node.name.startswith(mark) for node in marks),
                   f"the chart has no mark “{mark}” but {[node.name for node in marks]}")
        return "draws four marks, each with its hedge, outcome, scope, date and source"

    def keeps_panels_apart(self):
        heights = {}
        for node in chart_marks(self.window):
            kind = "cumulative" if "cumulative" in node.name else "window"
            heights.setdefault(kind, []).append(node.centre[1])
        above, below = heights["cumulative"], heights["window"]
        expect(max(above) < min(below), f"the panels are not apart: {heights}")
        self.before = shown(self.window)
        return "draws the running totals in one panel, the window and the incident in another below"

    def undoes(self):
        while figures_counted(self.window):
            expect(self.undone < 200, "200 times Ctrl+Z do not undo four figures")
            self.window.press("Ctrl+Z")
            self.undone += 1
        expect(not chart_marks(self.window), "a mark is left on the chart after undoing everything")
        self.window.press("Ctrl+1")
        return f"undoes everything with {self.undone} times Ctrl+Z"

    def redoes(self):
        for _ in range(self.undone):
            self.window.press("Ctrl+Shift+Z")
        self.same_as_before("redoing everything")
        return "redoes everything: the same figures, the same marks"

    def survives(self):
        self.program.kill()
        self.program, first = start(self.folder)
        self.same_as_before("a SIGKILL")
        return f"misses nothing after a SIGKILL; first frame after {first:.2f} s"

    def undoes_after_reopening(self):
        self.window.press("Ctrl+Z")
        expect(shown(self.window) != self.before, "Ctrl+Z undoes nothing after reopening")
        self.window.press("Ctrl+Shift+Z")
        self.same_as_before("undoing and redoing after reopening")
        return "undoes and redoes across the crash"

    def exports(self):
        self.window.press("Ctrl+E")
        self.window.wait("Path", "textInput")
        self.window.press("Ctrl+A")
        self.window.type(str(self.bundle))
        self.window.press("Enter")
        end = time.monotonic() + 20
        while not self.bundle.exists():
            expect(time.monotonic() < end, "no bundle is written")
            time.sleep(0.05)
        self.window.settle()
        return self.holds_everything()

    def holds_everything(self):
        with zipfile.ZipFile(self.bundle) as bundle:
            expect(bundle.testzip() is None, "the bundle is damaged")
            entries = bundle.namelist()
            rows = list(csv.DictReader(io.StringIO(bundle.read(entry_of(entries, "figures.csv")).decode("utf-8-sig"))))
        wanted = ["workspace.ron", "figures.csv", "passages.csv", "chart.svg", "report.html"]
        wanted += [path.name for path in self.folder.iterdir() if path.suffix in (".md", ".txt", ".html")]
        for name in wanted:
            entry_of(entries, name)
        expect(len(rows) == len(FIGURES), f"figures.csv has {len(rows)} rows")
        return f"exports the bundle: {len(entries)} entries, {len(rows)} figures in figures.csv"

    def opens_bundle(self):
        self.program.kill()
        self.program, _ = start(self.bundle)
        self.same_as_before("opening the bundle")
        return "opens the bundle in another run: the same figures, the same marks"

    def same_as_before(self, what):
        now = shown(self.window)
        expect(now == self.before, f"something changed by {what}: {self.before} became {now}")

    STEPS = [
        opens, rests, scrolls, annotates, charts, keeps_panels_apart, undoes, redoes, survives,
        undoes_after_reopening, exports, opens_bundle,
    ]


def entry_of(entries, name):
    """The entry of a file of this name, in whatever folder of the bundle."""
    found = [entry for entry in entries if pathlib.PurePosixPath(entry).name == name]
    expect(found, f"the bundle holds no {name}, only {entries}")
    return found[0]


def main():
    here = pathlib.Path(__file__).parent
    articles = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "articles"
    story = Story(articles, pathlib.Path(os.environ["DOSSIER_SCRATCH"]))
    passed = 0
    try:
        for step in Story.STEPS:
            print(f"ok: {step(story)}", flush=True)
            passed += 1
    except (Failed, Missing, OSError, LookupError) as why:
        print(f"FAILED: {step.__name__.replace('_', ' ')}: {why}", flush=True)
        print(f"{passed} passed, 1 failed")
        return 1
    finally:
        if story.program:
            story.program.kill()
    print(f"{passed} passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
