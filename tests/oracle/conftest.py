"""Seeds of the random maps, and the count of figures at the end."""

import zlib

import numpy as np
import pytest

from .figures import COUNTED


def pytest_addoption(parser):
    parser.addoption("--oracle-seeds", type=int, default=None, help="random maps for each test of the oracle, in place of its few")
    parser.addoption("--oracle-first", type=int, default=0, help="the first of these seeds")


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames:
        few = metafunc.definition.get_closest_marker("few")
        count = metafunc.config.getoption("--oracle-seeds") or few.args[0]
        first = metafunc.config.getoption("--oracle-first")
        metafunc.parametrize("seed", range(first, first + count))


def pytest_configure(config):
    config.addinivalue_line("markers", "few(count): how many seeds a test of the oracle has by default")


@pytest.fixture
def rng(request, seed):
    """Random numbers of a test and its seed, alike on every machine."""
    return np.random.default_rng([zlib.crc32(request.function.__name__.encode()), seed])


def pytest_terminal_summary(terminalreporter):
    if COUNTED:
        terminalreporter.section("figures compared with brute force")
        for kernel, count in sorted(COUNTED.items()):
            terminalreporter.write_line(f"{kernel:20} {count:12,d}")
        terminalreporter.write_line(f"{'all':20} {sum(COUNTED.values()):12,d}")
