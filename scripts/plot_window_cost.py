"""Draw the cost of a window by its width from what `cargo bench --bench moving_window` prints.

    cargo bench --bench moving_window | python3 scripts/plot_window_cost.py > docs/moving_window_cost.svg
"""
import math
import re
import sys

# us of CPU per window of Chloe 5 on a machine of the same kind, circles of the same widths; its patches are NP and LPI.
CHLOE = {"SHDI SHEI": (3.5, 4.7, 16, 53), "ED AI": (8.8, 16, 60, 210), "NP LPI COHESION": (56, 145, 617, 2592)}
COLORS = {"SHDI SHEI": "#21918c", "ED AI": "#c2410c", "NP LPI COHESION": "#3b528b"}
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 760, 460, 70, 400, 20, 560
ACROSS = (11, 21, 51, 101)


def x(across):
    return LEFT + (RIGHT - LEFT) * math.log(across / 10) / math.log(11)


def y(cost):
    return BOTTOM - (BOTTOM - TOP) * math.log10(cost / 0.05) / math.log10(4000 / 0.05)


def line(costs, color, dash, text, shift=0):
    points = " ".join(f"{x(a):.1f},{y(c):.1f}" for a, c in zip(ACROSS, costs))
    yield f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2" stroke-dasharray="{dash}"/>'
    yield f'<text x="{RIGHT + 8}" y="{y(costs[-1]) + 4 + shift:.1f}" fill="{color}">{text}</text>'


def main():
    found = {}
    for outline, name, *costs in re.findall(r"(Circle|Square) +(\S.*?)" + r" +([0-9.]+)" * 4, sys.stdin.read()):
        found.setdefault((outline, name), [float(cost) for cost in costs])  # the first map: runs of 5.5 cells
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">')
    print(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>')
    for cost in (0.1, 1, 10, 100, 1000):
        print(f'<line x1="{LEFT}" x2="{RIGHT}" y1="{y(cost):.1f}" y2="{y(cost):.1f}" stroke="#ddd"/>')
        print(f'<text x="{LEFT - 8}" y="{y(cost) + 4:.1f}" text-anchor="end">{cost:g}</text>')
    for across in ACROSS:
        print(f'<text x="{x(across):.1f}" y="{BOTTOM + 18}" text-anchor="middle">{across}</text>')
    print(f'<text x="{(LEFT + RIGHT) / 2}" y="{BOTTOM + 40}" text-anchor="middle">cells across the window</text>')
    middle = (TOP + BOTTOM) / 2
    print(f'<text x="18" y="{middle}" text-anchor="middle" transform="rotate(-90 18 {middle})">CPU per window (µs)</text>')
    for name, color in COLORS.items():
        shift = {"SHDI SHEI": 9, "ED AI": -3}.get(name, 0)
        parts = [*line(found["Circle", name], color, "", f"{name}, circle", shift), *line(CHLOE[name], color, "2 4", f"{name.removesuffix(' COHESION')}, Chloe 5")]
        if name == "NP LPI COHESION":
            parts += line(found["Square", name], color, "8 4", f"{name}, square")
        print("\n".join(parts))
    print("</svg>")


if __name__ == "__main__":
    main()
