"""Variogram fit: models fitted to a variogram, or to several, from a table."""

from ..base import KernelAlgorithm
from ..declare.inputs import NamedTable
from ..declare.report_output import ReportOutput
from ..declare.shared import fit_settings
from ..declare.table_outputs import TableOutput
from ..declare.values import FieldNames
from ..groups import GEOSTATISTICS
from ..reports.variogram import page
from ..translation import tr


class VariogramFit(KernelAlgorithm):
    kernel = "variogram_fit"
    title = tr("Variogram fit")
    toolbox_group = GEOSTATISTICS
    summary = tr(
        "Models of one or two structures and a nugget fitted to a variogram, or to each of several, at the true minimum of weighted least squares."
    )
    keywords = (
        "variogram", "fit", "model", "geostatistics", "nugget", "sill", "range", "spherical", "exponential", "gaussian", "matern",
        "拟合", "块金", "基台", "变程",
    )  # fmt: skip
    inputs = (
        NamedTable("INPUT", tr("Table of variograms")).tip(
            tr("Columns dist (map units), gamma and np (pairs), and such as tell several apart, like direction or metric.")
        ),
        FieldNames("GROUP_FIELDS", tr("Fields that tell variograms apart"), "", of="INPUT")
        .tip(tr("Rows with the same values in these are one variogram."))
        .otherwise(tr("fields that repeat the bins")),
        *fit_settings(),
    )
    outputs = (
        TableOutput("VARIOGRAM", tr("Variogram as it was read"), by_default=False).tip(
            tr("The bins as they were read, with the variogram that each is of.")
        ),
        TableOutput("FITS", tr("Fitted models")).tip(
            tr("Fitted models: nugget, sill, ranges, nugget / sill, goodness of fit (RSS, R², AIC).")
        ),
        TableOutput("CURVES", tr("Curves of the models"), by_default=False).tip(
            tr("Distances and semivariances along the curve of each model, to draw it.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
    )
