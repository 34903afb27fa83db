"""Mining assessment: the whole study of a mining area in one run."""

import os
import uuid

from qgis.core import NULL

from .. import native
from ..algorithms.carbon_change import PRICE_BASES
from ..algorithms.coupling_coordination import FORMULAS, WEIGHTS
from ..algorithms.regression import SELECTIONS
from ..algorithms.spectral_indices import SENSORS
from ..base import KernelAlgorithm
from ..declare.coupled import Indicators
from ..declare.inputs import Mask, PoolsWithErrors, RasterInput, ShapeInput, TableInput, Zones
from ..declare.outputs import FolderOutput, NumberOutput
from ..declare.reference_input import ReferenceInput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.shared import AreaOfPlane, ClassCorrelation, IgnoreCodes, Neighbourhood, ResampleClasses, ResampleValues, ring_settings
from ..declare.values import Choice, Choices, Codes, CreateOptions, Flag, Length, Name, Number, Radii, Typed, Year
from ..declare.variables import VariableRasters
from ..groups import STUDY
from ..refusals import refuse
from ..translation import tr
from .at_hand import bring
from .chapter import write
from .chapters import CHAPTERS
from .geopackage import GeoPackageOutput, write_csv, write_geopackage
from .one_grid import onto_one_grid
from .progress import Part
from .report import page
from .shelf import announce, shelved
from .study import Study

# What is done before and after the chapters, as shares of the run.
BEFORE, AFTER = 0.02, 0.92


class MiningAssessment(KernelAlgorithm):
    kernel = "mining_assessment"
    title = tr("Mining assessment")
    toolbox_group = STUDY
    summary = tr(
        "The whole study of a mining area in one run: accuracy, transitions, carbon, landscape pattern, windows, what goes along with carbon, coupling, and the reach of the mine, with one report."
    )
    keywords = (
        "study", "assessment", "workflow", "everything", "report", "mine", "restoration", "Chang", "Haerwusu",
        "评价", "报告", "矿山", "生态修复", "全流程",
    )  # fmt: skip
    inputs = (
        Name("NAME", tr("Name of the mining area")).tip(tr("For the title of the report and the group of layers.")).otherwise(tr("what the names of the maps have in common, else that of the first")),
        Series(mixed=False),
        PoolsWithErrors(),
        Codes("CODES", tr("Class codes that are mining land")).tip(tr("Pits, dumps, industrial land. Give these, or a layer of mining land.")),
        ShapeInput("SOURCES", tr("Mining land (a layer)"), grid="LAYERS").tip(
            tr("Polygons, lines or points that are mining land, in place of class codes.")
        ),
        Codes("F_CODES", tr("Class codes of forest and grassland"))
        .tip(tr("Their area is F of the coupling coordination."))
        .otherwise(tr("no chapter on coupling")),
        ReferenceInput("REFERENCE", tr("Reference points of the last map"), grid="LAYERS")
        .tip(tr("Points with the class that is really there, for the accuracy of the map."))
        .otherwise(tr("no chapter on accuracy")),
        RasterInput("RED", tr("Red band of a picture"), optional=True).of_picture().tip(tr("For spectral indices of the last year.")),
        RasterInput("NIR", tr("Near infrared band"), optional=True).of_picture().tip(tr("For spectral indices.")),
        RasterInput("GREEN", tr("Green band (for GNDVI)"), optional=True).of_picture().tip(tr("For GNDVI.")),
        RasterInput("BLUE", tr("Blue band (for EVI)"), optional=True).of_picture().tip(tr("For EVI.")),
        Choice("SENSOR", tr("What cells of the picture are"), SENSORS, "band").advanced().tip(
            tr("How cells become reflectance: by the scale and offset that the bands tell, or those of a product.")
        ),
        VariableRasters("COVARIATES", tr("Covariates (height, climate …)")).tip(
            tr("Rasters of amounts that may go along with carbon, each a variable of the name of its layer.")
        ),
        TableInput("GROUPS", tr("Groups of classes"), optional=True)
        .advanced()
        .tip(tr("A table with the columns lucode and class_group, for the transitions."))
        .otherwise(tr("each class for itself")),
        Length("WINDOW_RADIUS", tr("Radius of the windows (map units)"), of="LAYERS")
        .tip(tr("For the metrics in windows of the last map."))
        .otherwise(tr("the radius that the scale of the windows gives, which takes a minute or two")),
        Radii("RADII", tr("Radii to choose from (map units)")).advanced().tip(tr("Five or more.")).otherwise(tr("3, 5, 10, 15, 20 and 25 cells")),
        *ring_settings(),
        Year("MINING_YEAR", tr("Year of the mining land"))
        .advanced()
        .tip(tr("The year whose map tells what mining land is in all years."))
        .otherwise(tr("each year’s own map")),
        Number("PRICE", tr("Price per tonne")).tip(tr("For the net present value of the change of carbon.")).otherwise(tr("no value")),
        Choice("PRICE_BASIS", tr("The price is per tonne of"), PRICE_BASES, "C").advanced().tip(tr("A tonne of carbon is 44/12 tonnes of carbon dioxide.")),
        Number("DISCOUNT_RATE", tr("Discount rate (% per year)"), 0.0).advanced().tip(tr("By how much less a tonne is worth each year, because it is later.")),
        Number("RATE_CHANGE", tr("Change of the price (% per year)"), 0.0)
        .advanced()
        .tip(tr("As in InVEST: a positive change lowers the value, a negative one raises it.")),
        Choice("SELECTION", tr("Selection of variables"), SELECTIONS, "stepwise").advanced().tip(tr("Of the models of carbon density, as SPSS does it.")),
        Number("VIF_LIMIT", tr("Variance inflation at most (0 for any)"), 10.0)
        .advanced()
        .tip(tr("Of the models: the variable that the others explain best goes, until none is above this.")),
        Indicators(),
        Choice("WEIGHTS", tr("Weights of the indicators"), WEIGHTS, "entropy").advanced().tip(tr("Of the integrated index of the coupling.")),
        Number("RESCALE_MIN", tr("The worst value of an indicator becomes"), 0.1).advanced().tip(tr("0.1 in the study, so that no indicator is 0.")),
        Number("RESCALE_MAX", tr("The best value of an indicator becomes"), 1.0).advanced().tip(tr("1, in the study too.")),
        Number("F_MIN", tr("Area at which F is 0 (ha)")).advanced().tip(tr("Of forest and grassland.")).otherwise(tr("the least of the years, whose D is then 0")),
        Number("F_MAX", tr("Area at which F is 1 (ha)")).advanced().tip(tr("Of forest and grassland.")).otherwise(tr("the largest of the years")),
        Number("CA_MIN", tr("Carbon at which Ca is 0 (t)")).advanced().tip(tr("Of all classes.")).otherwise(tr("the least of the years, whose D is then 0")),
        Number("CA_MAX", tr("Carbon at which Ca is 1 (t)")).advanced().tip(tr("Of all classes.")).otherwise(tr("the largest of the years")),
        Choice("FORMULA", tr("Formula of the coupling C"), FORMULAS, "standard").advanced().tip(tr("Of the coupling coordination.")),
        ClassCorrelation().advanced(),
        Neighbourhood().advanced(),
        Length("CELL_SIZE", tr("Size of cells to coarsen to (map units)"), of="LAYERS")
        .advanced()
        .tip(
            tr(
                "The maps are brought onto square cells of this side before anything else, each of the most frequent class of what has one; a cell at the border is whole, so that areas grow by a little. Every figure is then of these cells."
            )
        )
        .otherwise(tr("cells as they are in the first map")),
        AreaOfPlane(),
        ResampleClasses(),
        ResampleValues(),
        IgnoreCodes(),
        Choices("LEAVE_OUT", tr("Chapters to leave out"), {chapter.word: chapter.title for chapter in CHAPTERS if chapter.word}, "")
        .advanced()
        .tip(tr("What is not wanted, or takes too long. A chapter goes too where another that it needs is left out.")),
        Mask(grid="LAYERS"),
        Zones(grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        GeoPackageOutput("OUTPUT", tr("Tables and polygons (GeoPackage)")).tip(tr("One file with every table, and the polygons.")),
        FolderOutput("FOLDER", tr("Folder of the rasters"), layer="LAYERS", by_default=True).tip(
            tr("Rasters of carbon, change, windows, indices, models, levels. Without it they are not kept.")
        ),
        FolderOutput("CSV_FOLDER", tr("Folder of the tables as CSV"), layer="LAYERS").tip(tr("Each table as a CSV file besides.")),
        ReportOutput("REPORT", tr("Report"), None).tip(tr("A web page with all chapters: figures, tables, methods.")),
        NumberOutput("CARBON_FIRST", tr("Carbon of the first map (t)")),
        NumberOutput("CARBON_LAST", tr("Carbon of the last map (t)")),
        NumberOutput("CARBON_CHANGE", tr("Carbon change, first to last year (t)")),
        NumberOutput("NPV", tr("Net present value (currency)")),
        NumberOutput("CHANGED_PCT", tr("Changed share, first to last date (%)")),
        NumberOutput("OVERALL", tr("Overall accuracy")),
        NumberOutput("RADIUS", tr("Radius of the windows (map units)")),
        NumberOutput("D_FIRST", tr("Coordination D of the first year")),
        NumberOutput("D_LAST", tr("Coordination D of the last year")),
        NumberOutput("FIRST_BREAK", tr("First break of the contribution ratio (m)")),
    )

    def __init__(self):
        super().__init__()
        self._shelved = []  # what a context is to load

    def postProcessAlgorithm(self, context, feedback):
        super().postProcessAlgorithm(context, feedback)
        announce(self._shelved, context)
        self._shelved = []
        return {}

    def _check(self, run):
        super()._check(run)
        if _is_given(run, "CODES") and _is_given(run, "SOURCES"):
            refuse("CODES", tr("mining land is given twice. Give {codes} or {layer}.", codes="CODES", layer="SOURCES"))
        radius = run.algorithm.parameterAsDouble(run.parameters, "WINDOW_RADIUS", run.context) if _is_given(run, "WINDOW_RADIUS") else 1
        if not radius > 0:
            refuse("WINDOW_RADIUS", tr("{radius:g} is no radius. Give more than 0.", radius=radius))
        for band in ("RED", "GREEN", "BLUE"):
            if _is_given(run, band) and not _is_given(run, "NIR"):
                refuse(band, tr("{band} alone makes no spectral index. Give {nir} too, or leave {band} out.", band=band, nir="NIR"))
        if _is_given(run, "NIR") and _band(run, "NIR") == _band(run, "RED"):
            refuse("NIR", tr("it is the band that was given as {red}. Choose another one.", red="RED"))
        if _is_given(run, "NIR") and not _is_given(run, "RED"):
            refuse("NIR", tr("{band} alone makes no spectral index. Give {nir} too, or leave {band} out.", band="NIR", nir="RED"))

    def _process(self, run):
        run.id = uuid.uuid4().hex
        run.request = asked(self, run)
        run.feedback = feedback = Part(run.feedback)
        study = Study(run, feedback)
        name = run.captured["NAME"] or common_name(study.maps)
        if run.captured["FOLDER"]:
            run.files.make_folder(run.captured["FOLDER"])
        feedback.chapter(tr("Maps"), 0, BEFORE / 2, {"layers": 1})
        bring(run, feedback)
        feedback.chapter(tr("Maps"), BEFORE / 2, BEFORE, dict.fromkeys(run.captured["LAYERS"], 1))
        onto_one_grid(study)
        written = write([chapter() for chapter in CHAPTERS], study, feedback, BEFORE, AFTER)
        feedback.chapter(tr("Results"), AFTER, 1, {"tables": 1, "csv": 1, "report": 4})
        geopackage = run.captured["OUTPUT"]
        feedback.step("tables")
        if geopackage:
            write_geopackage(study, geopackage)
        feedback.step("csv")
        if run.captured["CSV_FOLDER"]:
            write_csv(study, run.captured["CSV_FOLDER"])
        feedback.step("report")
        if run.captured["REPORT"]:
            self._write_report(run, lambda: page(study, run, written, name, native.version()))
        feedback.stop_if_cancelled()
        self._publish(run)
        report = {"results": numbers(study)}
        results = {}
        for output in self.outputs:
            results.update(output.results(run, report))
        self._shelved = shelved(study, geopackage, name) if run.context.project() else []
        self._titles = {"REPORT": tr("Mining assessment: {name}", name=name)}
        return results

    def _write_report(self, run, make):
        output = next(output for output in self.outputs if output.name == "REPORT")
        output.write(run, make)


def asked(algorithm, run):
    """What was asked of the study, for the list of parameters in its report: plain values, and where layers came from."""
    request = {"origins": {}, "years": run.captured["YEARS"]}
    for declaration in algorithm.inputs:
        if isinstance(declaration, (Typed, Name, Number, Choice, Flag)):
            request.update(declaration.request(run))
        request["origins"].update(declaration.origins(run))
    return request


def _band(run, name):
    layer = run.algorithm.parameterAsRasterLayer(run.parameters, name, run.context)
    return layer and (layer.source(), run.algorithm.parameterAsInt(run.parameters, f"{name}_BAND", run.context))


def common_name(maps):
    """What names of maps begin with, but for their years; that of the first where it is not a word."""
    names = [lulc.name for lulc, _year in maps]
    common = os.path.commonprefix(names).rstrip("0123456789 _-.,:(") if len(names) > 1 else ""
    return common if len(common) > 2 else names[0]


def _is_given(run, name):
    return run.parameters.get(name) not in (None, NULL, "", [])


def numbers(study):
    """The main figures by the names of outputs, in lower case; None where a chapter is left out."""

    def of(step, name):
        return study.steps[step].numbers.get(name) if step in study.steps else None

    carbon = [step for name, step in study.steps.items() if step.algorithm.kernel == "carbon_storage"]
    return {
        "carbon_first": carbon[0].numbers["total_carbon"],
        "carbon_last": carbon[-1].numbers["total_carbon"],
        "carbon_change": of("carbon", "carbon_change"),
        "npv": of("value", "npv"),
        "changed_pct": of("transitions", "changed_pct"),
        "overall": of("accuracy", "overall"),
        "radius": study.radius,
        "d_first": of("coupling", "d_first"),
        "d_last": of("coupling", "d_last"),
        "first_break": of("reach", "first_break"),
    }
