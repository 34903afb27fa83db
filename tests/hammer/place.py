"""The folders of a run, and what stands in them before and after it."""

import hashlib
import pathlib
import re

from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()
HIDDEN = "."  # rasters in the making, and old ones set aside; scratch folders begin with the next
SCRATCH = "pitscape_"
# What pages tell of their run: when it was, and what others had left.
OF_ITS_RUN = re.compile(r"made on .{5,40} by Pitscape|\s*<li>\s*Files of earlier runs[^<]*</li>")
SIDECARS = (".aux.xml", ".ovr", ".msk")


class Place:
    """Where runs read, and the disk on which they write: `out`, a folder of `tables` for each run, and `scratch`."""

    def __init__(self, root, inputs, of_qgis=False):
        self.inputs = inputs
        self.disk = root / "disk"
        # QGIS leaves folders of its own behind; what the plugin makes in them has to go.
        self.scratch = root / "of_qgis" if of_qgis else self.disk / "scratch"

    def make(self):
        for folder in (self.disk / "out", self.disk / "tables", self.scratch):
            folder.mkdir(parents=True)
        return self

    def request(self, template, name=""):
        """A request in which the placeholders are folders; what runs of different names write does not meet."""
        tables, bands = self.disk / "tables" / (name or "run"), self.disk / "out" / f"{name}bands"
        for folder in (tables, bands):
            folder.mkdir(exist_ok=True)
        words = {"BANDS": str(bands), "TABLES": str(tables), "SCRATCH": str(self.scratch)}

        def filled(value):
            if isinstance(value, dict):
                return {key: filled(item) for key, item in value.items()}
            if isinstance(value, list):
                return [filled(item) for item in value]
            if isinstance(value, str):
                value = words.get(value, value)
                value = value.replace("IN/", f"{self.inputs}/").replace("OUT/", f"{self.disk}/out/{name}")
            return value

        return filled(template)

    def plain(self, text, name=""):
        """Text without what differs between places."""
        for folder, word in (
            (f"{self.disk}/out/{name}", "OUT/"), (f"{self.disk}/tables/{name or 'run'}", "TABLES"),
            (str(self.inputs), "IN"), (str(self.disk), "DISK"),
        ):  # fmt: skip
            text = text.replace(folder, word)
        return text

    def files(self, name=""):
        """All files of the run of that name, by their names without it, and what is in them."""
        found = {}
        for path in sorted(self.disk.rglob("*")):
            relative = str(path.relative_to(self.disk))
            if path.is_dir():
                continue
            if name:
                if not relative.startswith((f"out/{name}", f"out/.{name}", f"tables/{name}/")):
                    continue
                relative = re.sub(f"^out/([.]?){name}", r"out/\1", relative).replace(f"tables/{name}/", "tables/run/", 1)
            found[relative] = self.content(path, name)
        found.update((str(path), "left") for path in self.scratch.glob(f"processing_*/{SCRATCH}*"))
        return found

    def content(self, path, name=""):
        with open(path, "rb") as file:
            start = file.read(4)
        if start[:2] == b"II" and path.suffix == ".tif":
            return self._raster(path, name)
        if path.suffix == ".gpkg" and start == b"SQLi":
            return self._layers(path)
        if path.suffix == ".html":
            return hashlib.blake2b(OF_ITS_RUN.sub("", self.plain(path.read_text(errors="replace"), name)).encode()).hexdigest()
        return hashlib.blake2b(path.read_bytes()).hexdigest()

    def _raster(self, path, name):
        """What a raster says; where its blocks lie in the file depends on threads."""
        try:
            dataset = gdal.Open(str(path))
            said = [dataset.GetGeoTransform(), dataset.GetProjection(), sorted(dataset.GetMetadata().items())]
            cells = hashlib.blake2b()
            for number in range(1, dataset.RasterCount + 1):
                band = dataset.GetRasterBand(number)
                said.append([band.DataType, band.GetNoDataValue(), band.GetDescription(), band.GetUnitType()])
                cells.update(band.ReadRaster())
        except RuntimeError as error:
            return f"unreadable: {error}"
        return f"{cells.hexdigest()} {self.plain(repr(said), name)}"


    def _layers(self, path):
        """The rows of a GeoPackage; the file tells when it was made."""
        rows = hashlib.blake2b()
        try:
            dataset = ogr.Open(str(path))
            for layer in dataset:
                for feature in layer:
                    geometry = feature.GetGeometryRef()
                    rows.update(repr((feature.items(), geometry and geometry.ExportToWkt())).encode())
        except RuntimeError as error:
            return f"unreadable: {error}"
        return rows.hexdigest()


def left_in(files):
    """Those of the files that runs have under names of their own."""
    return [name for name in files if is_temporary(name)]


def is_temporary(relative):
    parts = pathlib.PurePath(relative).parts
    return any(part.startswith((HIDDEN, SCRATCH)) for part in parts)


def after(before, made):
    """The files after a run that made these: what stood there goes, with what described it."""
    outputs = [name for name in made if name.startswith("out/")]
    gone = {name + part for name in outputs for part in SIDECARS}
    return {**{name: content for name, content in before.items() if name not in gone}, **made}


def differences(found, expected):
    """What differs between two sets of files, in words."""
    told = [f"{name} is new" for name in found if name not in expected]
    told += [f"{name} is gone" for name in expected if name not in found]
    told += [f"{name} differs" for name in found if name in expected and found[name] != expected[name]]
    return told
