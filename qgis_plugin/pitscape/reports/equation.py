"""The equation of a model as papers print it: rounded so that it predicts as the model does."""

import math
import re

from .rounding import minus

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LEAST, MOST = 3, 8  # digits of a coefficient
OF_EXACT = 6  # of a model that leaves nothing
OF_ERROR = 2  # digits of its standard error that it shows
SHIFT = 0.005  # of the RMSE: what rounding may shift a prediction by
SMALL, LARGE = -4, 7  # powers of ten, beyond which a number is written with one
SHORT = 40  # letters of a name in which no line breaks
KEPT = "\u00a0"  # a space at which no line breaks


def equation(y, terms, rmse=None):
    """`terms` are (name, None of the constant; coefficient; standard error; largest |value| of the variable, None where it is not known)."""
    parts = []
    for name, coefficient, se, largest in terms:
        sign = "−" if coefficient < 0 else "+" if parts else ""
        text = rounded(abs(coefficient), se, 1.0 if name is None else largest, rmse)
        if name is not None:
            text += f"{KEPT}×{KEPT}{named(name)}"
        parts.append(f"{sign}{KEPT if parts and sign else ''}{text}")
    return f"{named(y)} = {' '.join(parts) or '0'}"


def named(name):
    """A name as it is, in brackets where it could be taken for more than one."""
    return name if re.fullmatch(r"[^\W\d]\w*", name) else f"[{name.replace(' ', KEPT) if len(name) <= SHORT else name}]"


def rounded(value, se, largest=None, rmse=None):
    """A number with the digits that its error leaves, and those that predictions need."""
    if not value:
        return "0"
    power = math.floor(math.log10(value))
    decimals = [(OF_EXACT if rmse == 0 else LEAST) - 1 - power]
    if se:
        decimals.append(OF_ERROR - 1 - math.floor(math.log10(se)))
    if largest and rmse:
        decimals.append(math.ceil(-math.log10(2 * SHIFT * rmse / largest)))
    digits = min(max(decimals) + power + 1, MOST)
    if SMALL <= power < LARGE:
        return minus(f"{value:.{max(digits - 1 - power, 0)}f}")
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa}{KEPT}×{KEPT}10{str(int(exponent)).translate(SUPERSCRIPTS)}"
