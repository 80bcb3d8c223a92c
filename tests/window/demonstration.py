"""The demonstration of two minutes, in a real window, as an analyst would do it: with the mouse and the keyboard.

    run -s demonstration.py FOLDER SERIES PICTURES

FOLDER is written to: hand over a copy of a folder whose texts state the figures below. SERIES is a table of a reference
series with the columns date, killed_cumulative and others. A picture is taken after each step. What must hold is
checked; what does not hold is told, and the next step is tried all the same.
"""

import os
import pathlib
import sys
import time
from dataclasses import dataclass, field

from driver import Missing, Program

UNDATED = "No date"
STEP_WAIT = 60.0  # Seconds that what is worked out beside the window may take.


@dataclass
class Offer:
    """A suggestion to accept: its words, and what its figure lacks or is to say instead."""

    words: str
    fields: list = field(default_factory=list)
    choices: list = field(default_factory=list)


GAZA, ISRAEL = ("Population", "people in Gaza"), ("Population", "people in Israel")
ATTACK = ("Event", "attack of 7 October 2023")
ON_THE_DAY = [("As of, earliest day", "2023-10-07"), ("As of, latest day", "2023-10-07")]
KILLED = ("Outcome", "killed")
INCIDENT = ("Time scope", "incident")

# By the first words of an article's row in the list.
OFFERS = {
    "002_": [Offer("approximately 100", [GAZA])],
    "Blinken's Diplomatic": [
        Offer("approximately 1,160", [ISRAEL, ATTACK, *ON_THE_DAY], [KILLED, INCIDENT]),
        Offer("at least 27,585", [GAZA, ("Counted since", "2023-10-07")]),
        Offer("at least 107", [GAZA]),
    ],
    "Intensified diplomatic": [
        Offer("40"),
        Offer("hundreds of"),
        Offer("1,200", [ISRAEL, ATTACK, *ON_THE_DAY, ("Add a source", "Israel")], [KILLED, INCIDENT]),
        Offer("almost 32,000", [GAZA, ("Counted since", "2023-10-07")]),
    ],
}


class Failed(Exception):
    """The program does not do what it should."""


def expect(holds, otherwise):
    """Ends the step with a sentence where something does not hold."""
    if not holds:
        raise Failed(otherwise)


class Film:
    """Pictures, numbered in the order in which they are taken."""

    def __init__(self, window, folder):
        self.window, self.folder, self.taken = window, folder, 0

    def shot(self, name):
        self.taken += 1
        self.window.picture(self.folder / f"{self.taken:02}-{name}.png")


# --- What a person does --------------------------------------------------------------------------


def open_article(window, title):
    """Opens an article by the first words of its row in the list, with nothing selected in it."""
    window.press("Ctrl+1")
    rows = [node for node in window.nodes() if node.role == "button" and node.name.startswith(title)]
    expect(rows, f"no article in the list begins “{title}”")
    window.click(rows[0])
    for _ in range(3):
        window.press("Escape")


def suggested(window):
    """The quoted words of the suggestion or figure that the inspector shows, and all that it says."""
    left = window.wait("Article text", "document").box[2]
    return [node.value or node.name for node in window.nodes() if node.role == "label" and node.box[0] > left]


def show_offer(window, words):
    """Steps with Tab to the suggestion of these words."""
    for _ in range(40):
        window.press("Tab")
        if f"“{words}”" in suggested(window)[:8]:
            return
    raise Missing(f"no suggestion is “{words}”")


def in_inspector(window, name, role):
    """A field of the inspector, turned into view with the wheel."""
    for _ in range(40):
        fields = window.found(name, role)
        expect(fields, f"the inspector has no field “{name}”")
        box = fields[0].box
        if 60 <= box[1] and box[3] <= 740:
            return fields[0]
        away = fields[0].centre[1] - 400
        window.scroll((fields[0].centre[0], 400), max(-600, min(600, away)))
    raise Missing(f"the field “{name}” does not come into view")


def fill(window, name, text):
    """Types into a field of the inspector and finishes it with Enter."""
    window.click(in_inspector(window, name, "textInput"))
    window.press("Ctrl+A")
    window.type(text)
    window.press("Enter")


def choose(window, name, choice):
    """Picks a value of a field of the inspector."""
    field_ = in_inspector(window, name, "comboBox")
    if field_.value == choice:
        return
    window.click(field_)
    window.click(choice, "button")
    shown = window.wait(name, "comboBox").value
    expect(shown == choice, f"the field “{name}” shows “{shown}”, not “{choice}”")


def run_command(window, name):
    """Runs a command by typing its name: menus are not in the tree of this driver."""
    window.press("Ctrl+K")
    window.type(name)
    window.press("Enter")


def typed_path(window, path):
    """Types a path where one is asked for."""
    window.wait("Path", "textInput")
    window.press("Ctrl+A")
    window.type(str(path))
    window.press("Enter")


def marks(window):
    """The marks of figures on the chart at full size."""
    return [node for node in window.nodes() if node.role == "button" and " reported " in node.name]


def mark(window, words):
    """The mark whose name begins with these words."""
    found = [node for node in marks(window) if node.name.startswith(words)]
    expect(found, f"no mark begins “{words}” but {[node.name for node in marks(window)]}")
    return found[0]


def says(window, *parts):
    """Whether one thing in the window says all of this."""
    return any(all(part in f"{node.name} {node.value} {node.about}" for part in parts) for node in window.nodes())


def looks(window, *names):
    """Clicks names in the menu of looks, turning it where they are out of sight, and closes it."""
    window.click("Look of the chart", "button")
    for name in names:
        for _ in range(12):
            item = window.wait(name, part=True)
            button = window.wait("Look of the chart", "button")
            if item.box[3] < 740 and item.box[1] > button.box[3]:
                break
            window.scroll((button.box[0] + 80, 400), 200 if item.box[1] > 400 else -200)
        window.click(item)
    window.press("Escape")
    window.settle()


# --- The story -----------------------------------------------------------------------------------


class Story:
    """The steps, in their order."""

    def __init__(self, window, film, series, scratch):
        self.window, self.film, self.series, self.scratch = window, film, series, scratch

    def accepts_suggestions(self):
        window = self.window
        window.wait("suggestions, 0 settled", part=True, timeout=STEP_WAIT)
        window.press("C")  # More room for the inspector.
        for title, offers in OFFERS.items():
            open_article(window, title)
            for offer in offers:
                show_offer(window, offer.words)
                if offer is offers[-1]:
                    self.film.shot(f"offer-{offer.words.replace(' ', '-')}")
                window.press("Shift+Enter")
                for choice in offer.choices:
                    choose(window, *choice)
                for typed in offer.fields:
                    fill(window, *typed)
                for _ in range(3):  # Out of the field, of the selection, and away from the figure.
                    window.press("Escape")
        window.press("C")
        self.film.shot("figures-made")
        wanted = sum(map(len, OFFERS.values()))
        expect(window.has(f"· {wanted} figures ·", part=True), f"the status bar does not count {wanted} figures")
        return f"makes {wanted} figures of suggestions"

    def relates(self):
        self.relate("Blinken's Diplomatic", "at least 107", "at least 27,585", "Alt+P")
        self.film.shot("part-of")
        expect(self.window.has("part of", part=True), "the inspector tells no whole")
        self.relate("Intensified diplomatic", "40", "hundreds of", "Alt+X")
        self.film.shot("exchanged-for")
        expect(self.window.has("exchanged for", part=True), "the inspector tells no exchange")
        return "says that 107 are a part of 27,585, and that 40 are exchanged for hundreds"

    def relate(self, title, one, other, keys):
        """Selects a figure of an article with N, asks for a relation, and clicks the other figure's words."""
        window = self.window
        open_article(window, title)
        for _ in range(12):
            window.press("N")
            if f"“{one}”" in suggested(window)[:8]:
                break
        else:
            raise Missing(f"no figure is “{one}”")
        window.press(keys)
        window.click(other, "button")

    def imports_series(self):
        window = self.window
        window.press("Ctrl+3")
        run_command(window, "Import reference series")
        typed_path(window, self.series)
        window.wait("Population of killed_cumulative", "textInput", timeout=STEP_WAIT)
        self.film.shot("import-guessed")
        window.click("people in Gaza")
        for _ in range(8):
            compiler = window.wait("Compiler", "textInput")
            if compiler.box[3] < 690:
                break
            window.scroll((640, 400), 900)
        window.click(compiler)
        window.type("Tech for Palestine")
        # Only a source named as the figures name it is compared.
        window.click("Gaza's health ministry", "button")
        self.film.shot("import-series")
        button = [node for node in window.found("Import ", "button", part=True) if "series" in node.name][-1]
        window.click(button)
        window.wait_gone(button.name, "button")
        return "imports the reference series as it was guessed, with its compiler and population"

    def shows_series(self):
        looks(self.window, "Gaza Ministry of Health")
        self.film.shot("series-behind")
        return "shows the series behind the marks"

    def dates_by_series(self):
        window = self.window
        window.click(UNDATED + " · ", "button", part=True)
        window.wait("Accept 6 Feb 2024", "button", timeout=STEP_WAIT)
        self.film.shot("tray")
        expect(window.has("no day proposed"), "no figure of the tray is refused")
        window.click("Show the reasons for", "button", part=True)
        self.film.shot("tray-reasons")
        window.click("Accept 6 Feb 2024", "button")
        window.click("Accept 21 Mar 2024", "button")
        self.film.shot("tray-accepted")
        mark(window, "At least 27,585")
        mark(window, "Almost 32,000")
        return "dates 27,585 on 6 February and almost 32,000 on 21 March 2024 by the series"

    def dates_window(self):
        """The total of its text is dated now, so that the window can be."""
        window = self.window
        window.click("Accept 6 Feb 2024", "button")
        self.film.shot("window-dated")
        mark(window, "At least 107")
        return "dates 107 by the running total of its text"

    def states_one_fact(self):
        window = self.window
        window.press("Ctrl+2")
        window.click("Facts", "button", part=True)
        self.film.shot("facts")
        confirm = [node for node in window.nodes() if node.name.startswith("Same fact: ")]
        if confirm:
            window.click(confirm[0])
            self.film.shot("fact-confirmed")
        for number in ("1,160", "1,200"):
            expect(says(window, number), f"no row of a fact says {number}")
        return "has 1,160 and 1,200 as rows of one fact"

    def keeps_panels_apart(self):
        window = self.window
        window.press("Ctrl+3")
        if window.has("No date · ", "button", part=True):
            window.click("No date · ", "button", part=True)  # Closes the tray.
        self.film.shot("chart")
        total, part = mark(window, "At least 27,585"), mark(window, "At least 107")
        expect(abs(total.centre[0] - part.centre[0]) < 2, "the figures of one day are not above each other")
        expect(abs(total.centre[1] - part.centre[1]) > 40, "the running total and the window share a panel")
        window.point(part.centre)
        window.settle()
        time.sleep(0.5)
        self.film.shot("card-of-the-part")
        expect(says(window, "27,585", "art of") , "the card of 107 does not tell of what it is a part")
        window.point((640, 790))
        return "draws 27,585 above 107, and tells that one is part of the other"

    def saves_view(self):
        window, name = self.window, "Demonstration"
        window.click("Views of the chart", "button")
        window.click("Name of the view", "textInput")
        window.type(name)
        self.film.shot("view-named")
        window.press("Enter")
        looks(window, "Logarithmic")
        self.film.shot("logarithmic")
        window.click("Views of the chart", "button")
        window.click(name, "button")
        window.settle()
        self.film.shot("view-again")
        return "saves a view, changes the scale, and comes back to the view"

    def shows_as_known(self):
        window = self.window
        looks(window, "As known on a day")
        self.film.shot("as-known")
        expect(window.has("As known on", "slider"), "there is no slider of days")
        window.click("Show the chart as it stands", "button")
        return "shows the chart as known on a day"

    def shows_table(self):
        window = self.window
        window.click("Table", "button")
        self.film.shot("table")
        for words in ("27,585", "Almost 32,000", "1,160"):
            expect(says(window, words), f"the table has no {words}")
        window.click("Table", "button")
        return "shows the chart as a table"

    def gathers_evidence(self):
        window = self.window
        one, other = mark(window, "At least 27,585").centre, mark(window, "Almost 32,000").centre
        ends = [[pick(one[axis], other[axis]) + by for axis in (0, 1)] for pick, by in ((min, -14), (max, 14))]
        window.drag(*ends, held=["Shift"])
        self.film.shot("evidence")
        expect(window.has("Evidence: ", part=True), "Shift with a drag gathers no evidence")
        window.click("Put the evidence away", "button")
        return "gathers the marks under a drag with Shift as evidence"

    def exports(self):
        window, written = self.window, []
        for kind in ("SVG", "PNG", "PDF"):
            path = self.scratch / f"chart.{kind.lower()}"
            window.press("Shift+E")
            window.click(f"File: {kind}", "button")
            if kind == "SVG":
                self.film.shot("export")
            window.click("Export…", "button")
            typed_path(window, path)
            end = time.monotonic() + STEP_WAIT
            while not path.exists() or not path.stat().st_size:
                expect(time.monotonic() < end, f"no {kind} is written")
                time.sleep(0.2)
            window.settle()
            written.append(path.read_bytes())
        svg = written[0].decode()
        for words in ("<title", "Terms of proposals, not outcomes", "Almost 32,000", "27,585", "107", "1,160", "1,200"):
            expect(words in svg, f"the SVG has no “{words}”")
        expect(written[1].startswith(b"\x89PNG") and written[2].startswith(b"%PDF"), "a picture is of another kind")
        return f"exports SVG, PNG and PDF of {[len(file) for file in written]} bytes"

    def looks_otherwise(self):
        window = self.window
        self.film.shot("final-light")
        window.press("Ctrl+Shift+L")
        self.film.shot("final-dark")
        window.resize(900, 600)
        self.film.shot("final-dark-900")
        window.press("Ctrl+Shift+L")
        self.film.shot("final-light-900")
        return "shows it dark, and at 900 by 600"

    STEPS = [
        accepts_suggestions, relates, imports_series, shows_series, dates_by_series, dates_window, states_one_fact,
        keeps_panels_apart, saves_view, shows_as_known, shows_table, gathers_evidence, exports, looks_otherwise,
    ]


def main():
    folder, series, pictures = (pathlib.Path(argument) for argument in sys.argv[1:4])
    pictures.mkdir(parents=True, exist_ok=True)
    failed = 0
    with Program(str(folder)) as program:
        film = Film(program.window, pictures)
        story = Story(program.window, film, series.resolve(), pathlib.Path(os.environ["DOSSIER_SCRATCH"]))
        for step in Story.STEPS:
            try:
                print(f"ok: {step(story)}", flush=True)
            except (Failed, Missing, OSError, LookupError) as why:
                failed += 1
                print(f"FAILED: {step.__name__.replace('_', ' ')}: {why}", flush=True)
                film.shot("failed")
                program.window.press("Escape")
    print(f"{len(Story.STEPS) - failed} passed, {failed} failed; {film.taken} pictures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
