"""One QGIS with Processing and the plugin for all tests; those without QGIS do not start it."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PREFIX = os.environ.get("QGIS_PREFIX_PATH", "/usr")
sys.path[:0] = [str(ROOT / "qgis_plugin"), f"{PREFIX}/share/qgis/python", f"{PREFIX}/share/qgis/python/plugins"]

# Neither a screen nor the profile of whoever runs the tests is touched.
if not os.environ.get("DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
SCRATCH = tempfile.mkdtemp(prefix="pitscape_tests_")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = SCRATCH
os.environ.setdefault("XDG_RUNTIME_DIR", SCRATCH)


def start_qgis():
    """QGIS with Processing and the plugin."""
    from qgis.core import QgsApplication

    QgsApplication.setPrefixPath(PREFIX, True)
    application = QgsApplication([], bool(os.environ.get("DISPLAY")))
    application.initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    import pitscape

    plugin = pitscape.classFactory(None)
    plugin.initGui()  # as the desktop does
    more_threads(QgsApplication.taskManager())
    started.extend([application, plugin])  # alive to the end
    return application


def more_threads(tasks):
    """On a machine with two cores the next row of a batch waits for a thread, and newer QGIS now and then forgets a task that waits so."""
    if hasattr(tasks, "threadPool"):
        tasks.threadPool().setMaxThreadCount(8)


started = []


@pytest.fixture(scope="session")
def qgis():
    """QGIS is running, and pitscape:carbonstorage is in its registry."""
    return start_qgis()


def pytest_sessionfinish(session, exitstatus):
    session.config.pitscape_status = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    shutil.rmtree(SCRATCH, ignore_errors=True)
    if started:
        # QGIS 3.40 crashes at times while Python tears it down, which says nothing of the tests.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.pitscape_status)


@pytest.fixture
def project(qgis):
    """The project of QGIS, emptied."""
    from qgis.core import QgsProject

    QgsProject.instance().clear()
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture
def reference():
    """The folder of other projects' data, which cannot be kept here."""
    folder = os.environ.get("PITSCAPE_REFERENCE")
    if not folder:
        pytest.skip("needs other projects' data in PITSCAPE_REFERENCE")
    return pathlib.Path(folder)


@pytest.fixture
def disk(tmp_path):
    """Mounts a small disk of its own at a folder."""
    mounted = []

    def mount(name, options):
        folder = tmp_path / name
        folder.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"a disk can be mounted by root alone: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)
