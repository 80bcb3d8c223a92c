"""From articles to a chart fit to publish, by hand, from suggestions and from a reference series; a picture of each step.

    run -s demonstration.py FOLDER SERIES PICTURES

FOLDER holds articles that state the figures below; it is written to: hand over a copy. SERIES is a table of days with a
column `killed_cumulative`. That a step can be taken is asserted, and some of what it leads to; the rest is for the eye.
"""

import pathlib
import sys
import time

from smoke import chart_marks, choose, expect, fill, select_words, start

GAZA, ISRAEL, MINISTRY = "people in Gaza", "people in Israel", "Gaza Ministry of Health"
ATTACK = ("Event", "attack of 7 October 2023")
COMPILER = "Tech for Palestine"

# Words, outcome, population, time scope, the scope's own field, day, source.
FIGURES = [
    ("at least 27,585 deaths", GAZA, "cumulative", ("Counted since", "2023-10-07"), None, MINISTRY),
    ("at least 107 fatalities", GAZA, "window", ("Length in hours", "24"), None, MINISTRY),
    ("approximately 1,160", ISRAEL, "incident", ATTACK, "2023-10-07", "AFP"),
    ("almost 32,000", GAZA, "cumulative", ("Counted since", "2023-10-07"), None, MINISTRY),
    ("1,200", ISRAEL, "incident", ATTACK, "2023-10-07", "Israeli authorities"),
    ("approximately 100", GAZA, "incident", ("Event", "operation"), None, MINISTRY),
]


class Film:
    """Pictures, numbered in the order in which they are taken."""

    def __init__(self, window, folder):
        self.window, self.folder, self.taken = window, folder, 0

    def shot(self, name):
        self.taken += 1
        self.window.settle()
        self.window.picture(self.folder / f"{self.taken:02}-{name}.png")
        print(f"{self.taken:02} {name}", flush=True)


def run_command(window, name):
    window.press("Ctrl+K")
    window.type(name)
    window.press("Enter")


def look(window, choice):
    """Chooses how the chart looks."""
    window.click("Look of the chart", "button")
    window.click(choice)
    window.press("Escape")


def mark(window, start):
    """The mark on the chart whose name begins so."""
    window.press("Ctrl+3")
    found = [node for node in chart_marks(window) if node.name.startswith(start)]
    expect(found, f"the chart has no mark “{start}”")
    return found[0]


# --- The steps -------------------------------------------------------------------------------------


def figures_by_hand(window, film):
    for words, population, scope, detail, day, source in FIGURES:
        select_words(window, words)
        window.press("F")
        choose(window, "Outcome", "killed")
        fill(window, "Population", population)
        choose(window, "Time scope", scope)
        fill(window, *detail)
        for name in ("As of, earliest day", "As of, latest day"):
            if day:
                fill(window, name, day)
        fill(window, "Add a source", source)
    film.shot("figures by hand")


def exchange_from_suggestions(window, film):
    select_words(window, "40 Israeli hostages")
    window.press("Escape")
    for counted in ("Counted: “Israeli hostages”", "Counted: “Palestinians”"):
        for _ in range(40):
            if window.has(counted) and window.has("Outcome: proposed release"):
                break
            window.press("Tab")
        expect(window.has(counted), f"no suggestion says “{counted}”")
        film.shot("suggestion: " + counted[10:-1])
        window.press("Enter")


def relate(window, film, one, key, other):
    """Relates two figures, which stand in rows of the table."""
    window.press("Ctrl+2")
    window.click(one, "button", part=True)
    window.press(key)
    window.press("Ctrl+2")
    window.click(other, "button", part=True)
    film.shot("related")


def series_imported(window, film, series):
    window.press("Ctrl+3")
    run_command(window, "Import reference series")
    window.wait("Path", "textInput")
    window.press("Ctrl+A")
    window.type(str(series))
    window.press("Enter")
    window.wait("Population of killed_cumulative", "textInput", timeout=60)
    for _ in range(8):
        field = window.wait("Compiler", "textInput")
        if field.box[3] < 690:
            break
        window.scroll((640, 400), 900)
    window.click(field)
    window.type(COMPILER)
    window.press("Tab")
    film.shot("a series to import")
    button = [node for node in window.found("Import ", "button", part=True) if "series" in node.name][-1]
    window.click(button)
    window.wait_gone(button.name, "button")
    window.click("Look of the chart", "button")
    window.click([node for node in window.nodes() if node.role == "checkBox" and COMPILER in node.name][0])
    window.press("Escape")
    expect(not window.has("Logarithmic"), "Escape leaves the menu open")
    film.shot("the series behind the marks")


def undated_dated(window, film):
    window.click("No date · ", "button", part=True)
    window.wait("Accept 6 Feb 2024", "button", timeout=60)
    film.shot("days proposed")
    for day in ("Accept 6 Feb 2024", "Accept 21 Mar 2024", "Accept 6 Feb 2024"):
        window.click(day, "button")
        time.sleep(0.5)
    film.shot("days accepted, one refused")
    window.click("No date · ", "button", part=True)
    film.shot("the chart")


def cards(window, film):
    for start in ("At least 107", "At least 27,585", "Almost 32,000"):
        window.point(mark(window, start).centre)
        time.sleep(0.7)
        film.shot(f"card of {start}")
    window.point((640, 790))
    for _ in range(10):
        window.scroll((640, 400), 500)
    film.shot("panned as far as it goes")
    window.click_at((16, 379), times=2)
    film.shot("fitted again")
    window.click("Terms of proposals · ", "button", part=True)
    film.shot("the exchange")
    window.click("Terms of proposals · ", "button", part=True)


def told_apart(window, film):
    window.press("Ctrl+2")
    for name in ("Facts", "Disagreements"):
        window.click(name)
        film.shot(name.lower())
    window.click("Table")


def by_keyboard(window, film):
    window.press("Ctrl+3")
    chart = window.wait("Chart: ", "button", part=True)
    window.click_at((chart.box[0] + 4, 379))
    window.press("ArrowRight")
    window.press("Space")
    window.press("ArrowRight")
    window.press("Space")
    film.shot("gathered by keyboard")
    window.press("Enter")
    window.wait("Article text", "document")
    film.shot("the words behind a mark")
    window.press("Alt+ArrowLeft")
    expect(window.has("Put the evidence away", "button"), "the evidence is gone")
    window.click("Put the evidence away", "button")


def brushed(window, film):
    places = [mark(window, start).centre for start in ("At least 27,585", "Almost 32,000")]
    (a, b), (c, d) = zip(*places)
    window.drag((min(a, b) - 16, min(c, d) - 16), (max(a, b) + 16, max(c, d) + 16), held=["Shift"])
    expect(window.has("2 figures · ", part=True), "the brush gathers other than two figures")
    film.shot("gathered by brush")
    window.click("Put the evidence away", "button")


def looked_at_otherwise(window, film):
    window.click("Table")
    film.shot("what is drawn as a table")
    window.click("Table")
    window.click("Views of the chart", "button")
    window.click("Name of the view", "textInput")
    window.type("As reported")
    window.press("Enter")
    window.press("Escape")
    look(window, "Logarithmic")
    film.shot("logarithmic")
    look(window, "As known on a day")
    film.shot("as known on a day")
    window.click("Views of the chart", "button")
    film.shot("views")
    window.click("As reported", "button")
    window.press("Escape")
    run_command(window, "Names of sources")
    film.shot("names of sources")
    window.press("Escape")


def exported(window, film, folder):
    for kind in ("SVG", "PNG", "PDF"):
        file = folder / f"chart.{kind.lower()}"
        file.unlink(missing_ok=True)
        window.press("Shift+E")
        window.click(f"File: {kind}", "button")
        window.click(window.found("Export…", "button")[-1])
        window.wait("Path", "textInput")
        window.press("Ctrl+A")
        window.type(str(file))
        window.press("Enter")
        end = time.monotonic() + 30
        while not file.exists():
            expect(time.monotonic() < end, f"no file comes: {file}")
            time.sleep(0.2)
    film.shot("exported")


def dark_and_small(window, film):
    window.press("Ctrl+Shift+L")
    film.shot("dark")
    window.resize(900, 600)
    film.shot("dark and small")
    window.press("Ctrl+Shift+L")
    film.shot("light and small")


def main(articles, series, pictures):
    folder = pathlib.Path(pictures).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    program, _ = start(articles)
    window = program.window
    film = Film(window, folder)
    try:
        figures_by_hand(window, film)
        exchange_from_suggestions(window, film)
        relate(window, film, "at least 107", "Alt+P", "at least 27,585")
        relate(window, film, "40, 40, proposed release", "Alt+X", "hundreds of, proposed release")
        series_imported(window, film, pathlib.Path(series).resolve())
        undated_dated(window, film)
        cards(window, film)
        told_apart(window, film)
        by_keyboard(window, film)
        brushed(window, film)
        looked_at_otherwise(window, film)
        exported(window, film, folder)
        dark_and_small(window, film)
    except Exception:
        film.shot("failed here")
        raise
    finally:
        program.kill()
    print(f"{film.taken} pictures: {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
