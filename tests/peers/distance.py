"""Distance transforms of edt, OpenCV and scipy on the mask of benches/distance_zones.rs: CPU seconds and peak memory.

    python3 -m venv peers && peers/bin/pip install edt opencv-python-headless scipy
    cargo bench --bench distance_zones -- medium
    peers/bin/python tests/peers/distance.py target/bench/mask.raw
    cargo bench --bench distance_zones -- case dump target/bench/mask.raw distances.raw
    peers/bin/python tests/peers/distance.py target/bench/mask.raw --against distances.raw

Each peer runs in a process of its own and gives distances as Float32. With --against the distances in a file are compared
with scipy's: their squares are whole numbers and must be the same, and they within 1e-7.
"""

import os
import resource
import subprocess
import sys
import time

import numpy as np


def load(path):
    cells = np.fromfile(path, "uint8")
    side = int(len(cells) ** 0.5)
    return cells.reshape(side, side)


def transform(peer, mask):
    away = 1 - mask
    if peer == "edt":
        import edt

        return edt.edt(away, parallel=1)
    if peer == "opencv":
        import cv2

        cv2.setNumThreads(1)
        return cv2.distanceTransform(away, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    if peer == "scipy":
        from scipy import ndimage

        return ndimage.distance_transform_edt(away).astype("float32")
    return away


def compare(path, other):
    from scipy import ndimage

    mask = load(path)
    found = np.fromfile(other, "float32").reshape(mask.shape)
    row, column = ndimage.distance_transform_edt(1 - mask, return_distances=False, return_indices=True)
    own = np.indices(mask.shape, "int32")
    squares = (own[0] - row).astype("int64") ** 2 + (own[1] - column).astype("int64") ** 2
    same = np.rint(found.astype("float64") ** 2).astype("int64") == squares
    exact = np.sqrt(squares)
    off = np.abs(found - exact)[squares > 0] / exact[squares > 0]
    print(f"{mask.size} cells, other squares: {(~same).sum()}, largest relative difference: {off.max():.2e}")
    sys.exit(0 if same.all() and off.max() < 1e-7 else 1)


def main(path, *words):
    if words and words[0] == "--against":
        compare(path, words[1])
    if len(words) == 1:  # one peer, in this process
        mask = load(path)
        before = time.process_time()
        found = transform(words[0], mask)
        spent = time.process_time() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{words[0]:<10} {spent:6.2f} CPU s {mask.size / spent / 1e6:6.0f} M cells/CPU s {peak:6.0f} MB {found.sum():.6g}")
        return
    for peer in ("load alone", "edt", "opencv", "scipy"):
        subprocess.run([sys.executable, os.path.abspath(__file__), path, peer], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
