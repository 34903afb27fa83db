"""Numbers as they are read: in sentences, and in tables, where cells of one thing have one number of decimals."""

import math
import re

DASH = "–"
IDENTIFIERS = ("year", "year_from", "year_to", "lucode", "ring", "level")  # numbers that name something: 2007, not 2,007
DIGITS, DIGITS_OF_PERCENT = 5, 4  # of the largest of cells that are rounded alike
LEAST = 3  # digits that every cell has
SAME = 1e-9  # of a number: what it may be off where fewer decimals are called enough
MORE = 2  # digits that the largest may have beyond its own, so that smaller ones have enough
MOST, MOST_OF_P = 8, 4  # decimals; what needs more is written as 2.31e-17
P_LEVELS, P_SCIENTIFIC = (0.05, 0.01, 0.001), 1e-3
NOISE = 1e-12  # of the largest: what rounding in sums leaves, where all sums to nothing


def number(value, digits=DIGITS):
    """One number in a sentence, to so many digits; whole numbers keep all of theirs."""
    return DASH if value is None else rounded(value, decimals_for([value], digits))


def given(value):
    """A number that somebody gave or that counts something, as it is: 150, not 150.00."""
    return DASH if value is None else minus(f"{value:,.12g}")


def decimals_for(values, digits=DIGITS):
    largest = _largest(values)
    return min(max(digits - 1 - _power(largest), 0), 12) if largest else 0


def rounded(value, decimals):
    """The value with thousands apart. What is not 0 is not shown as 0."""
    text = f"{value:,.{decimals}f}"
    if value and not re.search("[1-9]", text):
        text = f"{value:.1g}"
    if not value:
        text = text.lstrip("-")
    return minus(text)


def p_value(p):
    """A p as papers print it: 0.012, 3.4e−8. It never comes out on another side of a usual level than it is."""
    if p is None:
        return DASH
    if not p:
        return minus("< 1e-300")  # where it is told as 0
    if p < P_SCIENTIFIC:
        text = next(text for text in (f"{p:.{more}e}" for more in range(1, 17)) if _level(float(text)) == _level(p))
        return minus(text.replace("e-0", "e-"))
    least = 3 if p >= 0.01 else 1 - _power(p)
    return next(text for text in (f"{p:.{decimals}f}" for decimals in range(least, 18)) if _level(float(text)) == _level(p))


def _level(p):
    return sum(p < level for level in P_LEVELS)


def minus(text):
    return text.replace("-", "−")


class Cells:
    """Numbers of a table that are of one thing, as those of a column: they are rounded to one number of decimals.

    That follows from the largest, and is more where a small one would be left with less than three digits; but a small one has decimals of
    its own where the large ones would get far more digits than say anything. `headlines` are numbers that stand above the table, with their
    decimals: what is one of them has no fewer digits here.
    """

    def __init__(self, values, digits, most=MOST, headlines=()):
        self.values = values
        largest = _largest(values)
        self.above = [_decimals_in(value, headlines, largest <= 1) for value in values]
        self.decimals = 0
        if not largest:
            return
        usual = digits - 1 - _power(largest)
        room = min(usual + MORE, most)
        if usual <= MOST:
            of_small = (self._own(value) for value in values if value)
            self.decimals = max(_needed(value, min(usual, most)) for value in values if value)
            self.decimals = max([self.decimals, *(one for one in (*of_small, *self.above) if one <= room)])

    @staticmethod
    def _own(value):
        """Decimals that leave a value three digits."""
        return _needed(value, LEAST - 1 - _power(abs(value)))

    def text(self, at):
        value = self.values[at]
        if not value:
            return DASH if value is None else rounded(value, self.decimals)
        own = self._own(value)
        return minus(f"{value:.{LEAST}g}") if own > MOST else rounded(value, max(self.decimals, own, self.above[at]))


def _needed(value, most):
    """Of so many decimals those without which something is lost: one of 2.500."""
    return next((decimals for decimals in range(max(most, 0)) if math.isclose(round(value, decimals), value, rel_tol=SAME)), max(most, 0))


def texts_of(columns, alike=(), by_row=False, headlines=()):
    """The cells of columns, (name, kind, values), as they are shown.

    The columns that `alike` names are of one thing; with `by_row` each row is of a thing of its own. `headlines` are as `written` has them.
    """
    texts = [[_told(name, value) for value in values] for name, _kind, values in columns]
    numbers = [at for at, (name, kind, _values) in enumerate(columns) if kind != "text" and name not in IDENTIFIERS]
    rows = range(len(columns[0][2]) if columns else 0)
    together = [at for at in numbers if columns[at][0] in alike]
    groups = [[at] for at in numbers if at not in together] + ([together] if together else [])
    things = [[(at, row) for at in numbers] for row in rows] if by_row else [[(at, row) for at in group for row in rows] for group in groups]
    heard = {at: _without_noise(*columns[at]) for at in numbers}
    for places in things:
        names = [columns[at][0] for at, _row in places]
        values = [heard[at][row] for at, row in places]
        if by_row:
            values = _without_noise("", "", values)
        digits = DIGITS_OF_PERCENT if all(name.endswith("_pct") for name in names) else DIGITS
        cells = Cells(values, digits, MOST_OF_P if all(map(_is_p, names)) else MOST, headlines)
        for place, (at, row) in enumerate(places):
            texts[at][row] = cells.text(place)
    return texts


def _told(name, value):
    return DASH if value is None else minus(str(value)) if name in IDENTIFIERS else value


def _without_noise(name, _kind, values):
    """A p may be next to nothing."""
    return values if _is_p(name) else without_noise(values, _largest(values))


def without_noise(values, scale):
    """0 in place of what rounding alone has left, beside the scale."""
    return [0.0 if value is not None and abs(value) < NOISE * scale else value for value in values]


def _is_p(name):
    return name.startswith("p_") or name.endswith("_p")


def written(texts):
    """The numbers with decimals that stand in texts: (number, decimals)."""
    found = {text for one in texts for text in re.findall(r"−?\d[\d,]*\.\d+", one)}
    return [(float(text.replace("−", "-").replace(",", "")), len(text.partition(".")[2])) for text in found]


def _decimals_in(value, headlines, shares):
    """With how many decimals the value stands in headlines; shares stand there in percent, too."""
    forms = ((1, 0), (100, 2)) if shares else ((1, 0),)
    fits = (decimals + more for one, decimals in headlines for factor, more in forms if value and round(factor * value, decimals) == one)
    return max(fits, default=0)


def _largest(values):
    return max((abs(value) for value in values if value is not None), default=0)


def _power(size):
    """Of ten: 0 of 1 to 9.99."""
    return math.floor(math.log10(size))
