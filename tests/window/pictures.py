"""Takes pictures of a picture being annotated, in light and dark, large and small.

    run -s pictures.py FOLDER ARTICLES

ARTICLES is a folder that holds a picture, whose file name ends in .png; nothing in it is written but a workspace.
"""

import pathlib
import sys

from driver import Program

SIZES = [(1280, 800), (900, 600)]
ASIDE = (330.0, 3.0)  # Where the pointer is in nobody's way.


def draw(window, left, top, right, bottom):
    """Draws a rectangle between two places, as shares of the view of the picture."""
    box = window.wait("Picture", "image").box
    across, down = box[2] - box[0], box[3] - box[1]
    window.drag((box[0] + left * across, box[1] + top * down), (box[0] + right * across, box[1] + bottom * down))


def main():
    folder, articles = map(pathlib.Path, sys.argv[1:3])
    folder.mkdir(parents=True, exist_ok=True)
    with Program(str(articles)) as program:
        window = program.window
        window.click(".png", "button", part=True)
        window.wait("Picture", "image")
        window.settle()
        annotate(window)
        for theme in ("light", "dark"):
            for width, height in SIZES:
                window.resize(width, height)
                for name, reach in scenes():
                    reach(window)
                    window.point(ASIDE)
                    window.settle()
                    window.picture(folder / f"{name}-{theme}-{width}.png")
                    for _ in range(4):
                        window.press("Escape")
                    window.click("Show the whole picture")
            window.press("Ctrl+Shift+L")


def annotate(window):
    """A passage and a figure whose words are typed."""
    draw(window, 0.05, 0.2, 0.9, 0.5)
    window.press("2")
    window.press("Escape")
    draw(window, 0.25, 0.43, 0.5, 0.5)
    window.press("F")
    window.type("At least 27,585 killed")
    window.press("Enter")
    window.press("Escape")


def scenes():
    return [
        ("picture", lambda window: None),
        ("picture-drawn", lambda window: draw(window, 0.1, 0.3, 0.4, 0.42)),
        ("picture-figure", lambda window: window.press("N") or window.press("N")),
        ("picture-keyboard", lambda window: window.press("R")),
        ("picture-near", near),
    ]


def near(window):
    window.press("N")
    window.press("N")
    for _ in range(4):
        window.click("Draw the picture larger")


if __name__ == "__main__":
    main()
