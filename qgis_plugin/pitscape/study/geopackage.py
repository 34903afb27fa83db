"""All tables and polygons of a study as layers of one GeoPackage, and each as CSV on demand."""

import os
import shutil

from osgeo import ogr
from qgis.core import QgsFeatureSink, QgsProcessingParameterFileDestination, QgsVectorFileWriter

from ..declare.outputs import TEMPORARY, Output
from ..layers import table_files
from ..refusals import Unwritten, refuse
from ..translation import tr

DRIVERS = {".gpkg": "GPKG", ".csv": "CSV"}
# What SQLite keeps beside a database that is open: of the old file, it would spoil the new one.
BESIDE = ("-wal", "-shm", "-journal")


class GeoPackageOutput(Output):
    """The file of all tables and polygons."""

    def definitions(self):
        return [QgsProcessingParameterFileDestination(self.name, self.description, tr("GeoPackage (*.gpkg)"), None, optional=True, createByDefault=True)]

    def check(self, run):
        file = self.destination(run)
        if file.startswith("/vsi") or (file and file not in TEMPORARY and self.file(run) == (None, None)):
            refuse(self.name, tr("{file} is no file on a disk. Give the name of a file that ends in .gpkg.", file=file))
        if file and file not in TEMPORARY and not file.lower().endswith(".gpkg"):
            refuse(self.name, tr("{file} does not end in .gpkg. The tables are layers of a GeoPackage: give it that ending.", file=file))
        super().check(run)

    def results(self, run, report):
        path = run.captured[self.name]
        return {self.name: path} if path else {}


def write_geopackage(study, path):
    """Under a temporary name, which the files of the run know."""
    run = study.run
    made = os.path.join(run.files.beside(path), os.path.basename(path))
    for one in _in_turn(study):
        _write(run, "OUTPUT", one, made, one.name)
    _refuse_partial("OUTPUT", made, study.tables)
    run.files.add(made, path)
    for ending in BESIDE:
        if os.path.exists(path + ending):
            run.files.add(None, path + ending)


def write_csv(study, folder):
    run = study.run
    run.files.make_folder(folder)
    for one in _in_turn(study):
        path = os.path.join(folder, f"{one.name}.csv")
        study.refuse_inputs("CSV_FOLDER", path)
        made = os.path.join(run.files.beside(path), os.path.basename(path))
        _write(run, "CSV_FOLDER", one, made, None)
        if table_files.names_if_whole(made, one.rows.count) is None:
            _refuse("CSV_FOLDER", made)
        run.files.add(made, path)


def _in_turn(study):
    for at, one in enumerate(study.tables):
        study.feedback.stop_if_cancelled()
        study.feedback.setProgress(100 * at / len(study.tables))
        yield one


def _write(run, output, kept, path, layer):
    rows = kept.rows = kept.step.table_rows(kept.output.name)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = DRIVERS[table_files.ending(path)]
    options.fileEncoding = "UTF-8"
    if layer:
        options.layerName = layer
        if os.path.exists(path):
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    plain = layer is None
    geometry = kept.output.geometry_type if plain else kept.output.geometry(kept.step)
    writer = QgsVectorFileWriter.create(
        path, rows.fields, geometry, kept.output.crs(kept.step), run.context.transformContext(), options, QgsFeatureSink.SinkFlags()
    )
    whole = writer.hasError() == QgsVectorFileWriter.WriterError.NoError and _fill(writer, rows, plain)
    reason = writer.errorMessage()
    del writer  # closes the file, which some systems would not remove otherwise
    if not whole:
        _refuse(output, path, reason)


def _fill(writer, rows, plain):
    """Whether all rows are written."""
    for feature in rows:
        if plain:
            feature.setAttributes([table_files.harmless(value) for value in feature.attributes()])
        if not writer.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            return False
    return writer.flushBuffer()


def _refuse_partial(output, made, tables):
    """A full disk may be met when the file is closed, and nobody told."""
    try:
        dataset = ogr.Open(made)
    except RuntimeError:
        dataset = None
    layers = [dataset and dataset.GetLayerByName(one.name) for one in tables]
    whole = all(layer is not None and layer.GetFeatureCount() == one.rows.count for layer, one in zip(layers, tables))
    dataset = layers = None
    if not whole:
        _refuse(output, made)


def _refuse(output, path, reason=""):
    """The reason may hold the whole SQL of a table, and says little where the disk is full."""
    file = os.path.basename(path)
    if not reason or shutil.disk_usage(os.path.dirname(path)).free < table_files.ROOM:
        refuse(output, tr("{file} could not be written in full. Is the disk full?", file=file), Unwritten)
    refuse(output, tr("{file} could not be written ({reason}).", file=file, reason=reason), Unwritten)
