"""scripts/install into the home of somebody else, where QGIS then finds the plugin."""

import os
import shutil
import subprocess

import pytest
from conftest import ROOT
from test_qgis_process import PROGRAM

LIBRARY = ROOT / "qgis_plugin/pitscape/lib/libpitscape.so"
pytestmark = pytest.mark.skipif(not LIBRARY.is_file(), reason="the library is not built here: scripts/build")


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def install(home, tmp_path):
    """Calls the script with that home; Rust stays yours, and nothing can be installed on the system."""
    home.mkdir()
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    for name in ("apt-get", "apt-cache", "sudo", "curl"):
        (stubs / name).write_text("#!/bin/sh\necho \"$0 $*\" >&2\nexit 1\n")
        (stubs / name).chmod(0o755)
    yours = os.path.expanduser("~")
    environment = dict(os.environ, HOME=str(home), PATH=f"{stubs}:{os.environ['PATH']}:{yours}/.cargo/bin")
    environment.setdefault("CARGO_HOME", f"{yours}/.cargo")
    environment.setdefault("RUSTUP_HOME", f"{yours}/.rustup")
    for name in ("XDG_DATA_HOME", "PITSCAPE_LIBRARY"):
        environment.pop(name, None)

    def call(*arguments, **more):
        return subprocess.run(
            [str(ROOT / "scripts/install"), *arguments], capture_output=True, text=True, env=dict(environment, **more)
        )

    return call


def plugins_of(place, profile="default"):
    return place / "profiles" / profile / "python" / "plugins"


def test_install_replace_and_remove(install, home, tmp_path):
    place = home / ".local/share/QGIS/QGIS3"
    done = install()
    assert done.returncode == 0, done.stdout + done.stderr
    plugin = plugins_of(place) / "pitscape"
    assert "Plugins > Manage and Install Plugins" in done.stdout and str(plugin) in done.stdout
    assert (plugin / "metadata.txt").is_file() and (plugin / "LICENSE").is_file()
    assert (plugin / "lib/libpitscape.so").read_bytes() == LIBRARY.read_bytes()
    assert not list(plugin.rglob("__pycache__"))

    # an older version goes as a whole, and a plugin beside it stays
    (plugin / "older.py").write_text("")
    (plugins_of(place) / "other").mkdir()
    assert install().returncode == 0
    assert not (plugin / "older.py").exists()
    assert sorted(path.name for path in plugins_of(place).iterdir()) == ["other", "pitscape"]

    if PROGRAM:  # the installed plugin works where the sources are not
        settings = place / "profiles/default/QGIS"
        settings.mkdir(parents=True)
        (settings / "QGIS3.ini").write_text("[PythonPlugins]\npitscape=true\n")
        lulc = ROOT / "qgis_plugin/pitscape/sample/haerwusu_synthetic_2022.tif"
        run = subprocess.run(
            [PROGRAM, "run", "pitscape:pooltemplate", f"--LULC={lulc}", f"--TEMPLATE={tmp_path}/pools.csv"],
            capture_output=True,
            text=True,
            env=dict(os.environ, QT_QPA_PLATFORM="offscreen", QGIS_CUSTOM_CONFIG_PATH=str(place)),
        )
        assert run.returncode == 0 and (tmp_path / "pools.csv").is_file(), run.stderr

    done = install("--remove")
    assert done.returncode == 0 and not plugin.exists()
    assert sorted(path.name for path in plugins_of(place).iterdir()) == ["other"]
    done = install("--remove")
    assert done.returncode == 1 and "Pitscape is not installed" in done.stderr


def test_profiles(install, tmp_path):
    place = tmp_path / "a place"
    (place / "profiles/field work").mkdir(parents=True)
    (place / "profiles/profiles.ini").write_text("[core]\ndefaultProfile=field work\n")
    assert install("--profiles-path", str(place)).returncode == 0
    assert plugins_of(place, "field work").joinpath("pitscape").is_dir()
    assert install("--profiles-path", str(place), "--profile", "field work", "--remove").returncode == 0
    done = install("--profiles-path", str(place), "--profile", "feild")
    assert done.returncode == 1 and "There is no profile feild" in done.stderr and "field work" in done.stderr


def test_link_of_a_developer_is_replaced_and_its_target_kept(install, home, tmp_path):
    plugins = plugins_of(home / ".local/share/QGIS/QGIS3")
    plugins.mkdir(parents=True)
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "kept").write_text("")
    (plugins / "pitscape").symlink_to(sources)
    assert install().returncode == 0
    assert not (plugins / "pitscape").is_symlink() and (sources / "kept").exists()


def test_an_old_plugin_stays_when_the_new_one_cannot_be_copied(install, home, tmp_path):
    plugins = plugins_of(home / ".local/share/QGIS/QGIS3")
    (plugins / "pitscape").mkdir(parents=True)
    (plugins / "pitscape/older.py").write_text("")
    copy = tmp_path / "stubs/cp"
    # the library's own copy, for the sources, goes through; that of the plugin stops in its middle
    copy.write_text(f'#!/bin/sh\n[ "$1" = -R ] || exec {shutil.which("cp")} "$@"\nmkdir "$3"\nexit 1\n')
    copy.chmod(0o755)
    assert install().returncode != 0
    assert [path.name for path in plugins.iterdir()] == ["pitscape"] and (plugins / "pitscape/older.py").exists()


@pytest.mark.parametrize("arguments", [["--profile"], ["--unknown"], ["here"]])
def test_wrong_arguments(install, arguments):
    done = install(*arguments)
    assert done.returncode == 1 and done.stderr.startswith("Usage: scripts/install")
