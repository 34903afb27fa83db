"""Which modules of the plugin import which: no circles, and rooms that know only those below them."""

import ast
import graphlib
from importlib.util import resolve_name

import pytest
from conftest import ROOT

PLUGIN = ROOT / "qgis_plugin/pitscape"
# From the top: a room is a folder or a file at the root, and imports none but those after it.
ROOMS = (
    "pitscape",  # __init__.py
    "plugin",
    "menu",
    "provider",
    "qgis_faults",
    "study",
    "algorithms",
    "base",
    "choosers",
    "declare",
    "reports",
    "layers",
    "help_pages",
    "headings",
    "metrics",
    "indices",
    "models",
    "groups",
    "refusals",
    "tables",
    "native",
    "told",
    "translation",
)


def module(path):
    """The name of the module that a file of the plugin is."""
    return ".".join(["pitscape", *path.removesuffix(".py").split("/")]).removesuffix(".__init__")


def named(path, text):
    """All that a file imports, wherever in it, by full names."""
    package = module(path) if path.endswith("__init__.py") else module(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            whole = resolve_name("." * node.level + (node.module or ""), package)
            yield from (f"{whole}.{alias.name}" for alias in node.names)


def imports(files):
    """Which modules each module imports, from texts by path; what others made goes by its first name."""
    known = {module(path) for path in files}

    def owner(name):
        while name not in known and "." in name:
            name = name.rpartition(".")[0]
        return name

    return {module(path): {owner(name) for name in named(path, text)} for path, text in files.items()}


def room(name):
    return name.split(".")[1] if "." in name else name


def between_rooms(graph):
    rooms = {room(name): set() for name in graph}
    for name, others in graph.items():
        rooms[room(name)].update({room(other) for other in others if other in graph} - {room(name)})
    return rooms


def circle(graph):
    """The members of a circle, if there is one."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return sorted(set(error.args[1]))
    return []


@pytest.fixture(scope="module")
def graph():
    return imports({path.relative_to(PLUGIN).as_posix(): path.read_text("utf-8") for path in PLUGIN.rglob("*.py")})


def test_there_is_no_circle(graph):
    assert circle(graph) == []
    assert circle(between_rooms(graph)) == []


def test_a_circle_is_seen():
    outside = "import os.path, pitscape.a.x"
    inside = imports({"a/x.py": "from . import y", "a/y.py": "def f():\n    from .x import g", "b.py": outside})
    assert inside["pitscape.b"] == {"os", "pitscape.a.x"}
    assert circle(inside) == ["pitscape.a.x", "pitscape.a.y"] and circle(between_rooms(inside)) == []
    for_types = "if TYPE_CHECKING:\n    from ..a.y import Y"
    rooms = imports({"a/x.py": "from ..b.z import Z", "a/y.py": "", "b/z.py": "", "b/w.py": for_types})
    assert circle(rooms) == [] and circle(between_rooms(rooms)) == ["a", "b"]
    package = imports({"a/__init__.py": "from .x import X", "a/x.py": "from . import FOLDER"})
    assert circle(package) == ["pitscape.a", "pitscape.a.x"]


def test_rooms_know_only_those_below(graph):
    rooms = between_rooms(graph)
    assert set(rooms) == set(ROOMS)
    for place, one in enumerate(ROOMS):
        above = rooms[one] - set(ROOMS[place + 1 :])
        assert not above, f"{one} imports {sorted(above)}"


def test_algorithms_never_import_each_other(graph):
    for name, others in graph.items():
        if name.startswith("pitscape.algorithms."):
            assert not [other for other in others if room(other) == "algorithms"], name


def test_ctypes_is_in_native_alone(graph):
    assert [name for name, others in graph.items() if "ctypes" in others] == ["pitscape.native"]
