"""FRAGSTATS' metrics of classes and landscapes, from their definitions on the page of help."""

import math

from .patches import SIDES, add, measure, shortest_perimeter

STATISTICS = ("mn", "am", "md", "ra", "sd", "cv")


def metrics(land, rules):
    """Metrics of the landscape, and of each class by its code, with the patches."""
    found = measure(land, rules)
    codes = sorted(set(land.values()))
    classes = {code: class_metrics(code, land, found, codes, rules) for code in codes}
    return landscape_metrics(land, found, codes, classes, rules), classes, found


def landscape_metrics(land, found, codes, classes, rules):
    cells, area = len(land), len(land) * rules.cell_area / 1e4
    between, outside = edges(land, rules)
    sides = {code: classes[code]["like"] for code in codes}
    values = shared(land, found, found, rules)
    values.update(
        ta=area,
        pr=len(codes),
        prd=100 * len(codes) / area,
        te=sum(between.values()) + rules.boundary * sum(outside.values()),
        lsi=(sum(between.values()) + sum(outside.values())) / shortest_perimeter(cells, rules.width, rules.height),
        pladj=100 * sum(sides.values()) / (4 * cells),
        ai=aggregation(land, codes, classes),
        contag=contagion(land, codes),
        iji=interspersion(list(between.values()), len(codes) * (len(codes) - 1) // 2, len(codes)),
        **diversity([list(land.values()).count(code) / cells for code in codes]),
        **entropies(land),
    )
    values["ed"] = values["te"] / area
    if rules.max_classes is not None:
        values["rpr"] = 100 * len(codes) / rules.max_classes
    if rules.contrast is not None:
        weighted = sum(length * rules.contrast.get(pair, 0.0) for pair, length in between.items())
        values.update(contrasts(weighted, sum(outside.values()), sum(between.values()), area, rules))
    return values


def class_metrics(code, land, found, codes, rules):
    own = [cell for cell in land if land[cell] == code]
    cells, area, total = len(own), len(own) * rules.cell_area / 1e4, len(land) * rules.cell_area / 1e4
    between, outside = edges(land, rules)
    against = {pair: length for pair, length in between.items() if code in pair}
    like = sum(land.get(add(cell, step)) == code for cell in own for step in SIDES)
    all_edges, least = sum(against.values()) + outside[code], shortest_perimeter(cells, rules.width, rules.height)
    values = shared(land, [patch for patch in found if patch["code"] == code], found, rules)
    values.update(
        like=like,
        ca=area,
        pland=100 * area / total,
        cpland=100 * values["tca"] / total,
        te=sum(against.values()) + rules.boundary * outside[code],
        lsi=all_edges / least,
        nlsi=normalized_shape(all_edges, least, cells, land, outside, rules),
        ai=100 * (like / 2) / most_adjacencies(cells) if cells > 1 else None,
        clumpy=clumpiness(cells, len(land), like),
        pladj=100 * like / (4 * cells),
        iji=interspersion(list(against.values()), len(codes) - 1, len(codes)),
    )
    values["ed"] = values["te"] / total
    if rules.contrast is not None:
        weighted = sum(length * rules.contrast.get(pair, 0.0) for pair, length in against.items())
        values.update(contrasts(weighted, outside[code], sum(against.values()), total, rules))
    return values


def shared(land, own, found, rules):
    """What a class has of its patches, and a landscape of all."""
    total = len(land) * rules.cell_area / 1e4
    areas = [patch["values"]["area"] for patch in own]
    cores = [len(cells) * rules.cell_area / 1e4 for patch in own for cells in patch["cores"]]
    values = {
        "np": len(own),
        "pd": 100 * len(own) / total,
        "lpi": 100 * max(areas) / total,
        "division": 1 - sum((a / total) ** 2 for a in areas),
        "mesh": sum(a**2 for a in areas) / total,
        "split": total**2 / sum(a**2 for a in areas),
        "tca": sum(patch["values"]["core"] for patch in own),
        "ndca": len(cores),
        "dcad": 100 * len(cores) / total,
        "cohesion": cohesion(own, len(land)),
        "pafrac": perimeter_area_fractal(own),
        **statistics("dcore", cores, cores),
    }
    for name in own[0]["values"]:
        if name != "ncore":
            values.update(statistics(name, [patch["values"][name] for patch in own], areas))
    if rules.connect_threshold is not None:
        values["connect"] = connectance(own, found, rules)
    return values


def statistics(name, values, weights):
    """Those of the patches that have a value."""
    known = [(value, weight) for value, weight in zip(values, weights) if value is not None]
    if not known:
        return {f"{name}_{statistic}": None for statistic in STATISTICS}
    ordered = sorted(value for value, _weight in known)
    count = len(ordered)
    mean = sum(ordered) / count
    deviation = math.sqrt(sum((value - mean) ** 2 for value in ordered) / count)
    return {
        f"{name}_mn": mean,
        f"{name}_am": sum(value * weight for value, weight in known) / sum(weight for _value, weight in known),
        f"{name}_md": (ordered[(count - 1) // 2] + ordered[count // 2]) / 2,
        f"{name}_ra": ordered[-1] - ordered[0],
        f"{name}_sd": deviation,
        f"{name}_cv": 100 * deviation / mean if mean else None,
    }


def edges(land, rules):
    """Lengths of edges by pair of classes, each once under (lesser, greater), and of those at background by class."""
    between, outside = {}, dict.fromkeys(land.values(), 0.0)
    for cell, code in land.items():
        for step in SIDES:
            near = land.get(add(cell, step))
            if near is None:
                outside[code] += rules.side(step)
            elif code < near:  # the other cell sees the same side
                between[code, near] = between.get((code, near), 0.0) + rules.side(step)
    return between, outside


def contrasts(weighted, outside, between, area, rules):
    weighted += rules.boundary * outside
    length = between + outside
    return {"cwed": weighted / area, "teci": 100 * weighted / length}


def cohesion(own, cells):
    if cells == 1:
        return None
    sides = [sum(add(cell, step) not in patch["cells"] for cell in patch["cells"] for step in SIDES) for patch in own]
    rooted = sum(p * math.sqrt(len(patch["cells"])) for p, patch in zip(sides, own))
    return 100 * (1 - sum(sides) / rooted) / (1 - 1 / math.sqrt(cells))


def perimeter_area_fractal(own):
    around = [math.log(patch["values"]["perim"]) for patch in own]
    area = [math.log(patch["values"]["area"] * 1e4) for patch in own]
    if len(own) < 10 or max(around) - min(around) < 1e-12:
        return None
    mean_around, mean_area = sum(around) / len(own), sum(area) / len(own)
    slope = sum((x - mean_around) * (y - mean_area) for x, y in zip(around, area)) / sum((x - mean_around) ** 2 for x in around)
    return 2 / slope


def connectance(own, found, rules):
    """Joined pairs of patches of one class over all such pairs."""
    joined = pairs = 0
    for one in own:
        for other, distance in zip(found, one["apart"]):
            if distance is not None and other["code"] == one["code"]:
                pairs += 1
                joined += distance <= rules.connect_threshold * (1 + 1e-12)
    return 100 * joined / pairs if pairs else None


def most_adjacencies(cells):
    """Of so many cells in a square, or the rest along its sides: those of the shortest perimeter."""
    return (4 * cells - shortest_perimeter(cells, 1, 1)) / 2


def aggregation(land, codes, classes):
    if all(classes[code]["ai"] is None for code in codes):
        return None
    return sum(classes[code]["pland"] / 100 * (classes[code]["ai"] or 0.0) for code in codes)


def clumpiness(cells, all_cells, like):
    if cells == 1 or cells == all_cells:
        return None
    share, together = cells / all_cells, like / (4 * cells - shortest_perimeter(cells, 1, 1))
    if together < share < 0.5:
        return (together - share) / share
    return (together - share) / (1 - share)


def normalized_shape(length, least, cells, land, outside, rules):
    if cells == len(land):
        return None
    side, all_cells = (rules.width + rules.height) / 2, len(land)
    bound = sum(outside.values()) + 4 * side * (all_cells - cells)
    if 2 * cells <= all_cells:
        most = 4 * side * cells
    elif 4 * side * cells <= bound * (1 + 1e-12):
        most = (3 * all_cells - 2 * cells + (3 if all_cells % 2 else 0)) * side
    else:
        most = bound
    if max(length, most) <= least * (1 + 1e-9):  # all arrangements are alike
        return None
    return 1.0 if length > most else (length - least) / (most - least)


def interspersion(lengths, possible, classes):
    total = sum(lengths)
    if classes < 3 or not total:
        return None
    return 100 * -sum(x / total * math.log(x / total) for x in lengths if x) / math.log(possible)


def adjacencies(land):
    """Ordered pairs of classes of neighbouring cells, in both directions."""
    counted = {}
    for cell, code in land.items():
        for step in SIDES:
            near = land.get(add(cell, step))
            if near is not None:
                counted[code, near] = counted.get((code, near), 0) + 1
    return counted


def contagion(land, codes):
    counted, total = adjacencies(land), 0.0
    if len(codes) < 2 or not counted:
        return None
    for code in codes:
        row = {pair: count for pair, count in counted.items() if pair[0] == code}
        share = list(land.values()).count(code) / len(land)
        for count in row.values():
            p = share * count / sum(row.values())
            total += p * math.log(p)
    return 100 * (1 + total / (2 * math.log(len(codes))))


def diversity(shares):
    classes = len(shares)
    shannon, squares = -sum(p * math.log(p) for p in shares), sum(p**2 for p in shares)
    many = classes > 1
    return {
        "shdi": shannon,
        "sidi": 1 - squares,
        "msidi": -math.log(squares),
        "shei": shannon / math.log(classes) if many else 0.0,
        "siei": (1 - squares) / (1 - 1 / classes) if many else 0.0,
        "msiei": -math.log(squares) / math.log(classes) if many else 0.0,
    }


def entropies(land):
    counted = adjacencies(land)
    if not counted:
        return dict.fromkeys(("ent", "condent", "joinent", "mutinf", "relmutinf"))
    total = sum(counted.values())
    rows = {}
    for (code, _near), count in counted.items():
        rows[code] = rows.get(code, 0) + count
    single = -sum(c / total * math.log2(c / total) for c in rows.values())
    joint = -sum(c / total * math.log2(c / total) for c in counted.values())
    mutual = single - (joint - single)
    return {
        "ent": single,
        "condent": joint - single,
        "joinent": joint,
        "mutinf": mutual,
        "relmutinf": mutual / single if len(rows) > 1 else 1.0,
    }
