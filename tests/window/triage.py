"""Works through the suggestions of a folder of articles by keyboard alone, and takes a picture after each step.

    run -s triage.py FOLDER PICTURES

FOLDER is written to: hand over a copy. Nothing is clicked. What must hold after each step is asserted.
"""

import pathlib
import re
import sys
import time

from driver import Missing, Program

SETTLED = re.compile(r"^([\d,]+) of ([\d,]+) settled$")


class Film:
    """Pictures, numbered in the order in which they are taken."""

    def __init__(self, window, folder):
        self.window, self.folder, self.taken = window, folder, 0

    def shot(self, name):
        self.taken += 1
        self.window.settle()
        self.window.picture(self.folder / f"{self.taken:02}-{name}.png")
        print(f"{self.taken:02} {name}: {counts(self.window)}", flush=True)

    def press(self, keys, name=None):
        self.window.press(keys)
        if name:
            self.shot(name)


def counts(window):
    """How many suggestions are settled, and how many there are, as the screen says; none where it does not."""
    for node in window.nodes():
        found = SETTLED.match(node.name or node.value)
        if found:
            return tuple(int(number.replace(",", "")) for number in found.groups())
    return None


def wait_for(window, what, holds, timeout=30.0):
    end = time.monotonic() + timeout
    while not holds():
        if time.monotonic() > end:
            raise Missing(f"waited in vain for {what}")
        time.sleep(0.1)
        window.settle()


def expect(window, settled):
    """Waits until so many are settled."""
    wait_for(window, f"{settled} settled, not {counts(window)}", lambda: (counts(window) or (None,))[0] == settled)


def story(window, film):
    window.wait("suggestions, 0 settled", part=True)
    film.press("Tab", "read-the-first-suggestion")
    film.press("Tab", "read-the-next")
    film.press("Enter", "read-accepted")
    film.press("Ctrl+5", "triage")
    wait_for(window, "the list", lambda: (counts(window) or (0, 0))[1] > 0)
    expect(window, 1)
    film.press("Tab", "triage-the-first")
    film.press("Enter", "triage-accepted")
    expect(window, 2)
    film.press("J", "triage-the-next-with-J")
    film.press("K", "triage-back-with-K")
    film.press("ArrowDown", "triage-down-a-row")
    film.press("X", "triage-dismissed")
    expect(window, 3)
    film.press("Shift+X", "triage-why")
    film.press("ArrowDown")
    film.press("ArrowDown", "triage-why-chosen")
    film.press("Enter", "triage-dismissed-for-a-reason")
    expect(window, 4)
    film.press("Ctrl+Z", "triage-undone")
    expect(window, 3)
    film.press("Ctrl+Shift+Z")
    expect(window, 4)
    film.press("O", "opened-in-its-article")
    film.press("Ctrl+5")
    film.press("E", "accepted-and-edited")
    film.press("Escape")
    film.press("Escape")
    film.press("Ctrl+5")
    expect(window, 5)
    run_command(window, "Accept suggestions")
    film.shot("accept-all-preview")
    film.press("ArrowDown")
    film.press("ArrowDown", "accept-all-less-sure")
    film.press("Enter", "accept-all-done")
    after = counts(window)
    film.press("Ctrl+Z", "accept-all-undone")
    expect(window, 5)
    film.press("Ctrl+Shift+Z")
    expect(window, after[0])
    run_command(window, "What analysts changed")
    film.shot("what-was-changed")
    film.press("Escape")
    rest(window, film)


def rest(window, film):
    """Settles what is left, one by one, with the keys of an analyst who agrees."""
    film.press("Tab")
    for _ in range(counts(window)[1] - counts(window)[0]):
        film.press("Enter")
    expect(window, counts(window)[1])
    film.shot("everything-settled")


def run_command(window, name):
    window.press("Ctrl+K")
    window.type(name)
    window.press("Enter")


def main():
    folder, pictures = sys.argv[1], pathlib.Path(sys.argv[2])
    pictures.mkdir(parents=True, exist_ok=True)
    with Program(folder) as program:
        film = Film(program.window, pictures)
        try:
            story(program.window, film)
        except Missing as why:
            program.window.picture(pictures / "failed.png")
            print(f"FAILED: {why}")
            return 1
    print(f"{film.taken} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
