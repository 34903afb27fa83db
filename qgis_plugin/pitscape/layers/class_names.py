"""Names and colours of classes: from a layer's renderer, else from the tables that its file brings.

Tables say by the usage of their columns which holds codes and which names; where they do not, columns are told by their own
names. A wrong name is worse than none: what can be read in two ways is left alone.
"""

import contextlib
import os
import re

from osgeo import gdal
from qgis.core import QgsColorRampShader, QgsPalettedRasterRenderer, QgsSingleBandPseudoColorRenderer

from ..translation import tr

# Names of columns, without case, spaces and signs, the likeliest first.
CODES = (
    "value", "pixelvalue", "gridcode", "lucode", "lulccode", "lccode", "classcode", "classvalue", "classid", "code", "dn",
    "class", "lulc", "像元值", "地类编码", "地类代码", "类别编码", "编码", "代码", "值",
)  # fmt: skip
NAMES = (
    "classname", "classnames", "lulcname", "lucname", "lcname", "landcovername", "landusename", "name", "names", "label",
    "class", "lulc", "landcover", "landuse", "category", "type", "description", "地类名称", "类别名称", "类型名称", "名称",
    "土地利用类型", "土地覆盖类型", "地类", "类别", "类型",
)  # fmt: skip


class Found:
    """Names and colours by code; `told` says where the names come from, where that was to be guessed. Those of `steps` may be of values
    that are amounts, as “low” and “high”."""

    def __init__(self, names=None, colors=None, told=None, steps=False):
        self.names = names or {}
        self.colors = colors or {}
        self.told = told
        self.steps = steps


def of_layer(layer, path, band):
    """From the renderer of the layer, else from the file (None where it is none that GDAL opens)."""
    renderer = layer.renderer()
    found = Found()
    if isinstance(renderer, QgsPalettedRasterRenderer) and band in renderer.usesBands():
        found = _of_entries((entry.value, entry.label, entry.color) for entry in renderer.classes())
    elif isinstance(renderer, QgsSingleBandPseudoColorRenderer) and band in renderer.usesBands():
        found = _of_ramp(renderer.shader() and renderer.shader().rasterShaderFunction())
    if not found.names and path is not None:
        in_file = _of_file(path, band)
        found.names, found.told, found.steps = in_file.names, in_file.told, False
    return found


def runs_through(renderer, band):
    """Whether a renderer draws the values of a band in colours that run into one another."""
    if not isinstance(renderer, QgsSingleBandPseudoColorRenderer) or band not in renderer.usesBands():
        return False
    shader = renderer.shader() and renderer.shader().rasterShaderFunction()
    return isinstance(shader, QgsColorRampShader) and shader.colorRampType() == QgsColorRampShader.Type.Interpolated


def _of_entries(entries):
    found = Found()
    for value, label, color in entries:
        if float(value).is_integer():
            code, label = int(value), label.strip()
            found.colors[code] = color.name()
            if label and label not in (str(code), str(value)):
                found.names[code] = label
    return found


def _of_ramp(shader):
    """Labels of a colour ramp that are words, one for each of its whole values; numbers with a unit are none."""
    if not isinstance(shader, QgsColorRampShader):
        return Found()
    items = shader.colorRampItemList()
    rests = {re.sub(r"^[\s\d.,<>=≤≥+–-]+", "", item.label).strip() for item in items}
    words = all(re.search(r"[^\W\d_]", item.label) for item in items)
    if len(rests) < 2 or not words or not all(float(item.value).is_integer() for item in items):
        return Found()
    found = _of_entries((item.value, item.label, item.color) for item in items)
    found.told = tr("the labels of the layer's colour ramp")
    found.steps = shader.colorRampType() != QgsColorRampShader.Type.Exact
    return found


def opened(path):
    """None where it cannot be opened; the library tells what is wrong with the file."""
    try:
        return gdal.Open(path)
    except RuntimeError:  # where somebody called gdal.UseExceptions()
        return None


def _of_file(path, band):
    dataset = opened(path)
    if dataset is None or band > dataset.RasterCount:
        return Found()
    source = dataset.GetRasterBand(band)
    found = _of_columns(_columns_of_rat(source.GetDefaultRAT()), tr("the file's attribute table"))
    if not found.names and dataset.RasterCount == 1:
        beside = _beside(path)
        if beside:
            found = _of_columns(_columns_of_dbf(beside), os.path.basename(beside), guessed=True)
    if not found.names:
        categories = source.GetCategoryNames() or []
        found.names = {code: text.strip() for code, text in enumerate(categories) if text and text.strip()}
    return found


class _Column:
    def __init__(self, name, usage, text, cells):
        self.name = name
        self.plain = re.sub(r"[\W_]", "", name).casefold()
        self.usage = usage
        self.text = text
        self.cells = cells


def _columns_of_rat(table):
    if table is None:
        return []
    columns = []
    for at in range(table.GetColumnCount()):
        usage = table.GetUsageOfCol(at)
        text = table.GetTypeOfCol(at) == gdal.GFT_String and usage not in (gdal.GFU_MinMax, gdal.GFU_Min, gdal.GFU_Max)
        cell = table.GetValueAsString if text else table.GetValueAsDouble
        cells = [cell(row, at) for row in range(table.GetRowCount())]
        columns.append(_Column(table.GetNameOfCol(at), usage, text, cells))
    return columns


def _columns_of_dbf(path):
    dataset = None
    with contextlib.suppress(RuntimeError):
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    if dataset is None:
        return []
    layer = dataset.GetLayer(0)
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(at) for at in range(definition.GetFieldCount())]
    rows = [[feature.GetField(at) for at in range(len(fields))] for feature in layer]
    texts = [field.GetTypeName() == "String" for field in fields]
    names = [field.GetName() for field in fields]
    return [_Column(name, gdal.GFU_Generic, texts[at], [row[at] for row in rows]) for at, name in enumerate(names)]


def _beside(path):
    """The table that ArcGIS writes beside a raster, in whatever case."""
    folder, name = os.path.split(path)
    if not os.path.isfile(path):
        return None
    wanted = f"{name}.vat.dbf"
    if os.path.isfile(os.path.join(folder, wanted)):
        return os.path.join(folder, wanted)
    same = [other for other in os.listdir(folder or ".") if other.lower() == wanted.lower()]
    return os.path.join(folder, same[0]) if len(same) == 1 else None


def _of_columns(columns, told, guessed=False):
    code, sure_code = _code_column(columns)
    if code is None:
        return Found()
    name, sure_name = _name_column([column for column in columns if column is not code])
    if name is None:
        return Found()
    names = {}
    for value, text in zip(code.cells, name.cells):
        text = "" if text is None else str(text).strip()
        if value is None or not text or not float(value).is_integer() or text == str(int(value)):
            continue
        if names.setdefault(int(value), text) != text:
            return Found()  # two names for one code
    if names and (guessed or not (sure_code and sure_name)):
        return Found(names, told=tr("the columns {codes} and {names} of {table}", codes=code.name, names=name.name, table=told))
    return Found(names)


def _code_column(columns):
    """The column of codes, and whether its usage says so."""
    numbers = [column for column in columns if not column.text]
    of = {usage: [column for column in columns if column.usage == usage] for usage in (gdal.GFU_MinMax, gdal.GFU_Min, gdal.GFU_Max)}
    if of[gdal.GFU_MinMax]:
        return of[gdal.GFU_MinMax][0], True
    if of[gdal.GFU_Min]:
        low, high = of[gdal.GFU_Min][0], of[gdal.GFU_Max]
        if high:  # only rows of one code
            both = zip(low.cells, high[0].cells)
            low = _Column(low.name, low.usage, low.text, [a if a == b else None for a, b in both])
        return low, True
    for plain in CODES:
        named = [column for column in numbers if column.usage == gdal.GFU_Generic and column.plain == plain]
        if named:
            unique = len(set(named[0].cells)) == len(named[0].cells)
            return (named[0] if len(named) == 1 and unique else None), False
    return None, False


def _is_word(cell):
    """Whether a cell has letters and is no colour."""
    return bool(re.search(r"[^\W\d_]", cell or "")) and not re.fullmatch(r"\s*#?[0-9a-fA-F]{6,8}\s*", cell)


def _name_column(columns):
    """The column of names, and whether its usage says so."""
    used = [column for column in columns if column.usage == gdal.GFU_Name]
    if used:
        return used[0], True
    texts = [column for column in columns if column.usage == gdal.GFU_Generic and column.text]
    texts = [column for column in texts if any(map(_is_word, column.cells))]
    for plain in NAMES:
        named = [column for column in texts if column.plain == plain]
        if named:
            return (named[0] if len(named) == 1 else None), False
    like = [column for column in texts if re.search("name|class|label|cover|名|类", column.plain)]
    return (like[0] if len(like) == 1 else None), False
