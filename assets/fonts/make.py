"""Makes the fonts of this folder from the originals that README.md names.

Usage: python3 make.py INTER_FOLDER SOURCE_SERIF_FOLDER NOTO_FOLDER   (needs fonttools)

Each font keeps the characters of KEPT that it has (Arabic and Hebrew fonts keep all of theirs).
Latin fonts lose the features that make one glyph of several characters or several of one, because
the program counts on one glyph for one character; where a font has tabular digits of its own, they
become the plain ones, so that columns of numbers align.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

KEPT = [
    (0x0020, 0x024F), (0x0250, 0x02FF), (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F),
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF), (0x2100, 0x218F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x25A0, 0x25FF), (0x2600, 0x27BF),
]
LATIN_FEATURES = ["kern", "mark", "mkmk", "locl"]
HERE = Path(__file__).parent


def make(source, name, family, style, latin):
    font = TTFont(source)
    if latin:
        tabular_digits(font)
    options = subset.Options()
    options.layout_features = LATIN_FEATURES if latin else ["*"]
    options.hinting = latin
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14]
    options.drop_tables += ["DSIG", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for a, b in KEPT for c in range(a, b + 1)] if latin else font.getBestCmap())
    subsetter.subset(font)
    if family:
        rename(font, family, style)
    font.save(HERE / name)
    print(f"{name}: {(HERE / name).stat().st_size} bytes, {len(font.getBestCmap())} characters")


def tabular_digits(font):
    """Points the characters 0-9 at the glyphs that the feature `tnum` would give, all equally wide."""
    table = font["GSUB"].table
    lookups = {i for r in table.FeatureList.FeatureRecord if r.FeatureTag == "tnum" for i in r.Feature.LookupListIndex}
    swaps = {}
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            swaps.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            for code in range(0x30, 0x3A):
                cmap.cmap[code] = swaps.get(cmap.cmap[code], cmap.cmap[code])
    digits = [font.getBestCmap()[code] for code in range(0x30, 0x3A)]
    widths = [font["hmtx"][digit][0] for digit in digits]
    commonest = max(set(widths), key=widths.count)  # One digit of Inter SemiBold is 3 units off.
    for digit in digits:
        font["hmtx"][digit] = (commonest, font["hmtx"][digit][1])


def rename(font, family, style):
    """Gives a changed font a name of its own, as the Open Font License asks."""
    plain = family.replace(" ", "") + "-" + style
    version = font["name"].getDebugName(5)
    values = {1: family, 2: style, 3: f"{version};{plain}", 4: f"{family} {style}", 6: plain}
    for record in list(font["name"].names):
        if record.nameID in values:
            record.string = values[record.nameID]
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [plain]
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName = family, f"{family} {style}"


def main(inter, serif, noto):
    make(f"{inter}/Inter-Regular.otf", "DossierSans-Regular.otf", "Dossier Sans", "Regular", True)
    make(f"{inter}/Inter-SemiBold.otf", "DossierSans-SemiBold.otf", "Dossier Sans", "SemiBold", True)
    make(f"{serif}/SourceSerif4-Regular.otf", "DossierSerif-Regular.otf", "Dossier Serif", "Regular", True)
    make(f"{serif}/SourceSerif4-Semibold.otf", "DossierSerif-SemiBold.otf", "Dossier Serif", "SemiBold", True)
    for name in ["NotoSansArabic", "NotoNaskhArabic", "NotoSansHebrew", "NotoSerifHebrew"]:
        make(f"{noto}/{name}-Regular.ttf", f"{name}-Regular.ttf", None, None, False)


if __name__ == "__main__":
    main(*sys.argv[1:])
