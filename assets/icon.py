"""Draws icon.png (256 pixels square) and icon-64.png. Usage: python3 icon.py   (needs Pillow)

A sheet with lines of text, an underlined number, and a step line with a dot: a figure, its words and
its place on the chart. Drawn eight times too large and scaled down.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
SCALE = 8
INK, PAPER, EDGE, FAINT, BLUE, ORANGE = "#22303C", "#FBFAF6", "#C9C5BA", "#C4CBD1", "#0072B2", "#D55E00"


def draw(small):
    image = Image.new("RGBA", (256 * SCALE, 256 * SCALE))
    pen = ImageDraw.Draw(image)

    def box(x0, y0, x1, y1, radius, **style):
        pen.rounded_rectangle([SCALE * v for v in (x0, y0, x1, y1)], SCALE * radius, **style)

    box(28, 8, 228, 248, 22, fill=PAPER, outline=EDGE, width=5 * SCALE)
    font = ImageFont.truetype(str(HERE / "fonts/DossierSans-SemiBold.otf"), 66 * SCALE)
    pen.text((52 * SCALE, 104 * SCALE), "12", font=font, fill=INK, anchor="ls")
    box(56, 112, 148, 122, 5, fill=BLUE)
    for top, right in ([(60, 202), (92, 202)] if small else [(50, 202), (72, 190), (94, 202)]):
        box(164, top, right, top + (14 if small else 9), 4, fill=FAINT)
    steps = [(54, 216), (98, 216), (98, 190), (146, 190), (146, 160), (202, 160)]
    pen.line([(x * SCALE, y * SCALE) for x, y in steps], fill=BLUE, width=9 * SCALE, joint="curve")
    for x, y in (steps[0], steps[-1]):
        box(x - 4.5, y - 4.5, x + 4.5, y + 4.5, 4.5, fill=BLUE)
    box(146 - 15, 160 - 15, 146 + 15, 160 + 15, 15, fill=ORANGE, outline=PAPER, width=4 * SCALE)
    return image


draw(False).resize((256, 256), Image.Resampling.LANCZOS).save(HERE / "icon.png", optimize=True)
draw(True).resize((64, 64), Image.Resampling.LANCZOS).save(HERE / "icon-64.png", optimize=True)
