"""Coupling coordination: how pattern, forest and grassland, and carbon develop together over the years, and what stands in the way."""

from ..base import KernelAlgorithm
from ..declare.coupled import Coefficients, ColumnField, Indicators, TableCodes, YearsTable
from ..declare.inputs import TableInput
from ..declare.outputs import NumberOutput
from ..declare.report_output import ReportOutput
from ..declare.table_outputs import TableOutput
from ..declare.values import Choice, Flag, Number
from ..groups import STATISTICS
from ..reports.coupling_coordination import page
from ..translation import tr

WEIGHTS = {
    "entropy": tr("by entropy: more where years differ more"),
    "given": tr("as the indicators give them"),
    "equal": tr("all alike"),
}
FORMULAS = {
    "standard": tr("geometric over arithmetic mean (standard)"),
    "wang2021": tr("Wang et al. 2021"),
    "fan2024": tr("Fan et al. 2024"),
}


class CouplingCoordination(KernelAlgorithm):
    kernel = "coupling_coordination"
    title = tr("Coupling coordination")
    toolbox_group = STATISTICS
    summary = tr(
        "How landscape pattern, forest and grassland, and carbon develop together: an integrated index of the pattern, coupling C, development T, coordination D, and obstacles by year."
    )
    keywords = (
        "coupling", "coordination", "CCD", "degree", "entropy", "weight", "index", "indicator", "obstacle", "synergy", "evaluation", "rescale",
        "耦合", "耦合度", "协调", "耦合协调", "耦合协调度", "熵权法", "熵值法", "权重", "综合指数", "障碍度", "归一化",
    )  # fmt: skip
    inputs = (
        YearsTable("INPUT", tr("Table of years and indices")).tip(
            tr("A row for each year, or for each year and zone, as the table of “Landscape metrics”.")
        ),
        ColumnField("YEAR_FIELD", tr("Field of the years"), "INPUT", "year")
        .tip(tr("The field with the year of each row."))
        .otherwise(tr("the column year")),
        ColumnField("ZONE_FIELD", tr("Field that names the zones"), "INPUT")
        .tip(tr("Each zone has years of its own."))
        .otherwise(tr("the column zone, where it has values")),
        Indicators(),
        Number("RESCALE_MIN", tr("The worst value of an indicator becomes"), 0.0).tip(
            tr("The study has 0.1, so that no indicator is 0.")
        ),
        Number("RESCALE_MAX", tr("The best value of an indicator becomes"), 1.0).tip(tr("1, in the study too.")),
        Choice("WEIGHTS", tr("Weights of the indicators"), WEIGHTS, "entropy").tip(
            tr("Weights by entropy need years: of few they tell little. The study’s are in the sample’s table of indicators.")
        ),
        Flag("ZONES_TOGETHER", tr("Zones share extremes and weights"))
        .advanced()
        .tip(tr("So that zones can be compared. Otherwise each has its own, as if it were alone.")),
        TableInput("STORAGE", tr("Carbon by year and class (a table)"), optional=True).tip(
            tr(
                "The table “Carbon by year and class” of “Carbon series”: year, lucode, area_ha, carbon_t, optional zone. For F and Ca that are no fields of the table of years."
            )
        ),
        TableCodes("F_CODES", tr("Class codes of forest and grassland"), of="STORAGE").tip(
            tr("Their area in the table of carbon is F, as in 7;8. Give these, or a field.")
        ),
        ColumnField("F_FIELD", tr("Field of forest and grassland"), "INPUT")
        .tip(tr("A field of the table of years with their area, in any unit."))
        .otherwise(tr("the area of the class codes, in ha")),
        Number("F_MIN", tr("Area at which F is 0"))
        .tip(tr("In ha, or in the unit of the field. The study has the area of the year before its first."))
        .otherwise(tr("the least of the years, whose F and D are then 0")),
        Number("F_MAX", tr("Area at which F is 1"))
        .tip(tr("In ha, or in the unit of the field. The study has the area of the year after its last."))
        .otherwise(tr("the largest of the years")),
        ColumnField("CA_FIELD", tr("Field of the carbon"), "INPUT")
        .tip(tr("A field of the table of years, in any unit."))
        .otherwise(tr("the carbon of all classes of the table of carbon, in t")),
        Number("CA_MIN", tr("Carbon at which Ca is 0"))
        .tip(tr("In t, or in the unit of the field."))
        .otherwise(tr("the least of the years, whose Ca and D are then 0")),
        Number("CA_MAX", tr("Carbon at which Ca is 1"))
        .tip(tr("In t, or in the unit of the field."))
        .otherwise(tr("the largest of the years")),
        Coefficients("COEFFICIENTS", tr("Coefficients of L, F and Ca"))
        .advanced()
        .tip(tr("How much each counts for the development T, as in 0.5;0.3;0.2. They are made to add up to 1."))
        .otherwise(tr("1/3 each")),
        Choice("FORMULA", tr("Formula of the coupling C"), FORMULAS, "standard").tip(
            tr("The standard one hardly tells systems apart that are alike; Wang’s and Fan’s do.")
        ),
        TableInput("GRADES", tr("Grades of D (a table)"), optional=True)
        .advanced()
        .tip(tr("Columns from, to, name: a grade holds what is above from, and up to to."))
        .otherwise(tr("ten grades of 0.1, from extreme imbalance to excellent coordination")),
    )
    outputs = (
        TableOutput("RESULT", tr("Coupling and coordination by year")).tip(
            tr("L, F, Ca, C, T and D of each year, its grade, and which of L, F and Ca is smallest.")
        ),
        TableOutput("WEIGHTS_TABLE", tr("Extremes and weights of indicators")).tip(
            tr("A row for each indicator: extremes, entropy and weight. Another run takes it as its table of indicators.")
        ),
        TableOutput("OBSTACLES", tr("Indicators and obstacles by year")).tip(
            tr("Each indicator in each year: as it was, rescaled, and its share in what L falls short of 1.")
        ),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("D_FIRST", tr("D of the first year")),
        NumberOutput("D_LAST", tr("D of the last year")),
        NumberOutput("YEARS", tr("Years with a D")),
    )
