"""Landscape metrics in groups, as a list to choose from has them; the library says what there is."""

import re

from .. import metrics
from ..declare.shared import STUDY_METRICS
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
    tr("The ten of Chang et al. (2024)"): STUDY_METRICS.replace(";", " "),
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


def offered(metric, levels, windows):
    """Whether it can be had at one of the levels: of windows where it needs nothing but the number of classes."""
    return any(metric[level] for level in levels) and (not windows or metric["needs"] in (None, OF_WINDOWS))


def grouped(names):
    """Families of these metrics by the title of their group, in the order of the list."""
    groups, families, title = {}, {}, None
    for name, metric in metrics.known().items():
        title = GROUPS.get(name, title)
        if name not in names:
            continue
        stem, _line, statistic = name.rpartition("_")
        of_patches = statistic in STATISTICS and stem
        family = stem if of_patches else name
        if family not in families:
            families[family] = Family(family, re.sub("[,，][^,，]*$", "", metric["name"]) if of_patches else metric["name"])
            groups.setdefault(title, []).append(families[family])
        if of_patches:
            families[family].statistics.append(metric)
        else:
            families[family].metric = metric
    return groups
