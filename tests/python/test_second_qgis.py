"""scripts/second_qgis where no newer QGIS is to be had: it says why, and what it asks for. That one runs is seen by scripts/test."""

import os
import subprocess

import pytest
from conftest import ROOT
from qgis.core import Qgis

pytestmark = pytest.mark.skipif(Qgis.QGIS_VERSION_INT >= 34000, reason="the system's own QGIS is new")

# Sources as on a Debian with another project's packages, which are not its own
APT_GET = """#!/bin/sh
case "$*" in
*indextargets*)
    echo "$ORIGIN http://mirror.invalid/main $CODENAME main"
    echo "$ORIGIN http://mirror.invalid/main $CODENAME-updates main"
    echo "Someone http://other.invalid/apt $CODENAME main" ;;
*update*) ;;
*) echo "not to be called: $*"; exit 1 ;;
esac
"""
APT_CACHE = "#!/bin/sh\necho '  Candidate: 3.28.1+dfsg-1'\n"


@pytest.fixture
def second(tmp_path):
    """Calls the script with programs in place of apt's, and a folder of its own in place of target/."""
    names = dict(line.rstrip().split("=", 1) for line in open("/etc/os-release") if "=" in line)
    release = {"ORIGIN": names["ID"].strip('"').title(), "CODENAME": names["VERSION_CODENAME"].strip('"')}

    def call(**programs):
        for name, text in programs.items():
            path = tmp_path / name.replace("_", "-")
            path.write_text(text)
            path.chmod(0o755)
        environment = dict(os.environ, **release, PATH=f"{tmp_path}:{os.environ['PATH']}", CARGO_TARGET_DIR=str(tmp_path / "target"))
        done = subprocess.run([str(ROOT / "scripts/second_qgis"), "false"], capture_output=True, text=True, env=environment)
        sources = (tmp_path / "target/second_qgis/sources.list").read_text().splitlines()
        return done.returncode, done.stdout.splitlines()[-1], [" ".join(line.split()[2:]) for line in sources]

    call.release = release["CODENAME"]
    return call


def test_backports_without_a_newer_one(second):
    status, told, sources = second(apt_get=APT_GET, apt_cache=APT_CACHE)
    assert (status, told) == (77, f"{second.release}-backports has no QGIS 3.40 or newer")
    releases = (second.release, f"{second.release}-backports", f"{second.release}-updates")
    assert sources == [f"http://mirror.invalid/main {release} main" for release in releases]


def test_out_of_reach(second):
    status, told, sources = second(apt_get="#!/bin/sh\nexit 100\n", apt_cache="#!/bin/sh\nexit 100\n")
    assert status == 77 and told.startswith("the package sources of ") and told.endswith("are out of reach") and sources == []
