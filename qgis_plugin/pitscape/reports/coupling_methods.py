"""How the figures of coupling and coordination came about, as a paper says it."""

from ..translation import tr
from .coupling_words import class_names, short
from .parameters import methods_of
from .parts import listed, records
from .rounding import given, number


def methods(run, report, tables):
    request, rows = run.request, list(records(tables["result"]))
    sentences = [
        _landscape(request, tables),
        _weights(request, rows),
        *_systems(run, rows),
        _coupling(request),
        _development(request),
        _grades(request),
        _obstacles(),
    ]
    return methods_of(run, report, sentences)


def _landscape(request, tables):
    names = list(
        dict.fromkeys(f"{short(row['column_name'])} ({sign(row['direction'])})" for row in records(tables["weights_table"]))
    )
    low, high = request["rescale_min"], request["rescale_max"]
    whole = (low, high) == (0, 1)
    scale = "(x − min) / (max − min)" if whole else f"{given(low)} + {given(round(high - low, 12))} (x − min) / (max − min)"
    return tr(
        "The integrated index L of the landscape pattern is the sum of its indicators by their weights: {names}, + where more is better. Each is rescaled to x′ = {scale}, "
        "with (max − x) where less is better, between extremes that the table of weights lists (Chang et al. 2024, Eqs 8 and 9).",
        names=listed(names), scale=scale,
    )  # fmt: skip


def sign(direction):
    return direction.replace("-", "−")


def _weights(request, rows):
    whose = ""
    if any(row["zone"] is not None for row in rows):
        whose = " " + (
            tr("Zones share extremes and weights.")
            if request["zones_together"]
            else tr("Each zone has extremes and weights of its own.")
        )
    if request["weights"] == "given":
        return tr("Weights were given.") + whose
    if request["weights"] == "equal":
        return tr("All indicators have the same weight.") + whose
    told = tr(
        "Weights follow from the entropy of the rescaled indicators over the n years that have all of them (Shannon 1948): p = x′ / Σ x′, e = −Σ p ln p / ln n with 0 ln 0 = 0, "
        "w = (1 − e) / Σ (1 − e)."
    )
    return told + whose


def _systems(run, rows):
    request = run.request
    if request.get("f_field"):
        area = tr("the area of forest and grassland (field {field})", field=request["f_field"])
    else:
        names = class_names(request.get("storage"))
        classes = listed(f"{code} {names[code]}" if code in names else str(code) for code in request["f_codes"])
        area = tr("the area of the classes {classes} (ha)", classes=classes)
    if request.get("ca_field"):
        carbon = tr("carbon (field {field})", field=request["ca_field"])
    else:
        carbon = tr("the carbon of all classes (t)")
    return [
        tr(
            "F is {area}, rescaled from 0 at {f_low} to 1 at {f_high}; Ca is {carbon}, rescaled from 0 at {ca_low} to 1 at {ca_high} (Eqs 10 and 11).",
            area=area, f_low=_end(request, rows, "f_min"), f_high=_end(request, rows, "f_max"),
            carbon=carbon, ca_low=_end(request, rows, "ca_min"), ca_high=_end(request, rows, "ca_max"),
        )
    ]  # fmt: skip


def _end(request, rows, name):
    """An extreme, and where it is from."""
    values = sorted({row[name] for row in rows if row[name] is not None})
    where = {"min": tr("the least that there is"), "max": tr("the largest that there is")}[name[-3:]]
    if len(values) != 1:
        return where
    return given(values[0]) if request.get(name) is not None else f"{number(values[0])} ({where})"


def _coupling(request):
    if request["formula"] == "wang2021":
        return tr(
            "The coupling C is that of Wang et al. (2021, Journal of Natural Resources 36: 793–810): C = √((1 − d) √(L F Ca / M³)), where d is the mean of |L − F|, |L − Ca| and |F − Ca|, and M the largest of the three."
        )
    if request["formula"] == "fan2024":
        return tr(
            "The coupling C is that of Fan et al. (2024): C = 1 − 2 s, and at least 0, where s is the standard deviation of L, F and Ca (of all three, not of a sample)."
        )
    return tr(
        "The coupling is C = 3 (L F Ca)^(1/3) / (L + F + Ca), the geometric mean of the three over their arithmetic mean. Eq. 5 of Chang et al. (2024) as printed lacks the division by the arithmetic mean, "
        "[L F Ca / ((L + F + Ca) / 3)³]^(1/3), and cannot give the D that they print."
    )


def _development(request):
    coefficients = request.get("coefficients")
    if coefficients:
        whole = sum(coefficients)
        alpha = listed(number(one / whole, 3) for one in coefficients)
        told = tr("The development is T = α L + β F + γ Ca, with coefficients {coefficients}", coefficients=alpha)
    else:
        told = tr("The development is T = (L + F + Ca) / 3")
    return told + tr(", and the coordination D = √(C T) (Eqs 6 and 7).")


def _grades(request):
    if request.get("grades"):
        return tr("Grades of D are those of a table; a grade holds what is above its lower end, and up to its upper one.")
    return tr("There are ten grades of D, each 0.1 wide; a grade holds what is above its lower end, and up to its upper one.")


def _obstacles():
    return tr("The obstacle of an indicator is w (1 − x′) / Σ w (1 − x′), in %: its share in what L falls short of 1.")
