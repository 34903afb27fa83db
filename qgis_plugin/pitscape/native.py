"""The library from Python: one call per kernel, a dict in and a dict out.

Imports nothing of QGIS. QGIS has GDAL in the process already; in plain Python load it first, so that
the library and the caller share one GDAL:

    ctypes.CDLL("libgdal.so.32", mode=ctypes.RTLD_GLOBAL)      # or: from osgeo import gdal
    report = native.run("carbon_storage", {"lulc": {"path": "map.tif"}, "pools": "pools.csv"})

Every status of the library is an exception class of this module, named after it (INVALID_INPUT is
InvalidInput) and made from what the library says of itself, so that the two cannot drift apart.

A process that was forked from one that used the library cannot use it: the threads of GDAL that it would wait for
did not come along. Start processes by spawn, or fork before the first call.
"""

import configparser
import ctypes
import json
import os
import sys
import threading

ABI_VERSION = 1
FOLDER = os.path.dirname(os.path.abspath(__file__))

Progress = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_double, ctypes.c_char_p, ctypes.c_void_p)


class Callbacks(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_size_t), ("progress", Progress), ("user_data", ctypes.c_void_p)]


class Sentence(str):
    """A sentence in English that knows its template and what stands at its places: told.py translates it."""

    def __new__(cls, text, template=None, arguments=None):
        made = super().__new__(cls, text)
        made.template, made.arguments = template or text, arguments or {}
        return made


def tr(template, /, **places):
    """As in translation.py, but in English yet: this file imports nothing of QGIS."""
    places = {name: str(value) for name, value in places.items()}
    return Sentence(template.format(**places), template, places)


class PitscapeError(Exception):
    """Base of all that goes wrong in the library; its text is one sentence for the user.

    `template` and `arguments` are the sentence as data, for other languages: {name} in the template stands for what the
    arguments have at the name. That is a text, {"template", "arguments"} again, or {"items", "between"}: a list, and what
    stands between two of it. `code` is the library's name for what went wrong, empty where another has raised it.
    """

    def __init__(self, sentence="", code=""):
        super().__init__(str(sentence))
        self.code = code
        self.template = getattr(sentence, "template", str(sentence))
        self.arguments = getattr(sentence, "arguments", {})


class LibraryMissing(PitscapeError):
    """No library, or not the one of this plugin."""


def run(kernel, request, progress=None):
    """Run a kernel and return its report.

    progress(fraction, message) is called on this thread; returning False cancels (native.Cancelled is
    raised then), and an exception in it cancels too and is raised here.
    """
    library = _library()
    function = library.kernel(kernel)
    raised = []

    def forward(fraction, message, _user_data):
        if not raised:
            try:
                return int(progress(fraction, (message or b"").decode("utf-8", "replace")) is not False)
            except BaseException as error:  # ctypes would print it and go on
                raised.append(error)
        return 0

    callbacks = None
    if progress is not None:
        callbacks = Callbacks(ctypes.sizeof(Callbacks), Progress(forward), None)
    text = json.dumps(request, allow_nan=False).encode("utf-8")
    report = ctypes.c_void_p()
    try:
        status = function(text, None if callbacks is None else ctypes.byref(callbacks), ctypes.byref(report))
        said = library.last_error()
        answer = _text(report)
    finally:
        library.free(report)
    if raised:
        raise raised[0]
    library.check(status, said)
    return json.loads(answer)


def describe():
    """Every kernel's fields, results and tables, and the statuses, as the library states them."""
    return _library().description


def version():
    """The version of the library that is in use."""
    return _library().version


def library_path():
    """Where the library is looked for: PITSCAPE_LIBRARY, else lib/ beside this file."""
    names = {"win32": "pitscape.dll", "darwin": "libpitscape.dylib"}
    return os.environ.get("PITSCAPE_LIBRARY") or os.path.join(
        FOLDER, "lib", names.get(sys.platform, "libpitscape.so")
    )


def wanted_version():
    """The version of the plugin, which the library must have too."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(os.path.join(FOLDER, "metadata.txt"), encoding="utf-8")
    return metadata["general"]["version"]


class _Library:
    def __init__(self, path):
        self.process = os.getpid()
        if not os.path.isfile(path):
            raise LibraryMissing(tr("The Pitscape library is missing at {path}: run scripts/build in the Pitscape sources.", path=path))
        try:
            self.handle = ctypes.CDLL(path)
            self._declare()
        except (OSError, AttributeError) as error:
            raise LibraryMissing(
                tr(
                    "The Pitscape library at {path} cannot be loaded ({reason}): run scripts/build in the Pitscape sources.",
                    path=path,
                    reason=error,
                )
            ) from error
        self.version = self.handle.pitscape_version().decode()
        abi = self.handle.pitscape_abi_version()
        if (self.version, abi) != (wanted_version(), ABI_VERSION):
            raise LibraryMissing(
                tr(
                    "The Pitscape library at {path} is version {found} (interface {found_interface}), but this plugin needs "
                    "version {needed} (interface {needed_interface}): run scripts/build in the Pitscape sources and "
                    "start QGIS again.",
                    path=path,
                    found=self.version,
                    found_interface=abi,
                    needed=wanted_version(),
                    needed_interface=ABI_VERSION,
                )
            )
        self.classes = {}
        self.description = self._describe()
        for status in self.description["statuses"]:
            if status["value"]:
                self.classes[status["value"]] = _error_class(status["name"])

    def _declare(self):
        handle = self.handle
        handle.pitscape_version.restype = ctypes.c_char_p
        handle.pitscape_abi_version.restype = ctypes.c_uint32
        handle.pitscape_last_error_json.restype = ctypes.c_char_p
        # Owned strings stay void pointers: as c_char_p ctypes would copy them and lose what is to be freed.
        handle.pitscape_describe.argtypes = [ctypes.POINTER(ctypes.c_void_p)]
        handle.pitscape_describe.restype = ctypes.c_int32
        handle.pitscape_string_free.argtypes = [ctypes.c_void_p]
        handle.pitscape_string_free.restype = None

    def _describe(self):
        description = ctypes.c_void_p()
        try:
            self.check(self.handle.pitscape_describe(ctypes.byref(description)), self.last_error())
            return json.loads(_text(description))
        finally:
            self.free(description)

    def kernel(self, name):
        if name not in self.description["kernels"]:
            raise PitscapeError(tr("The Pitscape library has no kernel {name}.", name=name))
        function = getattr(self.handle, "pitscape_" + name)
        function.argtypes = [ctypes.c_char_p, ctypes.POINTER(Callbacks), ctypes.POINTER(ctypes.c_void_p)]
        function.restype = ctypes.c_int32
        return function

    def last_error(self):
        """The sentence of the call before as JSON; empty after a success."""
        return (self.handle.pitscape_last_error_json() or b"").decode("utf-8", "replace")

    def free(self, owned):
        self.handle.pitscape_string_free(owned)

    def check(self, status, said):
        if not status:
            return
        raised = self.classes.get(status, PitscapeError)
        if not said:
            raise raised(tr("The Pitscape library failed with status {status}.", status=status))
        told = json.loads(said)
        raise raised(Sentence(told["text"], told["template"], told["arguments"]), told["code"])


def _text(owned):
    return ctypes.string_at(owned).decode("utf-8") if owned else ""


_lock = threading.Lock()
_loaded = {}
_error_classes = {}


def _library():
    path = library_path()
    with _lock:
        if path not in _loaded:
            _loaded[path] = _Library(path)
        library = _loaded[path]
    if library.process != os.getpid():
        raise PitscapeError(
            tr(
                "This process was forked from one that had used Pitscape, and cannot use it: start it by spawn, as in "
                'multiprocessing.get_context("spawn").'
            )
        )
    return library


def _error_class(status):
    name = "".join(word.capitalize() for word in status.split("_"))
    return _error_classes.setdefault(name, type(name, (PitscapeError,), {"__module__": __name__}))


def __getattr__(name):
    if name[:1].isupper():
        _library()
        if name in _error_classes:
            return _error_classes[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
