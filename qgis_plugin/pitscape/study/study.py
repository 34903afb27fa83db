"""What a study was given, and what its chapters have made so far."""

import os

from ..declare.report_output import ReportOutput
from ..layers.publish import same_file
from ..layers.styles import land_cover
from ..refusals import refuse
from ..translation import tr
from .step import NoResult, Step

# What every step takes as the study was given it, by the names of declarations.
COMMON = (
    "LAYERS", "YEARS", "POOLS", "GROUPS", "CLASS_CORRELATION", "NEIGHBOURHOOD", "AREA", "RESAMPLE_CLASSES", "RESAMPLE_VALUES", "IGNORE_CODES",
    "MASK", "ZONES", "CREATE_OPTIONS",
)  # fmt: skip
OVERLAP = "ZONES_OVERLAP"  # as the library calls it
# What steps tell of a parameter of theirs is of the study's.
CALLED = dict.fromkeys(("LULC", "MAP"), "LAYERS")


class Kept:
    """A table or a raster of a step that the study keeps, what it is called, and the years that it is of, where they are known."""

    def __init__(self, step, output, name, title, years=()):
        self.step = step
        self.output = step.output(output)
        self.name = name
        self.title = title
        self.years = tuple(year for year in years if year is not None)
        self.rows = None  # of a table that was written

    @property
    def path(self):
        """Of a raster."""
        return self.step.captured[self.output.name]

    @property
    def style(self):
        return self.output.style

    @property
    def request(self):
        return self.step.request

    @property
    def report(self):
        """What a style is told."""
        return {**self.step.report, **self.output.beside(self.step)}


class KeptMap:
    """A map that was brought onto another grid."""

    step = request = report = None
    style = staticmethod(land_cover)

    def __init__(self, made, title, year):
        self.path, self.title, self.years = made.target, title, () if year is None else (year,)
        self.name = os.path.splitext(os.path.basename(made.target))[0]


class Study:
    def __init__(self, run, feedback):
        self.run = run
        self.feedback = feedback
        for lulc, year in zip(run.captured["LAYERS"], run.captured["YEARS"]):
            lulc.year = year  # for steps that take one map
        self.steps = {}  # by a name of their own
        self.tables = []
        self.rasters = []
        self.chapters = ()
        self.lost = []  # chapters that are left out, or a part of which is
        self.left_out = []  # (title of a chapter, why)
        self.radius = None  # of windows
        self.last_carbon = None  # the step that made the carbon density of the last map
        self._folders = 0

    @property
    def grid(self):
        """The map on whose grid all is."""
        return self.run.captured["LAYERS"][0]

    @property
    def maps(self):
        """(map, year) in the order of years, or as they were given where a year is not known."""
        maps = list(zip(self.run.captured["LAYERS"], self.run.captured["YEARS"]))
        return maps if None in self.run.captured["YEARS"] else sorted(maps, key=lambda one: one[1])

    @property
    def judged(self):
        """The map that reference points are of, and its year."""
        return self.maps[-1]

    @property
    def years(self):
        return [year for _lulc, year in self.maps]

    @property
    def have_years(self):
        return None not in self.run.captured["YEARS"]

    def given(self, *names):
        """What declarations of the study captured, as a step takes it."""
        return {name: self.run.captured[name] for name in names}

    def has(self, kind):
        """Whether the chapter is there, or will be."""
        return all(chapter not in self.lost and chapter.missing(self) is None for chapter in self.chapters if isinstance(chapter, kind))

    def leave_out(self, chapter, reason, in_part):
        self.lost.append(chapter)
        self.tell_left_out(tr("{chapter} (in part)", chapter=chapter.title) if in_part else chapter.title, reason)

    def tell_left_out(self, title, reason):
        self.left_out.append((title, reason))
        self.run.caution(tr("Left out is “{chapter}”: {reason}", chapter=title, reason=reason))

    def folder_for(self, kernel):
        """A folder for the files of a step's request."""
        self._folders += 1
        folder = os.path.join(self.run.folder, f"{self._folders}_{kernel}")
        os.makedirs(folder)
        return folder

    def raster_path(self, name):
        """Where a raster is to stand: in the folder that the user gave, or in one that goes with the run."""
        path = os.path.join(self.run.captured["FOLDER"] or self.run.folder, f"{name}.tif")
        self.refuse_inputs("FOLDER", path)
        return path

    def refuse_inputs(self, output, path):
        """Files in a folder have names of ours, and an input may have one of them."""
        for name, source, _layer in self.run.sources:
            if same_file(path, source):
                refuse(output, tr("{file} is the file of the input {name}, which would be lost. Choose another folder.", file=path, name=name))

    def keep_map(self, made, title, year):
        if self.run.captured["FOLDER"]:
            self.rasters.append(KeptMap(made, title, year))

    def step(self, name, algorithm, captured=None, tables=(), rasters=(), called=()):
        """Run an algorithm, and keep what it makes: `tables` as (output, name, title), `rasters` as (output, name, title, years).

        `called` tells of its parameters, by name, which of the study's they are. Zones that overlap leave its rasters out.
        """
        self.feedback.step(name)
        declared = {declaration.name for declaration in algorithm.inputs} | {"YEARS"}
        common = {one: self.run.captured[one] for one in COMMON if one in declared and one in self.run.captured}
        wanted = {output: self.raster_path(file) for output, file, *_named in rasters}
        wanted.update({output: True for output, *_named in tables})
        wanted.update({output.name: True for output in algorithm.outputs if isinstance(output, ReportOutput)})
        step = Step(self, algorithm, {**common, **(captured or {})}, wanted)
        self._name_parameters(step, {**CALLED, **dict(called)})
        try:
            step.compute()
        except NoResult as error:
            if error.code != OVERLAP or not rasters:
                raise
            self._without_rasters(rasters)
            return self.step(name, algorithm, captured, tables, called=called)
        self.steps[name] = step
        self.tables += [Kept(step, *one) for one in tables]
        if self.run.captured["FOLDER"]:
            self.rasters += [Kept(step, *one) for one in rasters]
        return step

    def _without_rasters(self, rasters):
        for _output, _file, title, *_years in rasters:
            self.tell_left_out(title, tr("zones overlap, and a cell of two zones has no single place in a raster."))

    def _name_parameters(self, step, called):
        """Sentences of a step are of the parameters that the user sees."""
        labels = self.run.sentences.labels
        for name in (*COMMON, *called.values()):
            if name in labels:
                step.sentences.labels[name] = labels[name]
        for name, other in called.items():
            step.sentences.call(name, other)
