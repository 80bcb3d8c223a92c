"""Takes a picture of every screen of the demonstration, in light and dark, large and small.

    run -s shots.py FOLDER

The pictures are for eyes: nothing is asserted beyond that each screen can be reached.
"""

import pathlib
import sys

from driver import Missing, Program

SIZES = [(1280, 800), (900, 600)]
ASIDE = (330.0, 3.0)  # Where the pointer is in nobody's way.
FIGURE = "27,585 people had"  # Words of the demonstration.
UNDATED = "Where displaced people"  # Titles of the demonstration.
COPY = "Truce talks in Cairo"


def screens():
    """The screens: a name, how to get there, how to leave."""
    return [
        ("read", lambda window: None, back),
        ("figure", select_figure, back),
        ("toolbar", select_words, back),
        ("find", find_words, back),
        ("search", search_words, clear_search),
        ("facets", open_facets, close_facets),
        ("tag-hits", tag_hits, clear_search),
        ("search-help", lambda window: window.click("How to search", "button"), back),
        ("undated", lambda window: open_article(window, UNDATED), back),
        ("compare", compare, back),
        ("events", lambda window: run_command(window, "Events"), back),
        ("tagging", tag_palette, back),
        ("tag-editor", lambda window: window.press("Ctrl+Shift+T"), back),
        ("figures", lambda window: window.press("Ctrl+2"), back),
        ("chart", lambda window: window.press("Ctrl+3"), back),
        ("history", lambda window: window.press("Ctrl+4"), back),
        ("suggestions", suggestions, back),
        ("triage", triage, back),
        ("triage-all", accept_all, back),
        ("dismissing", dismissing, back),
        ("changes", changes, undo_changes),
        ("keys", lambda window: window.press("F1"), back),
        ("palette", lambda window: window.press("Ctrl+K"), back),
        ("problems", lambda window: window.press("Ctrl+Shift+P"), back),
        ("settings", lambda window: run_command(window, "Settings"), back),
    ]


def back(window):
    """Puts away what lies over the text, and shows the reading screen with nothing selected."""
    for _ in range(3):
        window.press("Escape")
    window.press("Ctrl+1")
    window.click_at((window.wait("Article text", "document").box[2] - 6, 140))


def search_words(window):
    window.press("Ctrl+Shift+F")
    window.press("Ctrl+A")
    window.type(f'"{FIGURE}"')


def clear_search(window):
    window.press("Escape")  # What lies over the button, where something does.
    window.click("Clear the search", "button")
    back(window)


def open_words(window):
    """Opens the article that holds the figure, at its words."""
    search_words(window)
    hit = window.wait(FIGURE, "button", part=True)
    window.click(hit)
    window.click("Clear the search", "button")


def select_words(window):
    open_words(window)
    find_words(window)
    window.press("Enter")
    window.press("Escape")


def select_figure(window):
    open_words(window)
    window.press("N")  # It is the first annotation of its article.


def find_words(window):
    window.press("Ctrl+F")
    window.press("Ctrl+A")
    window.type("ministry")


def tag_palette(window):
    select_words(window)
    window.press("T")


def run_command(window, name):
    window.press("Ctrl+K")
    window.type(name)
    window.press("Enter")


def open_article(window, words):
    """Opens the article whose title holds some words, found by the filter of the list."""
    window.click("Filter articles", "textInput")
    window.press("Ctrl+A")
    window.type(words)
    window.settle()
    row = next(node for node in window.found(words, "button", part=True) if node.box[0] < 300)
    window.click(row)
    window.click("Filter articles", "textInput")
    window.press("Ctrl+A")
    window.press("Delete")
    window.press("Escape")


def open_facets(window):
    search_words(window)
    window.click("Unfold the facets", "button")


def close_facets(window):
    window.click("Fold the facets", "button")
    clear_search(window)


def tag_hits(window):
    search_words(window)
    window.click("Tag all hits", "button", part=True)


def suggestions(window):
    """The reader and the inspector with a suggestion selected."""
    window.press("Tab")


def triage(window):
    window.press("Ctrl+5")
    window.press("Tab")


def accept_all(window):
    triage(window)
    run_command(window, "Accept suggestions")


def dismissing(window):
    triage(window)
    window.press("Shift+X")


def changes(window):
    """What was changed, after one suggestion is accepted and one dismissed."""
    triage(window)
    window.press("Enter")
    window.press("X")
    run_command(window, "What analysts changed")


def undo_changes(window):
    window.press("Escape")
    window.press("Ctrl+Z")
    window.press("Ctrl+Z")
    back(window)


def compare(window):
    open_article(window, COPY)
    window.press("Alt+O")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    folder.mkdir(parents=True, exist_ok=True)
    taken = missed = 0
    with Program() as program:
        window = program.window
        window.wait("Article text", "document")
        themes = ["light", "dark"]
        for theme in themes:
            for width, height in SIZES:
                window.resize(width, height)
                for name, go, leave in screens():
                    path = folder / f"{name}-{theme}-{width}.png"
                    try:
                        go(window)
                        window.point(ASIDE)
                        window.settle()
                        window.picture(path)
                        leave(window)
                        taken += 1
                    except (Missing, StopIteration) as why:
                        print(f"FAILED: {path.name}: {why or 'not found'}", flush=True)
                        window.picture(path)
                        back(window)
                        missed += 1
            if theme != themes[-1]:
                window.press("Ctrl+Shift+L")
    print(f"{taken} passed, {missed} failed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
