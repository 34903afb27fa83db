"""Words of the report of a regression: stages and actions of steps, and what figures of the model mean."""

from ..translation import tr

STAGES = {
    "constant": tr("constant"),
    "singular": tr("exact combination"),
    "vif": tr("variance inflation"),
    "selection": tr("selection"),
}
ACTIONS = {"enter": tr("enters"), "remove": tr("leaves"), "keep": tr("stays")}
FIGURES = {
    "n": (tr("Cells or rows (n)"), tr("In which all variables have a value.")),
    "distinct_y": (tr("Different values of Y"), tr("51 stands for more than 50. They are few, where Y was made of classes: residuals are then not normal, and the model tells of differences between classes alone.")),
    "r2": (tr("R²"), tr("Share of the variance of Y that the model explains.")),
    "r2_adj": (tr("Adjusted R²"), tr("The same, less what as many variables explain by chance.")),
    "r2_pred": (tr("Predicted R² (PRESS)"), tr("Each row predicted from all others. Where neighbours are alike it is too good.")),
    "r2_cv_block": (tr("R² of blocks not seen"), tr("Each fold of blocks predicted from the others: the share to expect at places like these that were not measured. Below 0 the mean would predict better.")),
    "rmse": (tr("RMSE"), tr("Standard deviation of the residuals, √(RSS / (n − p)), in the unit of Y.")),
    "rmse_cv_block": (tr("RMSE of blocks not seen"), tr("Root of the mean squared error of these predictions, in the unit of Y.")),
    "f": (tr("F"), tr("Test that all coefficients are 0, if residuals were independent.")),
    "aic": (tr("AIC"), tr("To compare models of the same rows: lower is better. σ counts, as in R.")),
    "aicc": (tr("AICc"), tr("AIC for few rows.")),
    "bic": (tr("BIC"), tr("As AIC, with a larger price for each variable.")),
    "durbin_watson": (tr("Durbin-Watson"), tr("2 where residuals of rows that follow one another are not alike. It depends on the order of the rows; it says nothing of their variance. Moran’s I asks all neighbours.")),
    "jarque_bera": (tr("Jarque-Bera"), tr("Test that residuals are normal. With many cells hardly any are, which matters little to p.")),
    "koenker_bp": (tr("Koenker’s Breusch-Pagan"), tr("Test that residuals have one variance whatever the variables are. With a small p read those of HC3 or of blocks.")),
    "condition_number": (tr("Condition number"), tr("Belsley’s, with the constant. Above 30 variables say nearly the same.")),
    "moran_i": (tr("Moran’s I of the residuals"), tr("Above what is expected where neighbours are alike. With a small p those of independent residuals are too small: read p of blocks.")),
    "moran_expected": (tr("Moran’s I, expected"), tr("Of residuals of this model that are independent (Cliff and Ord).")),
    "moran_variance": (tr("Moran’s I, variance"), tr("Of the same.")),
    "moran_z": (tr("Moran’s I, z"), tr("How many standard deviations it is off.")),
    "lm_error": (tr("LM test, error"), tr("Whether errors of neighbours are alike.")),
    "lm_lag": (tr("LM test, lag"), tr("Whether Y depends on Y of the neighbours.")),
    "robust_lm_error": (tr("Robust LM test, error"), tr("The same beside a lag. Of the two robust tests the one with the small p tells which spatial model to fit.")),
    "robust_lm_lag": (tr("Robust LM test, lag"), tr("The same beside errors that are alike.")),
    "effective_range": (tr("Effective range (m)"), tr("Of the variogram of the residuals: the distance from which on they are no longer alike.")),
    "block_size": (tr("Side of the blocks (m)"), tr("1.5 times that, in whole small squares, or as it was given.")),
    "blocks": (tr("Blocks"), tr("Squares with rows in them. With fewer than 10 there are no errors by block and no cross-validation; some 20 are better.")),
}
AT_LEAST = (tr("Effective range (m), at least"), tr("Residuals are alike up to the longest distance that was looked at: how far beyond is not known."))


def word_of(words, token):
    return words.get(token, token)
