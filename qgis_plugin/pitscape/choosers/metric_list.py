"""Landscape metrics in groups, as a list to choose from has them; the library says what there is."""

from .. import native
from ..translation import tr

ALL = "all"
# The first metric of each group, in the order of the library's list.
GROUPS = {
    "CA": tr("Area and edge"),
    "PARA": tr("Shape"),
    "TCA": tr("Core area"),
    "CWED": tr("Contrast"),
    "ENN": tr("Isolation"),
    "LSI": tr("Aggregation"),
    "PR": tr("Diversity"),
    "ENT": tr("Complexity"),
}
PRESETS = {
    tr("The ten of Chang et al. (2024)"): "NP PD LPI ED LSI CONTAG COHESION SHDI SHEI AI",
    tr("Diversity"): "PR PRD SHDI SIDI MSIDI SHEI SIEI MSIEI",
    tr("Aggregation"): "LSI AI PLADJ CLUMPY IJI CONTAG COHESION DIVISION MESH SPLIT",
    tr("Shape"): "SHAPE_MN SHAPE_AM FRAC_MN FRAC_AM PARA_MN CIRCLE_MN CONTIG_MN PAFRAC",
    tr("Core area"): "TCA CPLAND NDCA DCAD CORE_MN CORE_AM CAI_MN CAI_AM",
    tr("All"): ALL,
}
LEVELS = {"patch": tr("patch"), "class": tr("class"), "landscape": tr("landscape")}
OF_WINDOWS = "MAX_CLASSES"  # the one parameter for metrics that windows have
STATISTICS = ("MN", "AM", "MD", "RA", "SD", "CV")


class Family:
    """A metric with the statistics of it over patches, of which it may have none, or which may be all there is of it."""

    def __init__(self, stem, name):
        self.stem = stem
        self.name = name
        self.metric = None
        self.statistics = []


def known():
    try:
        return native.describe()["metrics"]
    except native.PitscapeError:
        return []  # canExecute tells why


def offered(metric, levels, windows):
    """Whether it can be had at one of the levels: of windows where it needs nothing but the number of classes."""
    return any(metric[level] for level in levels) and (not windows or metric["needs"] in (None, OF_WINDOWS))


def grouped(metrics):
    """Families of metrics by the title of their group, in the order of the list."""
    groups, families, title = {}, {}, None
    for metric in known():
        title = GROUPS.get(metric["abbreviation"], title)
        if metric not in metrics:
            continue
        stem, _line, statistic = metric["abbreviation"].rpartition("_")
        of_patches = statistic in STATISTICS and stem
        name = metric["abbreviation"] if not of_patches else stem
        if name not in families:
            families[name] = Family(name, metric["name"].rpartition(", ")[0] if of_patches else metric["name"])
            groups.setdefault(title, []).append(families[name])
        if of_patches:
            families[name].statistics.append(metric)
        else:
            families[name].metric = metric
    return groups
