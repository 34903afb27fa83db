"""Transitions of land cover by the formulas of the help, from areas by pair of classes."""

import math

ROOM = 1e-9  # of the uniform intensity: as near as this is uniform


def classes_of(pairs):
    return sorted({code for pair in pairs for code in pair})


def balance(pairs, code):
    """Area before and after, gain, loss, and area that stayed, of one class."""
    before = sum(area for (one, _other), area in pairs.items() if one == code)
    after = sum(area for (_one, other), area in pairs.items() if other == code)
    stayed = pairs.get((code, code), 0.0)
    gain = sum(area for (one, other), area in pairs.items() if other == code != one)
    loss = sum(area for (one, other), area in pairs.items() if one == code != other)
    return before, after, gain, loss, stayed


def per_year(value, years):
    return None if value is None or not years else value / years


def share(part, whole):
    """In percent; None of nothing."""
    return None if not whole else 100 * part / whole


def summary(pairs, years):
    """Rows by class, and by None for all; of each column its value, and the size of what it is the difference of."""
    rows, found = {}, classes_of(pairs)
    sums = dict.fromkeys(("gain", "swap", "exchange", "two_way"), 0.0)
    whole = sum(pairs.values())
    for code in found:
        before, after, gain, loss, stayed = balance(pairs, code)
        swap = 2 * min(gain, loss)
        exchange = sum(2 * min(pairs.get((code, other), 0.0), pairs.get((other, code), 0.0)) for other in found if other != code)
        for name, value in (("gain", gain), ("swap", swap), ("exchange", exchange), ("two_way", gain + loss)):
            sums[name] += value
        rates = {
            "dynamic_degree_pct": per_year(share(after - before, before), years),
            "two_way_degree_pct": per_year(share(gain + loss, before), years),
            "compound_rate_pct": per_year(100 * math.log(after / before) if before and after else None, years),
        }
        rows[code] = {**areas(before, after, gain, loss, swap, exchange, stayed), **rates}
    changed = sums["gain"]
    rows[None] = {
        **areas(whole, whole, changed, changed, sums["swap"] / 2, sums["exchange"] / 2, whole - changed),
        "dynamic_degree_pct": per_year(0.0, years),
        "two_way_degree_pct": per_year(share(sums["two_way"] / 2, whole), years),
        "compound_rate_pct": per_year(0.0, years),
    }
    return rows


def areas(before, after, gain, loss, swap, exchange, stayed):
    return {
        "area_before_ha": before,
        "area_after_ha": after,
        "gain_ha": gain,
        "loss_ha": loss,
        "net_ha": gain - loss,
        "swap_ha": swap,
        "exchange_ha": exchange,
        "shift_ha": swap - exchange,
        "persistence_ha": stayed,
    }


def changed_area(pairs):
    return sum(area for (one, other), area in pairs.items() if one != other)


def uniform_of_all(intervals):
    """Of pairs and years of all intervals: 100 times what changed, by the sum of areas times years."""
    if not all(years for _pairs, years in intervals):
        return None
    return share(
        sum(changed_area(pairs) for pairs, _years in intervals), sum(sum(pairs.values()) * years for pairs, years in intervals)
    )


def intensity(pairs, years, of_all, interval):
    """Rows by level, class and other class: area, intensity, and uniform intensity, each per year."""
    found, whole, changed = classes_of(pairs), sum(pairs.values()), changed_area(pairs)
    rows, of_interval = {}, per_year(share(changed, whole), years)
    if interval:
        rows["interval", None, None] = per_year(changed, years), of_interval, of_all
    for code in found:
        before, after, gain, loss, _stayed = balance(pairs, code)
        rows["category_gain", code, None] = per_year(gain, years), per_year(share(gain, after), years), of_interval
        rows["category_loss", code, None] = per_year(loss, years), per_year(share(loss, before), years), of_interval
        elsewhere_before = whole - before if len(found) > 1 and any(one != code for one, _other in pairs) else 0
        elsewhere_after = whole - after if any(other != code for _one, other in pairs) else 0
        for other in found:
            if other != code:
                came, went = pairs.get((other, code), 0.0), pairs.get((code, other), 0.0)
                other_before, other_after = balance(pairs, other)[:2]
                uniform = per_year(share(gain, elsewhere_before), years)
                rows["transition_gain", code, other] = per_year(came, years), per_year(share(came, other_before), years), uniform
                uniform = per_year(share(loss, elsewhere_after), years)
                rows["transition_loss", code, other] = per_year(went, years), per_year(share(went, other_after), years), uniform
    return rows


WORDS = {"interval": ("fast", "slow"), "category": ("active", "dormant"), "transition": ("targeted", "avoided")}


def behaviour(level, found, uniform):
    if found is None or not uniform:
        return None
    if abs(found - uniform) <= ROOM * uniform:
        return "uniform"
    more, less = WORDS[level.split("_")[0]]
    return more if found > uniform else less
