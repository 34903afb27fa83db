"""The oracle at large: `python3 -m tests.oracle --seeds 200 [--first 0] [what else pytest takes]`."""

import argparse
import pathlib
import sys

import pytest

parser = argparse.ArgumentParser(prog="python3 -m tests.oracle", description="Compare every figure with brute force on random maps.")
parser.add_argument("--seeds", type=int, default=200, help="random maps for each test (200)")
parser.add_argument("--first", type=int, default=0, help="the first seed (0)")
known, rest = parser.parse_known_args()
seeds = ["--oracle-seeds", str(known.seeds), "--oracle-first", str(known.first)]
sys.exit(pytest.main([str(pathlib.Path(__file__).parent), "-q", "-p", "no:cacheprovider", *seeds, *rest]))
