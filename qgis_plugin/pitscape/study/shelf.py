"""Results of a study in the project: one group, in the order of its chapters, styled, with the years of maps."""

from qgis.core import (
    Qgis,
    QgsDateTimeRange,
    QgsLayerTreeGroup,
    QgsProcessingContext,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QTimer

from ..layers.loaded import Styler
from ..translation import tr

RUN, PLACE = "pitscape/study", "pitscape/place"  # properties of groups and layers in the tree: which run they are of, and where they belong
LAST = 10**6  # a place behind all others


class Named:
    """The name of a layer of a study, which stands whatever others are called: its group tells it apart."""

    def __init__(self, name):
        self.name = self.longer = name


class Shelved(Styler):
    """Puts a loaded layer into the group of its study."""

    def __init__(self, kept, group, run_id, place, shown):
        rows = getattr(kept, "rows", None)
        told = kept.report if kept.style else None
        super().__init__(Named(kept.title), rows.looks() if rows else (), kept.style, kept.request, told)
        self.group, self.run_id, self.years, self.place, self.shown = group, run_id, kept.years, place, shown

    def postProcessLayer(self, layer, context, feedback):
        super().postProcessLayer(layer, context, feedback)
        date(layer, self.years)
        project = context.project()
        if project is not None and not self._shelve(project, layer):
            # Some versions of QGIS put layers into the tree only when all are styled.
            QTimer.singleShot(0, lambda: self._shelve(project, layer))

    def _shelve(self, project, layer):
        root = project.layerTreeRoot()
        node = root.findLayer(layer.id())
        if node is None:
            return False
        group = self._group(root)
        if not layer.isSpatial():
            group = _tables(group)
        before = node.parent()
        copy = node.clone()
        copy.setCustomProperty(PLACE, self.place)
        copy.setExpanded(False)
        before_it = [at for at, one in enumerate(group.children(), 1) if int(one.customProperty(PLACE, LAST)) < self.place]
        group.insertChildNode(max(before_it, default=0), copy)
        copy.setItemVisibilityChecked(self.shown)
        before.removeChildNode(node)
        _remove_older(project, root, layer)
        _clear(before)
        return True

    def _group(self, root):
        group = next((one for one in root.findGroups() if one.customProperty(RUN) == self.run_id), None)
        if group is None:
            group = root.insertGroup(0, self.group)
            group.setCustomProperty(RUN, self.run_id)
        return group


def shelved(study, geopackage, name):
    """Where results stand, each with what puts it into the group: while tables of the run can be read."""
    group = tr("Pitscape: {name}", name=name)
    kept = [(one, one.path) for one in study.rasters]
    if geopackage:
        kept += [(one, f"{geopackage}|layername={one.name}") for one in study.tables]
    first = next((one for one in study.rasters if one.step is study.last_carbon), None)
    return [(source, one.name, Shelved(one, group, study.run.id, place, one is first)) for place, (one, source) in enumerate(kept)]


def announce(results, context):
    """Tell QGIS what to load once the run is over: on the main thread, in the context that whoever runs the study has."""
    for source, name, processor in results:
        details = QgsProcessingContext.LayerDetails(processor.named.name, context.project(), name)
        details.setPostProcessor(processor)
        processor.go_with(context)
        details.forceName = True
        context.addLayerToLoadOnCompletion(source, details)


def _tables(group):
    name = tr("Tables")
    made = next((one for one in group.children() if isinstance(one, QgsLayerTreeGroup) and one.name() == name), None)
    if made is None:
        made = group.addGroup(name)
        made.setCustomProperty(RUN, "")
        made.setExpanded(False)
    return made


def _remove_older(project, root, layer):
    """Layers that an earlier run put into the tree, and that show the same table of the same file."""
    for node in root.findLayers():
        older = node.layer()
        if older is None or older.id() == layer.id() or node.customProperty(PLACE) is None or not isinstance(older, QgsVectorLayer):
            continue
        if not older.isEditable() and _table_of(older) == _table_of(layer):
            group = node.parent()
            project.removeMapLayer(older.id())
            _clear(group)


def _table_of(layer):
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return parts.get("path"), parts.get("layerName")


def _clear(group):
    """Groups of earlier runs whose layers are those of this one are empty now."""
    while group.parent() is not None and not group.children() and group.customProperty(RUN) is not None:
        parent = group.parent()
        parent.removeChildNode(group)
        group = parent


def date(layer, years):
    """The years that the layer is of; where its rows have a year, each is of its own."""
    if not years:
        return
    if isinstance(layer, QgsRasterLayer):
        times = layer.temporalProperties()
        times.setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
        first, last = QDateTime(QDate(min(years), 1, 1), QTime(0, 0)), QDateTime(QDate(max(years), 12, 31), QTime(23, 59, 59))
        times.setFixedTemporalRange(QgsDateTimeRange(first, last))
        times.setIsActive(True)
    elif layer.isSpatial() and layer.fields().lookupField("year") >= 0:
        times = layer.temporalProperties()
        times.setMode(Qgis.VectorTemporalMode.FeatureDateTimeStartAndEndFromExpressions)
        times.setStartExpression('make_datetime("year", 1, 1, 0, 0, 0)')
        times.setEndExpression('make_datetime("year", 12, 31, 23, 59, 59)')
        times.setIsActive(True)
