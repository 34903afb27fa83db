"""Drawings that plotly's basic bundle lacks, as SVG: flows between dates (Sankey) and between classes (chord), residuals on a map, matrices of
correlations, intervals of coefficients beside long names.

Flows take areas by pair of classes. Flows of less than SMALL of what changed go through one grey flow of others, so that sums are kept.
Names are plain text; whole ones stand in the titles of what they name, which a browser shows under the mouse.
"""

import math

from ..translation import tr
from .maps import mixed
from .rounding import DASH, decimals_for, minus, number, rounded

SMALL = 0.01  # of the area that changed
INK, GREY, PAPER = "#1a1a1a", "#9a9a9a", "#ffffff"
OTHERS = None  # the class of flows that are put together
FONT = "Open Sans, Helvetica Neue, Arial, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
SIZE = 13
NARROW, BROAD = frozenset(" ijlftrI.,:;'|!()[]-/"), frozenset("mwMW@%—…&")
WIDTH = 900


class Canvas:
    """SVG in the making."""

    def __init__(self, width, height):
        self.width, self.height, self.parts = width, height, []

    def add(self, name, text=None, title=None, **attributes):
        import markupsafe

        written = "".join(
            f' {key.replace("_", "-")}="{markupsafe.escape(f"{value:.2f}" if isinstance(value, float) else value)}"'
            for key, value in attributes.items()
        )
        inner = "" if title is None else f"<title>{markupsafe.escape(title)}</title>"
        inner += "" if text is None else str(markupsafe.escape(text))
        self.parts.append(f"<{name}{written}>{inner}</{name}>")

    def text(self, x, y, text, anchor="start", title=None, **more):
        self.add("text", text, title, x=float(x), y=float(y), text_anchor=anchor, font_size=SIZE, **more)

    def lines(self, x, y, lines, size, ink):
        """Lines of a text in its middle, empty ones left out; they are one text, which nothing comes between."""
        import markupsafe

        shown = [f'<tspan x="{x:.2f}" dy="{size * at:.2f}">{markupsafe.escape(line)}</tspan>' for at, line in enumerate(lines) if line]
        self.parts.append(f'<text y="{y:.2f}" text-anchor="middle" font-size="{size}" fill="{ink}">{"".join(shown)}</text>')

    def svg(self):
        import markupsafe

        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height:.0f}" viewBox="0 0 {self.width} {self.height:.0f}" '
            f'font-family="{FONT}" fill="{INK}" style="max-width: {self.width}px">'
        )
        paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        return markupsafe.Markup(head + paper + "".join(self.parts) + "</svg>")


def width_of(text):
    """About as wide as a text is in fonts of the kind, rather more than less; Chinese letters are as wide as high."""
    return SIZE * sum(1 if letter in BROAD or ord(letter) >= 0x2E80 else 0.42 if letter in NARROW else 0.76 if letter.isupper() else 0.62 for letter in text)


def fitted(text, width):
    """A text that is cut where it would be wider."""
    if width_of(text) <= width:
        return text
    kept = text
    while kept and width_of(kept + "…") > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def hectares(area):
    return f"{number(area, 4)} ha"


def sankey(labels, intervals, names, colors):
    """What became of what from date to date.

    `labels` are those of the dates; `intervals`, one fewer, {(from, to): ha}; `names` and `colors` by class.
    """
    dates = len(labels)
    classes = sorted({one for flows in intervals for pair in flows for one in pair})
    sides = [[{}, {}] for _ in labels]  # what comes to a class at a date, and what leaves it
    for at, flows in enumerate(intervals):
        for (before, after), area in flows.items():
            sides[at][1][before] = sides[at][1].get(before, 0) + area
            sides[at + 1][0][after] = sides[at + 1][0].get(after, 0) + area
    heights = [{one: max(come.get(one, 0), leave.get(one, 0)) for one in classes} for come, leave in sides]
    most = max(sum(of.values()) for of in heights)
    gap, top, bar = 14, 30, 16
    # A class takes at least the height of its name.
    inner = max(340, 26 * len(classes))
    scale = inner / most
    room = 190  # for names on both sides
    columns = [room + at * (WIDTH - 2 * room - bar) / max(dates - 1, 1) for at in range(dates)]
    places, lowest = [], 0
    for of in heights:
        y, place = top, {}
        for one in classes:
            if of[one] > 0:
                place[one] = y
                y += max(of[one] * scale, 2) + gap
        places.append(place)
        lowest = max(lowest, y)
    canvas = Canvas(WIDTH, lowest + 10)
    for at, flows in enumerate(intervals):
        _flows(canvas, flows, places[at], places[at + 1], columns[at] + bar, columns[at + 1], scale, lowest, names, colors)
    between = (columns[1] - columns[0]) / 1.1 - 8  # bold letters are broader
    for at, (label, x) in enumerate(zip(labels, columns)):
        canvas.text(x + bar / 2, top - 12, fitted(label, min(240, between)), "middle", label, font_weight="bold")
        for one, y in places[at].items():
            height = max(heights[at][one] * scale, 2)
            told = tr("{name}: {area}", name=names[one], area=hectares(heights[at][one]))
            canvas.add("rect", title=told, x=float(x), y=float(y), width=bar, height=float(height), fill=colors[one], stroke=INK, stroke_width=0.6)
    for at, anchor, x in ((0, "end", columns[0] - 8), (dates - 1, "start", columns[-1] + bar + 8)):
        for one, y in _apart(places[at], heights[at], scale):
            canvas.text(x, y + 4, fitted(names[one], room - 16), anchor, names[one])
    return canvas.svg()


def _apart(places, heights, scale):
    """Middles of the bars for their names, moved so that no two names meet."""
    middles, last = [], -math.inf
    for one, y in places.items():
        last = max(y + max(heights[one] * scale, 2) / 2, last + SIZE + 2)
        middles.append((one, last))
    return middles


def _flows(canvas, flows, starts, ends, left, right, scale, lowest, names, colors):
    """Ribbons of one interval: what stayed first, so that what changed lies over it."""
    least = SMALL * sum(area for (before, after), area in flows.items() if before != after)
    small = {pair: area for pair, area in flows.items() if pair[0] != pair[1] and area < least}
    if len(small) < 2:
        small = {}
    large = {pair: area for pair, area in flows.items() if pair not in small}
    out, into = {}, {}
    for (before, after), area in small.items():
        out[before] = out.get(before, 0) + area
        into[after] = into.get(after, 0) + area
    from_y, to_y = dict(starts), dict(ends)
    ribbons = []
    for (before, after), area in sorted(large.items(), key=lambda item: (item[0][0], item[0][1])):
        ribbons.append([before, after, area, from_y[before]])
        from_y[before] += area * scale
    for ribbon in sorted(ribbons, key=lambda one: (one[1], one[0])):
        ribbon.append(to_y[ribbon[1]])
        to_y[ribbon[1]] += ribbon[2] * scale
    for before, after, area, y, end in sorted(ribbons, key=lambda one: (one[0] != one[1], -one[2])):
        told = tr("{before} to {after}: {area}", before=names[before], after=names[after], area=hectares(area))
        opacity = 0.25 if before == after else 0.6
        _ribbon(canvas, (left, y), (right, end), area * scale, colors[before], opacity, told)
    if small:
        total = sum(small.values())
        told = tr("Other changes, each under 1 % of what changed: {area}", area=hectares(total))
        # Below what is large where there is room.
        middle, knot = (left + right) / 2, min(max(from_y.values()) + 8, lowest - total * scale)
        at = knot
        for before in sorted(out):
            _ribbon(canvas, (left, from_y[before]), (middle, at), out[before] * scale, GREY, 0.6, told)
            at += out[before] * scale
        at = knot
        for after in sorted(into):
            _ribbon(canvas, (middle, at), (right, to_y[after]), into[after] * scale, GREY, 0.6, told)
            at += into[after] * scale


def _ribbon(canvas, start, end, width, color, opacity, told):
    (x, y), (to_x, to_y), width = start, end, max(width, 0.3)
    bend = (to_x - x) / 2
    path = (
        f"M{x:.1f} {y:.2f}C{x + bend:.1f} {y:.2f} {to_x - bend:.1f} {to_y:.2f} {to_x:.1f} {to_y:.2f}v{width:.2f}"
        f"C{to_x - bend:.1f} {to_y + width:.2f} {x + bend:.1f} {y + width:.2f} {x:.1f} {y + width:.2f}z"
    )
    canvas.add("path", title=told, d=path, fill=color, fill_opacity=opacity)


def chord(flows, names, colors):
    """What changed between classes, around a circle: a class has as much of it as it lost and gained; a ribbon has the colour of the
    class that lost, is as wide as the area, and ends in a point's distance from the class that gained. None where nothing changed."""
    changed = {pair: area for pair, area in flows.items() if pair[0] != pair[1] and area > 0}
    if not changed:
        return None
    least = SMALL * sum(changed.values())
    small = [pair for pair, area in changed.items() if area < least]
    kept = dict(changed)
    if len(small) > 1:
        for before, after in small:
            area = kept.pop((before, after))
            kept[(before, OTHERS)] = kept.get((before, OTHERS), 0) + area
            kept[(OTHERS, after)] = kept.get((OTHERS, after), 0) + area
    order = sorted({one for pair in kept for one in pair}, key=lambda one: (one is OTHERS, one or 0))
    size = {one: sum(area for pair, area in kept.items() if one in pair) for one in order}
    total, gap = sum(size.values()), min(math.radians(3), math.pi / 2 / len(order))
    around = 2 * math.pi - gap * len(order)
    name_of = {**names, OTHERS: tr("others, each under 1 %")}
    color_of = {**colors, OTHERS: GREY}
    outer, inner = 165, 150
    height = max(470, (SIZE + 3) * _most_on_a_side([size[one] * around / total for one in order], gap) + 20)
    cx, cy = WIDTH / 2, height / 2
    canvas = Canvas(WIDTH, height)

    def at(radius, angle):
        return cx + radius * math.sin(angle), cy - radius * math.cos(angle)

    ends, angle, labels = {}, 0.0, []
    for one in order:
        start = angle
        # What it lost first, to the classes in the order in which they come after it; then what it gained.
        place = order.index(one)
        others = [order[(place - step) % len(order)] for step in range(1, len(order))]
        for pair in [(one, other) for other in others] + [(other, one) for other in others]:
            if pair in kept:
                width = around * kept[pair] / total
                ends[pair, pair[0] == one] = (angle, angle + width)
                angle += width
        told = tr("{name}: {area} lost or gained", name=name_of[one], area=hectares(size[one]))
        _arc(canvas, at, inner, outer, start, angle, color_of[one], told)
        labels.append((one, (start + angle) / 2))
        angle += gap
    for pair, area in sorted(kept.items(), key=lambda item: -item[1]):
        (a, b), (c, d) = ends[pair, True], ends[pair, False]
        radius = inner - 2
        tip = radius - 12  # of the class that gained
        (ax, ay), (bx, by), (px, py), (qx, qy) = at(radius, a), at(radius, b), at(tip, c), at(tip, d)
        path = (
            f"M{ax:.1f} {ay:.1f}A{radius} {radius} 0 {int(b - a > math.pi)} 1 {bx:.1f} {by:.1f}Q{cx:.1f} {cy:.1f} {px:.1f} {py:.1f}"
            f"A{tip} {tip} 0 {int(d - c > math.pi)} 1 {qx:.1f} {qy:.1f}Q{cx:.1f} {cy:.1f} {ax:.1f} {ay:.1f}z"
        )
        told = tr("{before} to {after}: {area}", before=name_of[pair[0]], after=name_of[pair[1]], area=hectares(area))
        canvas.add("path", title=told, d=path, fill=color_of[pair[0]], fill_opacity=0.65, stroke=PAPER, stroke_width=0.5)
    for right in (True, False):
        side = sorted((one for one in labels if (math.sin(one[1]) >= 0) == right), key=lambda item: at(outer, item[1])[1])
        # Names stand in a column on each side, moved down where two would meet, and up again where they leave the drawing.
        heights = [at(outer + 12, angle)[1] for _one, angle in side]
        for place in range(1, len(heights)):
            heights[place] = max(heights[place], heights[place - 1] + SIZE + 3)
        over = (heights[-1] if heights else 0) - (height - 8)
        for place in reversed(range(len(heights))):
            limit = heights[place + 1] - SIZE - 3 if place + 1 < len(heights) else height - 8
            heights[place] = min(heights[place], limit) if over > 0 else heights[place]
        sign, anchor = (1, "start") if right else (-1, "end")
        column = cx + sign * (outer + 40)
        for (one, angle), y in zip(side, heights):
            (x, from_y), (bend, bend_y) = at(outer, angle), at(outer + 14, angle)
            path = f"M{x:.1f} {from_y:.1f}L{bend:.1f} {bend_y:.1f}L{column - 6 * sign:.1f} {y:.1f}"
            canvas.add("path", d=path, fill="none", stroke=GREY, stroke_width=0.8)
            room = WIDTH - column if right else column
            canvas.text(column, y + 4, fitted(name_of[one], room - 10), anchor, name_of[one])
    return canvas.svg()


RAMP = ("#2166ac", "#67a9cf", "#d1e5f0", "#f7f7f7", "#fddbc7", "#ef8a62", "#b2182b")  # from -1 to 1
VARIABLES = 35  # at most: so many names have room, one under the other
WIDEST, BAR = 64.0, 260.0  # a cell at most; the colours
FIGURES = ((48, 13), (38, 11), (30, 9))  # so wide a cell has figures of that size; a narrower one has none


def correlations(names, cells):
    """A triangle of cells with the r of each pair, (r or None, stars) by the places of its names, a < b; its columns are those of the
    numbers on the diagonal. Of more than VARIABLES the first ones."""
    names = names[:VARIABLES]
    labels = [f"{at}  {name}" for at, name in enumerate(names, 1)]
    room = min(max(map(width_of, labels)), max(WIDTH - 24.0 - WIDEST * len(names), 280.0))
    left, top = room + 14, 8.0
    cell = min(WIDEST, (WIDTH - left - 6) / len(names))
    size = next((size for least, size in FIGURES if cell >= least), 0)
    bar = top + cell * len(names) + 22
    canvas = Canvas(round(left + max(cell * len(names), BAR + 40) + 6), bar + 44)
    for row, (name, label) in enumerate(zip(names, labels)):
        y = top + row * cell
        canvas.text(left - 8, y + cell / 2 + 4, fitted(label, room), "end", name)
        for column in range(row):
            r, stars = cells[column, row]
            told = tr("{a} and {b}: r = {r}", a=names[column], b=name, r=short_r(r))
            color = PAPER if r is None else _ramp(r)
            _cell(canvas, (left + column * cell, y), cell, color, told)
            if size:
                _figures(canvas, (left + (column + 0.5) * cell, y + cell / 2), size, (short_r(r), stars), color)
        _cell(canvas, (left + row * cell, y), cell, "#ececec", name)
        number = {"x": left + (row + 0.5) * cell, "y": y + cell / 2 + 4, "text_anchor": "middle", "font_size": min(SIZE, size or 11)}
        canvas.add("text", str(row + 1), **number)
    _ramp_legend(canvas, left, bar)
    return canvas.svg()


def _cell(canvas, place, side, color, told):
    canvas.add("rect", title=told, x=place[0], y=place[1], width=side, height=side, fill=color, stroke=PAPER, stroke_width=1)


def _figures(canvas, middle, size, lines, color):
    red, green, blue = _parts(color)
    ink = PAPER if 0.299 * red + 0.587 * green + 0.114 * blue < 120 else INK  # as the eye has it
    canvas.lines(middle[0], middle[1] + size * (-0.05 if lines[1] else 0.35), lines, size, ink)


def _parts(color):
    return [int(color[digit : digit + 2], 16) for digit in (1, 3, 5)]


def _ramp_legend(canvas, left, y):
    steps = 40
    for at in range(steps):
        color = _ramp(2 * (at + 0.5) / steps - 1)
        canvas.add("rect", x=left + at * BAR / steps, y=y, width=BAR / steps + 0.3, height=10, fill=color)
    for share, text in ((0, "−1"), (0.5, "0"), (1, "1")):
        canvas.text(left + share * BAR, y + 26, text, "middle")
    canvas.text(left + BAR + 14, y + 10, "r")


def short_r(r, decimals=2):
    if r is None:
        return DASH
    text = f"{r:.{decimals}f}"
    return minus(text if float(text) else text.lstrip("-"))


def _ramp(r):
    return mixed(RAMP, (min(max(r, -1.0), 1.0) + 1) / 2)


MANY = 700  # points, which are smaller
IN_LEGEND = 3  # digits of the largest
RESIDUALS = ("#2166ac", "#92c5de", "#f7f7f7", "#f4a582", "#b2182b")


def residuals(rows, unit, of=""):
    """Points at their x and y, in the unit of lengths, in classes of their residuals (in a unit `of` their own) that are as far above 0 as below."""
    x, y = [row["x"] for row in rows], [row["y"] for row in rows]
    span = max(max(x) - min(x), max(y) - min(y)) or 1.0
    scale = min(580 / (max(x) - min(x) or span / 2), 540 / (max(y) - min(y) or span / 2))
    across, down = scale * (max(x) - min(x)), scale * (max(y) - min(y))
    margin, left = 20.0, 20.0
    limit = max(abs(row["residual"]) for row in rows)
    step = 2 * limit / len(RESIDUALS)
    legend = left + across + 2 * margin + 24
    bar = max(down + 3 * margin + 14, margin + 34 + 22 * len(RESIDUALS))  # below the legend too
    canvas = Canvas(WIDTH, bar + 14)
    canvas.add("rect", x=left, y=margin, width=across + 2 * margin, height=down + 2 * margin, fill="none", stroke=GREY)
    # The largest over the others.
    for row in sorted(rows, key=lambda row: abs(row["residual"])):
        at = min(int((row["residual"] + limit) / step), len(RESIDUALS) - 1) if limit else len(RESIDUALS) // 2
        place = {"cx": left + margin + scale * (row["x"] - min(x)), "cy": 2 * margin + scale * (max(y) - row["y"])}
        told = tr("residual {residual}", residual=_short(row["residual"]))
        canvas.add("circle", title=told, **place, r=5 if len(rows) < MANY else 3, fill=RESIDUALS[at], stroke=INK, stroke_width=0.6 if len(rows) < MANY else 0.3)
    canvas.text(legend, margin + 12, tr("Residual ({unit})", unit=of) if of else tr("Residual"), font_weight="bold")
    decimals = decimals_for([limit], IN_LEGEND)
    for at, color in enumerate(RESIDUALS if limit else RESIDUALS[2:3]):
        y_of = margin + 34 + 22 * at
        low = -limit + at * step
        text = tr("{start} to {end}", start=_end(low, decimals), end=_end(low + step, decimals)) if limit else "0"
        canvas.add("circle", cx=legend + 6, cy=y_of - 4, r=5, fill=color, stroke=INK, stroke_width=0.6)
        canvas.text(legend + 20, y_of, text)
    length = _round_length(150 / scale)
    canvas.add("path", d=f"M{left:.1f} {bar:.1f}v6h{length * scale:.1f}v-6", fill="none", stroke=INK)
    canvas.text(left + length * scale + 8, bar + 6, f"{length / 1000:g} km" if unit == "m" and length >= 1000 else f"{length:g} {unit}")
    return canvas.svg()


KINDS = (("#0072b2", 2.4), ("#d55e00", 1.6), ("#009e73", 1.6), ("#cc79a7", 1.6))  # colour and width of the intervals of a coefficient
APART, LEAST_ROW = 10.0, 24.0  # between intervals of a coefficient; a row at least


def intervals(rows, kinds, title):
    """Values beside their names, each a point with intervals of several kinds, on one axis: rows are (name, value, (low, high) or None of each kind)."""
    room = min(max(width_of(name) for name, _value, _ends in rows), 340.0)
    left, top, right = room + 24, 12.0, WIDTH - 24.0
    row = max(LEAST_ROW, APART * len(kinds) + 10)
    ends = [0.0, *(value for _name, value, _ends in rows), *(end for _name, _value, all_ends in rows for pair in all_ends if pair for end in pair)]
    low, high = min(ends), max(ends)
    margin = 0.03 * (high - low) or 1.0
    low, high = low - margin, high + margin
    scale, bottom = (right - left) / (high - low), top + row * len(rows)
    lines = _in_lines(kinds, right - 12)
    canvas = Canvas(WIDTH, bottom + 54 + 20 * len(lines))
    for tick, text in _ticks(low, high, 8):
        x = left + scale * (tick - low)
        canvas.add("path", d=f"M{x:.1f} {top:.1f}V{bottom + 5:.1f}", stroke=INK if not tick else "#e4e4e4", stroke_width=1.2 if not tick else 0.8, fill="none")
        canvas.text(x, bottom + 20, text, "middle")
    canvas.add("path", d=f"M{left:.1f} {bottom:.1f}H{right:.1f}", stroke=INK, fill="none")
    for at, (name, value, all_ends) in enumerate(rows):
        middle = top + row * (at + 0.5)
        canvas.text(left - 10, middle + 4, fitted(name, room), "end", name)
        known = [place for place, pair in enumerate(all_ends) if pair]
        for place in known:
            y = middle + APART * (place - (len(kinds) - 1) / 2)
            _interval(canvas, (left + scale * (all_ends[place][0] - low), left + scale * (all_ends[place][1] - low)), left + scale * (value - low), y, place)
        if not known:
            _interval(canvas, None, left + scale * (value - low), middle, 0)
    canvas.text((left + right) / 2, bottom + 40, fitted(title, right - left), "middle", title)
    for line, places in enumerate(lines):
        for at, x in places:
            y = bottom + 62 + 20 * line
            _interval(canvas, (x, x + 30.0), x + 15, y - 4, at)
            canvas.text(x + 38, y, fitted(kinds[at], right - x - 38), "start", kinds[at])
    return canvas.svg()


def _in_lines(texts, width):
    """Where entries of a legend stand: by line (which, x)."""
    lines, x = [[]], 12.0
    for at, text in enumerate(texts):
        own = 38 + width_of(text) + 22
        if lines[-1] and x + own > width:
            lines.append([])
            x = 12.0
        lines[-1].append((at, x))
        x += own
    return lines


def _interval(canvas, ends, x, y, kind):
    color, width = KINDS[kind % len(KINDS)]
    if ends:
        canvas.add("path", d=f"M{ends[0]:.1f} {y - 3:.1f}v6M{ends[0]:.1f} {y:.1f}H{ends[1]:.1f}M{ends[1]:.1f} {y - 3:.1f}v6", stroke=color, stroke_width=width, fill="none")
    canvas.add("circle", cx=float(x), cy=float(y), r=3.2, fill=color)


def _ticks(low, high, most):
    """Round places between two ends, and what is written there."""
    step = _round_length((high - low) / 2)
    while (high - low) / step < most / 2:
        step = _round_length(step * (1 - 1e-6) if step > 0 else step)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    written = f",.{decimals}f" if decimals < 6 and max(-low, high) < 1e6 else ".3g"
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [(step * at, minus(f"{step * at:{written}}")) for at in range(first, last + 1)]


def _end(value, decimals):
    text = rounded(value, decimals)
    return text if len(text) <= 11 else _short(value)


def _short(value):
    text = number(value)
    return text if len(text) <= 11 else f"{value:.3g}".replace("-", "−")


def _round_length(most):
    """The largest of 1, 2 and 5 and their multiples by powers of ten that is no longer."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(one * power for one in (1, 2, 5) if one * power <= most * (1 + 1e-9))


def _most_on_a_side(widths, gap):
    """Of arcs one after the other from the top on, how many have their middles right, or left, of it: whichever is more."""
    angle, right = 0.0, 0
    for width in widths:
        right += math.sin(angle + width / 2) >= 0
        angle += width + gap
    return max(right, len(widths) - right)


def _arc(canvas, at, inner, outer, start, end, color, told):
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = at(outer, start), at(outer, end), at(inner, end), at(inner, start)
    large = int(end - start > math.pi)
    path = (
        f"M{ax:.1f} {ay:.1f}A{outer} {outer} 0 {large} 1 {bx:.1f} {by:.1f}L{cx:.1f} {cy:.1f}"
        f"A{inner} {inner} 0 {large} 0 {dx:.1f} {dy:.1f}z"
    )
    canvas.add("path", title=told, d=path, fill=color, stroke=INK, stroke_width=0.6)
