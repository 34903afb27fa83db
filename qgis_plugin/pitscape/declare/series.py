"""Several maps and their years: the inputs LAYERS, LAYERS_BAND and YEARS."""

from qgis.core import (
    NULL,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..layers import raster
from ..layers.years import possible_years
from ..refusals import refuse
from ..translation import tr
from .amounts import caution_of_classes
from .declaration import Declaration
from .values import chosen_by, whole_numbers

HINT = tr("Years are whole numbers, one for each layer in their order, as in 2000;2010;2020.")


class Series(Declaration):
    """Raster layers with a band for all and their years.

    Years that are left out are read from the layers' temporal properties, else from their names. The request gets
    the rasters as `layers`, their names as `layer_names`, and as `years` a list (null for a layer without a year),
    or null where no layer has one. With `needs_years` each layer must have one, and without `mixed` all or none; no two layers have the same, unless
    `alike` ones may.
    """

    rare = ("LAYERS_BAND",)
    kinds = {"layers": "rasters", "layer_names": "names", "years": "integers"}

    def __init__(self, needs_years=False, alike=False, mixed=True):
        super().__init__("LAYERS", tr("Land-cover maps"))
        self.tip(tr("Rasters of class codes. The first gives the grid, onto which those that differ are brought."))
        self.tips["LAYERS_BAND"] = tr("The band that is read of each map, counted from 1.")
        self.tips["YEARS"] = tr(
            "One for each map in their order, as in 2007;2012;2022. Without any: from the layers’ times, else from their names."
        )
        self.needs_years = needs_years
        self.alike = alike
        self.mixed = mixed

    def definitions(self):
        number = QgsProcessingParameterNumber
        years = QgsProcessingParameterString("YEARS", tr("Years of the maps"), "", optional=True)
        return [
            QgsProcessingParameterMultipleLayers("LAYERS", self.description, QgsProcessing.SourceType.TypeRaster),
            number("LAYERS_BAND", tr("Land-cover maps: band"), number.Type.Integer, 1, minValue=1),
            chosen_by(years, "years.YearsChooser", of="LAYERS"),
        ]

    def check(self, run):
        if run.parameters.get("LAYERS") in (None, NULL, "", []):
            refuse_none()
        band = run.algorithm.parameterAsInt(run.parameters, "LAYERS_BAND", run.context)
        if band < 1:
            refuse("LAYERS_BAND", tr("there is no band {band}: bands are counted from 1.", band=band))
        self._typed(run)

    def capture(self, run):
        layers = self._layers(run)
        band = run.algorithm.parameterAsInt(run.parameters, "LAYERS_BAND", run.context)
        captured = [raster.capture_layer(run, "LAYERS", layer, band) for layer in layers]
        run.captured["YEARS"] = self._years(run, layers)
        return captured

    def exports(self, run):
        return sum(captured.foreign for captured in run.captured["LAYERS"])

    def request(self, run):
        layers, years = run.captured["LAYERS"], run.captured["YEARS"]
        for layer, year in zip(layers, years):
            run.tell(f"{layer.name} = {tr('no year') if year is None else year}")
        return {
            "layers": [raster.request(run, "LAYERS", layer, f"layers_{at}") for at, layer in enumerate(layers, 1)],
            "layer_names": [layer.name for layer in layers],
            "years": None if set(years) == {None} else years,
        }

    def origins(self, run):
        return {"layers": "; ".join(layer.told for layer in run.captured["LAYERS"])}

    def _typed(self, run):
        return whole_numbers(run, "YEARS", HINT)

    def _layers(self, run):
        layers = layers_of(run, "LAYERS")
        if not layers:
            refuse_none()
        return layers

    def _years(self, run, layers):
        years = self._typed(run)
        _tell_of_others(run, layers, years)
        if years and len(years) != len(layers):
            refuse("YEARS", tr("years given: {years}; layers: {layers}.", years=len(years), layers=len(layers)) + f" {HINT}")
        if not years:
            found = [possible_years(layer) for layer in layers]
            either = tr("or")
            ambiguous = [
                f"“{layer.name()}” ({f' {either} '.join(str(year) for year in several)})"
                for layer, several in zip(layers, found)
                if len(several) > 1
            ]
            if ambiguous:
                names = ", ".join(ambiguous)
                refuse("YEARS", tr("the year is ambiguous in the name of {names}. Give YEARS for all layers.", names=names))
            years = [year[0] if year else None for year in found]
        without = [f"“{layer.name()}”" for layer, year in zip(layers, years) if year is None]
        if without and (self.needs_years or not self.mixed and len(without) < len(layers)):
            names = ", ".join(without)
            refuse("YEARS", tr("the year of {names} is not known. Give YEARS for all layers, as in 2000;2010.", names=names))
        for year in years:
            same = [f"“{layer.name()}”" for layer, other in zip(layers, years) if other == year]
            if year is not None and len(same) > 1 and not self.alike:
                names = f" {tr('and')} ".join(same)
                refuse(
                    "YEARS", tr("{names} are both of {year}. Give each layer a year of its own in YEARS.", names=names, year=year)
                )
        return years


def _tell_of_others(run, layers, years):
    """Years that were typed in another order than that of the layers."""
    for layer, year in zip(layers, years or ()):
        own = possible_years(layer)
        if len(own) == 1 and own[0] != year:
            run.caution(tr("“{layer}” is of {own} by its time or its name, and {year} was given for it.", layer=layer.name(), own=own[0], year=year))


class RasterList(Declaration):
    """Any number of rasters X of amounts, and one band of all, X_BAND."""

    kind = "rasters"
    names_results = False  # whether results are of them, and have their names or year

    def __init__(self, name, description):
        super().__init__(name, description, optional=True)
        self.band = f"{name}_BAND"
        self.rare = (self.band,)
        self.tips[self.band] = tr("The band that is read of each raster, counted from 1.")

    def definitions(self):
        number = QgsProcessingParameterNumber
        return [
            QgsProcessingParameterMultipleLayers(self.name, self.description, QgsProcessing.SourceType.TypeRaster, optional=True),
            number(self.band, tr("{layer}: band", layer=self.description), number.Type.Integer, 1, minValue=1),
        ]

    def advanced(self):
        self.rare = (self.name, self.band)
        return self

    def capture(self, run):
        band = run.algorithm.parameterAsInt(run.parameters, self.band, run.context)
        return [self.capture_band(run, layer, band) for layer in layers_of(run, self.name)]

    def capture_band(self, run, layer, band):
        return raster.capture_layer(run, self.name, layer, band)

    def exports(self, run):
        return sum(captured.foreign for captured in run.captured[self.name])

    def request(self, run):
        layers = run.captured[self.name]
        for layer in layers:
            self.caution(run, layer)
        return {
            self.field: [
                {**raster.request(run, self.name, layer, f"{self.field}_{at}"), "name": layer.name}
                for at, layer in enumerate(layers, 1)
            ]
        }

    def caution(self, run, layer):
        """Warn where a layer is not what belongs here."""
        caution_of_classes(run, self.name, layer)

    def origins(self, run):
        layers = run.captured[self.name]
        return {self.field: "; ".join(dict.fromkeys(layer.told for layer in layers))} if layers else {}


def layers_of(run, name):
    """One by one, because QGIS leaves out those of a list that it cannot open."""
    value = run.parameters.get(name)
    if value in (None, NULL, ""):
        return []
    if not isinstance(value, (list, tuple)):
        value = run.algorithm.parameterAsLayerList(run.parameters, name, run.context)
    layers = []
    for one in _flat(value):
        layer = run.algorithm.parameterAsRasterLayer({name: one}, name, run.context)
        if layer is None or not layer.isValid():
            raise QgsProcessingException(run.algorithm.invalidRasterError({name: one}, name))
        layers.append(layer)
    return layers


def _flat(values):
    """A model puts a list of its inputs into the list as it is, and nothing for a step that did not run."""
    for one in values:
        if isinstance(one, (list, tuple)):
            yield from _flat(one)
        elif one not in (None, NULL, ""):
            yield one


def refuse_none():
    refuse("LAYERS", tr("no layer is given. Choose one or more raster layers."))
