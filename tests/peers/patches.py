"""Labels of cc3d on the classes of benches/landscape_metrics.rs: CPU seconds and peak memory.

    python3 -m venv peers && peers/bin/pip install connected-components-3d numpy
    cargo bench --bench landscape_metrics
    peers/bin/python tests/peers/patches.py target/bench/classes_4000.raw target/bench/classes_12000.raw

Each case runs in a process of its own, and one more that only loads the classes.
"""

import os
import resource
import subprocess
import sys
import time

import numpy as np


def case(peer, path):
    cells = np.fromfile(path, "uint8")
    side = int(len(cells) ** 0.5)
    cells = cells.reshape(side, side)
    if peer == "cc3d":
        import cc3d

        started = time.process_time()
        _labels, patches = cc3d.connected_components(cells, connectivity=8, return_N=True)
        print(f"    {patches} patches, {time.process_time() - started:.3f} CPU s in cc3d itself")


if __name__ == "__main__":
    if sys.argv[1] == "case":
        case(*sys.argv[2:])
    else:
        for path in sys.argv[1:]:
            for peer in ("load", "cc3d"):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run([sys.executable, os.path.abspath(__file__), "case", peer, path], check=True)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                print(f"{os.path.basename(path):<24} {peer:<6} {cpu:8.2f} CPU s  {after.ru_maxrss / 1024:7.0f} MB at most so far")
