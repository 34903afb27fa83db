"""How a regression was done, as a paper would say it."""

from ..translation import tr
from .parameters import methods_of, word
from .parts import listed, of_sample
from .rounding import given, number


def methods(found):
    run, request = found.run, found.run.request
    sentences = [_of_model(found), *([of_sample(run, found.report)] if found.rasters else []), _of_screening(request), *_of_selection(request)]
    sentences += [_of_errors(found), *_of_blocks(found), _of_neighbours(found), _of_tests()]
    others = [layer["name"] for layer in (*request["x"], *request["factors"], *([request["aspect"]] if request["aspect"] else []))]
    if found.rasters and others:
        how = word(run, "resample_values", request["resample_values"])
        sentences.append(tr("Rasters on another grid than that of {first} were brought onto it ({how}; classes: nearest).", first=found.y, how=how))
    return methods_of(run, found.report, sentences, request["y"] if found.rasters else None)


def _of_model(found):
    request = found.run.request
    amounts = len(request["x"] if found.rasters else request["x_fields"])
    count = len(request["factors"] if found.rasters else request["factor_fields"])
    explaining = found.names[1:]
    factors = explaining[len(explaining) - count :]
    aspect = explaining[amounts] if request["aspect"] or request["aspect_field"] else None
    names = listed([*explaining[:amounts], *factors, *([aspect] if aspect else [])])
    parts = [
        tr(
            "{y} was regressed on {names} by ordinary least squares, over the {count} cells or rows in which all have a value.",
            y=found.y,
            names=names,
            count=given(found.results["rows"]),
        )
    ]
    if not request["intercept"]:
        parts.append(tr("The model has no constant; R² and F are those about 0."))
    if factors:
        parts.append(
            tr(
                "{names} entered as dummies of their classes, the largest class being the base.",
                names=listed(factors),
            )
        )
        if found.rasters:
            parts.append(tr("Classes of fewer than 30 cells were put together."))
    if aspect:
        parts.append(tr("{name} entered as northness (cosine) and eastness (sine), both 0 where it is flat.", name=aspect))
    return " ".join(parts)


def _of_screening(request):
    singular = tr("Variables that are constant, or an exact combination of others, were left out.")
    if not request["vif_limit"]:
        return singular
    return singular + " " + tr(
        "Then, one at a time, the variable with the largest variance inflation factor was left out until none was above {limit} (of factors the square of GVIF^(1/(2 df)), Fox and Monette 1992).",
        limit=given(request["vif_limit"]),
    )  # fmt: skip


def _of_selection(request):
    enter, leave = given(request["p_enter"]), given(request["p_remove"])
    how = {
        "none": None,
        "forward": tr("Variables were selected forward, as SPSS does: the one of the smallest p entered while that was at most {enter}.", enter=enter),
        "backward": tr("Variables were selected backward, as SPSS does: the one of the largest p left while that was at least {leave}.", leave=leave),
        "stepwise": tr(
            "Variables were selected stepwise, as SPSS does: the one of the largest p left where that was at least {leave}; else the one of the smallest p entered where that was at most {enter}.",
            enter=enter,
            leave=leave,
        ),
    }[request["selection"]]
    if how is None:
        return []
    tolerance = tr("None entered whose tolerance, or that of one in the model with it, would be below 1e−4.")
    return [f"{how} {tolerance}"]


def _of_errors(found):
    return tr(
        "Standard errors are those of independent residuals of one variance; of residuals of any variance (HC3, MacKinnon and White 1985), with t of n − p degrees of freedom; "
        "and, where there are 10 blocks or more, of residuals that are alike within a block (cluster-robust, CR1), with t of as many degrees of freedom as there are blocks less one."
    )


def _of_blocks(found):
    request, blocks = found.run.request, found.value("blocks")
    if blocks is None:
        return []
    side = found.value("block_size")
    reach = found.value("effective_range")
    if request["block_size"]:
        told = tr("Blocks are squares of {side} m, from the upper left of the grid on.", side=given(side))
    elif found.alike_throughout:
        told = tr(
            "Blocks are squares of {side} m. Residuals are alike over all distances that were looked at ({reach} m and more), so that blocks may be too narrow.",
            side=number(side, 4),
            reach=number(reach, 3),
        )
    elif reach:
        told = tr(
            "Blocks are squares of {side} m: 1.5 times the effective range of the variogram of the residuals ({reach} m), in whole small squares{small}.",
            side=number(side, 4),
            reach=number(reach, 3),
            small=_small(found),
        )
    else:
        told = tr("Blocks are squares of {side} m, the least there is, as neighbouring residuals are not alike.", side=number(side, 4))
    if found.results["r2_cv"] is None:
        return [told]
    crossed = tr(
        "For the cross-validation the {blocks} occupied blocks, counted row by row, were dealt in turn to {folds} folds, each of which was predicted by the same variables from the others (Roberts et al. 2017).",
        blocks=given(blocks),
        folds=given(request["folds"]),
    )
    return [f"{told} {crossed}"]


def _small(found):
    """How wide the squares are that blocks are made of."""
    sides = [message["arguments"]["small"] for message in found.told("BLOCK_SIZE") if "small" in message["arguments"]]
    return " " + tr("of {side} m", side=sides[0]) if sides else ""


def _of_neighbours(found):
    if found.exact:
        return tr("Residuals were not tested, as nothing is left of Y.")
    if found.alike is None:
        why, _sentence = found.why_untested()
        return tr("Residuals were not tested for likeness of neighbours ({why}).", why=why)
    request = found.run.request
    queen = found.rasters and request["sample"] in ("all", "regular")
    which = tr("the up to eight cells around a cell (queen)") if queen else tr("the eight nearest rows")
    if request["sample"] == "regular" and found.rasters:
        which = tr("the up to eight cells around a cell (queen) in the rows and columns of the sample, as far apart as these are")
    return tr(
        "Moran’s I of the residuals has the moments that Cliff and Ord (1981) give for residuals of a regression; neighbours are {which}, with weights that sum to 1 in each row, as in lm.morantest "
        "of the R package spdep. Tests by Lagrange multipliers for lag and error, and their robust forms, are those of Anselin et al. (1996).",
        which=which,
    )


def _of_tests():
    return tr(
        "Koenker’s (1981) test is n R² of the squared residuals on the variables; the condition number is that of Belsley et al. (1980); AIC and BIC count σ, as in R; PRESS leaves out each row in turn."
    )
