"""Landscape metrics: patches, and the metrics of patches, classes and landscapes as FRAGSTATS defines them."""

from ..base import KernelAlgorithm
from ..declare.inputs import Mask, TableInput, Zones
from ..declare.outputs import NumberOutput, RasterOutput
from ..declare.report_output import ReportOutput
from ..declare.series import Series
from ..declare.shared import AreaOfPlane, IgnoreCodes, MaxClasses, Neighbourhood, ResampleClasses
from ..declare.table_outputs import PolygonOutput, TableOnDemand, TableOutput
from ..declare.values import Choice, CreateOptions, Length, Metrics, Number
from ..groups import LANDSCAPE_PATTERN
from ..layers.styles import patch_ids, patch_polygons
from ..reports.landscape_metrics import page
from ..translation import tr


class LandscapeMetrics(KernelAlgorithm):
    kernel = "landscape_metrics"
    title = tr("Landscape metrics")
    toolbox_group = LANDSCAPE_PATTERN
    summary = tr("Patches of land-cover maps, and metrics of patches, classes and landscapes as FRAGSTATS defines them.")
    keywords = (
        "landscape", "metrics", "patch", "fragstats", "fragmentation", "edge", "diversity", "contagion", "aggregation", "lulc",
        "多样性", "香农", "聚集度", "边缘密度", "蔓延度",
    )  # fmt: skip
    inputs = (
        Series(),
        Neighbourhood(),
        Metrics("METRICS", tr("Metrics"), "all").tip(
            tr("Abbreviations, as in NP;PD;SHDI;AREA_MN, or all: those that the other settings allow.")
        ),
        Number("BOUNDARY_EDGE_PCT", tr("Edge at border that counts (%)"), 0.0).tip(
            tr("Share of the edge against nodata and the border of the map that counts as edge in TE and ED, as in FRAGSTATS.")
        ),
        Length("EDGE_DEPTH", tr("Depth of edges (map units)"), of="LAYERS")
        .tip(tr("For core area: cells of a patch no farther than this from a cell outside are its edge."))
        .otherwise(tr("one cell")),
        TableInput("EDGE_DEPTHS", tr("Depths of edges by classes"), optional=True)
        .advanced()
        .tip(
            tr(
                "For core area: a table with the columns lucode_a, lucode_b and depth (map units): how deep the edge of class a "
                "is where class b lies beyond."
            )
        ),
        TableInput("CONTRAST", tr("Contrast of classes"), optional=True)
        .advanced()
        .tip(tr("For ECON, CWED and TECI: a table with the columns lucode_a, lucode_b and weight (0 to 1).")),
        TableInput("SIMILARITY", tr("Similarity of classes"), optional=True)
        .advanced()
        .tip(tr("For SIMI: a table with the columns lucode_a, lucode_b and weight (0 to 1).")),
        Length("SEARCH_RADIUS", tr("Search radius of PROX, SIMI (map units)"), of="LAYERS").tip(
            tr("Patches no farther than this from a patch are in its PROX and SIMI, which need it.")
        ),
        Length("CONNECT_THRESHOLD", tr("Reach of CONNECT (map units)"), of="LAYERS").tip(
            tr("Patches of a class no farther than this from one another are joined. CONNECT needs it.")
        ),
        MaxClasses(),
        Choice(
            "FORM",
            tr("Form of the tables"),
            {"wide": tr("a column for each metric"), "long": tr("a row for each metric")},
            "wide",
        ).tip(tr("Of the tables of landscapes and classes. The patch table always has a column for each metric.")),
        AreaOfPlane(),
        ResampleClasses(),
        IgnoreCodes(),
        Mask(grid="LAYERS"),
        Zones(grid="LAYERS"),
        CreateOptions(),
    )
    outputs = (
        RasterOutput("OUTPUT", tr("Patches (ids)"), style=patch_ids, by_default=False).tip(
            tr("Number of the patch that each cell is of, a band for each map.")
        ),
        PolygonOutput("PATCHES", tr("Patches"), grid="LAYERS", style=patch_polygons, by_default=False).tip(
            tr("Polygons of the patches, with their metrics as columns.")
        ),
        TableOutput("LANDSCAPE", tr("Landscape metrics")).tip(tr("Metrics of each map, or of each zone of it.")),
        TableOutput("CLASS", tr("Class metrics")).tip(tr("Metrics of each class.")),
        TableOnDemand("PATCH", tr("Patch metrics"), by_default=False).tip(tr("Metrics of each patch. There may be very many.")),
        TableOutput("SIZES", tr("Patch sizes"), by_default=False).tip(tr("Number and area of patches by class and size.")),
        ReportOutput("REPORT", tr("Report"), page).tip(tr("A web page with figures, tables, and a paragraph on methods.")),
        NumberOutput("TA", tr("Total area of the last map (ha)")),
        NumberOutput("NP", tr("Patches of the last map")),
        NumberOutput("SHDI", tr("Shannon diversity of the last map")),
    )
