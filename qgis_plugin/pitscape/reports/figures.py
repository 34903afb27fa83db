"""Figures for reports as plotly's JSON: lines with intervals, stacked bars, bars of gain and loss, and panels of these.

`layout.meta` is for script.js, which gives a figure its size: "panels" (their titles), "columns" (so many side by side at
most), "height" (of a panel), "square" (as wide as high), "years" (labels of the x axis may be left out where they would overlap), "alike" (panels have one y axis),
"names" (what stands in bars where it fits, by trace; the text of the trace stands there else).
"""

from ..translation import tr

# Okabe and Ito's colours, told apart by colour-blind eyes; yellow, too pale for a line on white, is left out.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1a1a1a")
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")
INK = "#1a1a1a"
GREY = "#777777"
BANDS = ("#e9eef2", "#f7f9fa")
LONGEST_BAND = 40  # letters of a name
HEIGHT, PANEL_HEIGHT, TALL = 320, 190, 460
HOVER = "%{y:,.5~r}"
# A page may be read where the plugin's language has no letters of its own in the first font.
FONT = {"family": "Open Sans, Helvetica Neue, Arial, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif", "size": 13, "color": INK}


def plain(text):
    """A text that plotly shows as it is: it would take <b> or <a href> as HTML."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lines(series, y_title):
    """Lines over years. `series`: {"name", "x", "y", "low", "high", "at"}; low and high are the ends of intervals, None where
    unknown, and "at" is the place of the line among all that have colours."""
    data = []
    for place, one in enumerate(series):
        at = one.get("at", place)
        color = PALETTE[at % len(PALETTE)]
        trace = {
            "type": "scatter",
            "mode": "lines+markers",
            "name": plain(one["name"]),
            "legendgroup": str(at),
            "legendrank": 1000 + at,
            "x": one["x"],
            "y": one["y"],
            "line": {"color": color, "width": 2, "dash": DASHES[at // len(PALETTE) % len(DASHES)]},
            "marker": {"symbol": SYMBOLS[at % len(SYMBOLS)], "size": 8},
            "hovertemplate": HOVER,
        }
        data += [trace, *_intervals(trace, one["low"], one["high"], color)]
    years = sorted({x for one in series for x in one["x"]})
    margin = 0.06 * (years[-1] - years[0]) or 1
    layout = _layout(y_title, len(series) > 1)
    layout["hovermode"] = "x"
    layout["meta"]["years"] = True
    layout["xaxis"].update(
        tickvals=years, ticktext=[str(year) for year in years], range=[years[0] - margin, years[-1] + margin]
    )
    return {"data": data, "layout": layout}


def on_bands(plot, bands, ends):
    """Lines before bands, (from, to, name): names stand at the y axis, from one of `ends` to the other, in place of numbers."""
    seen = [(max(low, ends[0]), min(high, ends[1]), name) for low, high, name in bands if low < ends[1] and high > ends[0]]
    across = {"type": "rect", "layer": "below", "xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "line": {"width": 0}}
    layout = plot["layout"]
    layout["shapes"] = [
        {**across, "y0": low, "y1": high, "fillcolor": BANDS[place % len(BANDS)]} for place, (low, high, _name) in enumerate(seen)
    ]
    # A name needs a line of letters.
    named = [(low, high, name) for low, high, name in seen if (high - low) / (ends[1] - ends[0]) * HEIGHT >= 17]
    layout["yaxis"].update(
        tickvals=[(low + high) / 2 for low, high, _name in named],
        ticktext=[plain(name if len(name) <= LONGEST_BAND else f"{name[: LONGEST_BAND - 1]}…") for _low, _high, name in named],
        range=list(ends), ticks="", showgrid=False,
    )  # fmt: skip
    return plot


def curves(series, x_title, y_title, marks=()):
    """Curves over distance: {"name", "x", "y", "low", "high", "color" (a number), "dash"}; without low and high no intervals.
    A curve that is "with" another of its name goes without an entry of its own in the legend.

    `marks` are vertical lines: {"x", "text", "color" (a number, None for grey)}; they have entries in the legend.
    """
    data = []
    for one in series:
        color, dash = PALETTE[one["color"] % len(PALETTE)], one.get("dash", "solid")
        trace = {
            "type": "scatter",
            "mode": one.get("mode") or ("lines" if dash != "solid" else "lines+markers"),
            "name": plain(one["name"]),
            "legendgroup": plain(one["name"]),
            "showlegend": not one.get("with"),
            "x": one["x"],
            "y": one["y"],
            "line": {"color": color, "width": 1.5 if dash != "solid" else 2, "dash": dash},
            "marker": {"symbol": SYMBOLS[one["color"] % len(SYMBOLS)], "size": one.get("size", 7)},
            "hovertemplate": HOVER,
        }
        data.append(trace)
        if one.get("low"):
            data += _intervals(trace, one["low"], one["high"], color)
    layout = _layout(y_title, len(series) > 1)
    layout["hovermode"] = "closest"
    layout["xaxis"].update(title={"text": plain(x_title), "standoff": 8}, rangemode="tozero", separatethousands=True)
    layout["shapes"] = [
        {
            "type": "line", "x0": mark["x"], "x1": mark["x"], "xref": "x", "yref": "y domain", "y0": 0, "y1": 1, "showlegend": True,
            "name": plain(mark["text"]), "legendgroup": f"mark {mark['text']}",
            "line": {"color": GREY if mark["color"] is None else PALETTE[mark["color"] % len(PALETTE)], "width": 1.5, "dash": mark.get("dash", "dash")},
        }
        for mark in marks
    ]  # fmt: skip
    return {"data": data, "layout": layout}


def agreement(x, y, x_title, y_title, points=tr("points"), line=tr("both the same"), size=7, alike=True):
    """Pairs of values as points, on two axes that are alike unless these are too unlike, and the line where both are the same."""
    ends = _ends([*x, *y])
    across, up = (ends, ends) if alike else (_ends(x), _ends(y))
    if not alike:  # the line, where both are seen
        ends = [max(across[0], up[0]), min(across[1], up[1])]
    marker = {"symbol": "circle", "size": size, "color": PALETTE[0], "opacity": 0.6 if size > 5 else 0.4}
    data = [
        {
            "type": "scatter", "mode": "markers", "name": plain(points), "legendgroup": "points", "x": x, "y": y, "marker": marker,
            "hovertemplate": "%{x:,.5~r}; %{y:,.5~r}",
        },
        {
            "type": "scatter", "mode": "lines", "name": plain(line), "legendgroup": "same", "x": ends, "y": ends,
            "line": {"color": INK, "width": 1.5, "dash": "dash"}, "hoverinfo": "skip",
        },
    ]  # fmt: skip
    layout = _layout(y_title, True)
    layout["hovermode"] = "closest"
    layout["meta"].update(height=TALL, square=True)
    layout["xaxis"].update(title={"text": plain(x_title), "standoff": 8}, range=across, separatethousands=True, zeroline=False)
    layout["yaxis"]["range"] = up
    return {"data": data, "layout": layout}


def _ends(values):
    """The ends of an axis that shows these."""
    low, high = min(values), max(values)
    margin = 0.04 * (high - low) or 1
    return [low - margin, high + margin]


def scatter(x, y, x_title, y_title):
    """Pairs of values as points, each axis on a scale of its own; without titles the panel is to say what its axes are."""
    marker = {"symbol": "circle", "size": 4, "color": PALETTE[0], "opacity": 0.4}
    data = [
        {
            "type": "scatter", "mode": "markers", "name": tr("points"), "legendgroup": "points", "x": x, "y": y, "marker": marker,
            "hovertemplate": "%{x:,.5~r}; %{y:,.5~r}", "showlegend": False,
        },
    ]  # fmt: skip
    layout = _layout(y_title, False)
    layout["hovermode"] = "closest"
    layout["xaxis"].update(separatethousands=True, exponentformat="none", zeroline=False, nticks=5)
    if x_title:
        layout["xaxis"]["title"] = {"text": plain(x_title), "standoff": 8}
    return {"data": data, "layout": layout}


def with_lines(plot, lines):
    """A plot with lines over it: {"name", "x", "y", "color" (a number, None for black), "dash"}, named in the legend."""
    for one in lines:
        color = INK if one["color"] is None else PALETTE[one["color"] % len(PALETTE)]
        trace = {
            "type": "scatter", "mode": "lines", "name": plain(one["name"]), "legendgroup": plain(one["name"]), "x": one["x"], "y": one["y"],
            "line": {"color": color, "width": 2, "dash": one.get("dash", "solid")}, "hoverinfo": "skip",
        }  # fmt: skip
        plot["data"].append(trace)
    plot["layout"]["showlegend"] = plot["layout"]["showlegend"] or bool(lines)
    return plot


def stacked(categories, series, y_title):
    """`series`: {"name", "tag", "color", "y"}, one for each part of the bars; the name stands in the bar where it fits, else `tag`."""
    data = [
        {
            "type": "bar",
            "name": plain(one["name"]),
            "legendgroup": plain(one["name"]),
            "x": [plain(category) for category in categories],
            "y": one["y"],
            "text": [plain(one["tag"])] * len(categories),
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "marker": {"color": one["color"], "line": {"color": INK, "width": 0.6}},
            "hovertemplate": HOVER,
        }
        for one in series
    ]
    layout = _layout(y_title, True)
    layout.update(barmode="relative", bargap=0.35, hovermode="closest", uniformtext={"minsize": 10, "mode": "hide"})
    layout["meta"]["names"] = [plain(one["name"]) for one in series]
    layout["xaxis"].update(type="category", categoryarray=[plain(category) for category in categories])
    return {"data": data, "layout": layout}


def bars(categories, values, y_title):
    """One bar for each of several things that are compared."""
    x = [plain(category) for category in categories]
    edge = {"color": INK, "width": 0.6}
    data = [{"type": "bar", "x": x, "y": values, "marker": {"color": PALETTE[0], "line": edge}, "hovertemplate": HOVER, "showlegend": False}]
    layout = _layout(y_title, False)
    layout.update(bargap=0.35, hovermode="closest")
    layout["xaxis"].update(type="category", categoryarray=x)
    return {"data": data, "layout": layout}


def against(categories, series, level, y_title):
    """Bars side by side for each of several things, {"name", "y"}, and a line at the level with which they are compared."""
    x = [plain(category) for category in categories]
    edge = {"color": INK, "width": 0.6}
    data = [
        {
            "type": "bar", "name": plain(one["name"]), "legendgroup": plain(one["name"]), "x": x, "y": one["y"],
            "marker": {"color": PALETTE[place], "line": edge}, "hovertemplate": HOVER,
        }
        for place, one in enumerate(series)
    ]  # fmt: skip
    layout = _layout(y_title, True)
    layout.update(barmode="group", bargap=0.35, hovermode="closest")
    layout["xaxis"].update(type="category", categoryarray=x)
    layout["yaxis"]["rangemode"] = "tozero"
    line = {"color": INK, "width": 1.5, "dash": "dash"}
    layout["shapes"] = [
        {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "yref": "y", "y0": level, "y1": level, "line": line}
        | {"showlegend": True, "name": plain(tr("uniform change")), "legendgroup": "uniform"}
    ]
    # A shape does not widen the axis.
    highest = max([level, *(value for one in series for value in one["y"] if value is not None)])
    layout["yaxis"]["range"] = [0, 1.06 * highest or 1]
    return {"data": data, "layout": layout}


def compared(categories, bars, bar_name, points, low, high, point_name, y_title):
    """A bar for each category and beside it, as a point with its interval, another value of the same; without bars the points alone."""
    x = [plain(category) for category in categories]
    edge = {"color": INK, "width": 0.6}
    bar = {"type": "bar", "name": bar_name, "legendgroup": "bar", "x": x, "y": bars, "marker": {"color": "#bdd7e7", "line": edge}, "hovertemplate": HOVER}
    point = {
        "type": "scatter", "mode": "markers", "name": point_name, "legendgroup": "point", "x": x, "y": points, "showlegend": bars is not None,
        "marker": {"symbol": "diamond", "size": 10, "color": PALETTE[1], "line": {"color": INK, "width": 1}}, "hovertemplate": HOVER,
    }  # fmt: skip
    data = [*([bar] if bars is not None else []), *_intervals(point, low, high, INK), point]
    layout = _layout(y_title, bars is not None)
    layout.update(bargap=0.45, hovermode="x")
    layout["xaxis"].update(type="category", categoryarray=x)
    return {"data": data, "layout": layout}


def signed(categories, gain, loss, net, low, high, y_title, colors):
    """Gain up, loss (negative) down, and their sum with its interval. `colors` are those of gain, loss, and its hatch."""
    x = [plain(category) for category in categories]
    bar = {"type": "bar", "x": x, "hovertemplate": HOVER}
    edge = {"color": INK, "width": 0.6}
    # The loss is hatched, so that grey print tells it from the gain.
    hatch = {"shape": "/", "fgcolor": colors[2], "bgcolor": colors[1], "size": 8, "solidity": 0.15}
    point = {
        "type": "scatter",
        "mode": "markers",
        "name": tr("net change"),
        "legendgroup": "net",
        "x": x,
        "y": net,
        "marker": {"symbol": "diamond", "size": 11, "color": "#ffffff", "line": {"color": INK, "width": 2}},
        "hovertemplate": HOVER,
    }
    data = [
        {**bar, "name": tr("gain"), "legendgroup": "gain", "y": gain, "marker": {"color": colors[0], "line": edge}},
        {**bar, "name": tr("loss"), "legendgroup": "loss", "y": loss, "marker": {"color": colors[1], "line": edge, "pattern": hatch}},
        *_intervals(point, low, high, INK),
        point,
    ]
    layout = _layout(y_title, True)
    layout.update(barmode="relative", bargap=0.45, hovermode="x")
    layout["xaxis"].update(type="category", categoryarray=x)
    layout["yaxis"].update(zeroline=True, zerolinecolor=INK, zerolinewidth=1.5)
    return {"data": data, "layout": layout}


def panels(plots, columns=None, alike=True):
    """One figure of several: (title, plot of one of the functions above). What is of one name has one entry in the legend.

    With `alike` all have one y axis; else a title is to say what its panel has. At most `columns` stand side by side.
    """
    columns = columns or (2 if len(plots) in (2, 4) else 3)
    first = plots[0][1]
    layout = {key: value for key, value in first["layout"].items() if key not in ("xaxis", "yaxis", "shapes")}
    data, shapes, seen, names = [], [], set(), []
    for at, (_title, plot) in enumerate(plots):
        end = "" if at == 0 else str(at + 1)
        of_plot = plot["layout"]["meta"].get("names")
        for place, trace in enumerate(plot["data"]):
            trace = {**trace, "xaxis": f"x{end}", "yaxis": f"y{end}"}
            if trace.get("showlegend", True):
                trace["showlegend"] = trace["legendgroup"] not in seen
                seen.add(trace["legendgroup"])
            data.append(trace)
            names.append(of_plot[place] if of_plot else None)
        for shape in plot["layout"].get("shapes", ()):
            place = {key: shape[key].replace("x", f"x{end}", 1).replace("y", f"y{end}", 1) for key in ("xref", "yref")}
            shapes.append({**shape, **place, "showlegend": shape["legendgroup"] not in seen})
            seen.add(shape["legendgroup"])
        layout[f"xaxis{end}"] = {**plot["layout"]["xaxis"], "anchor": f"y{end}"}
        layout[f"yaxis{end}"] = {**plot["layout"]["yaxis"], "anchor": f"x{end}"}
        if alike and at:
            layout[f"yaxis{end}"]["matches"] = "y"
    ends = [plot["layout"]["yaxis"]["range"] for _title, plot in plots if "range" in plot["layout"]["yaxis"]]
    if alike and ends:
        for axis in [layout[name] for name in layout if name.startswith("yaxis")]:
            axis["range"] = [min(low for low, _high in ends), max(high for _low, high in ends)]
    meta = {"panels": [plain(title) for title, _plot in plots], "columns": columns, "height": PANEL_HEIGHT, "alike": alike}
    layout["meta"] = {**first["layout"]["meta"], **meta}
    if any(names):
        layout["meta"]["names"] = names
    layout["shapes"] = shapes
    layout["showlegend"] = any(plot["layout"]["showlegend"] for _title, plot in plots) or bool(shapes)
    return {"data": data, "layout": layout}


def _intervals(trace, low, high, color):
    """The intervals of a trace's points as a trace of their own: plotly draws an unknown one as if it were 0."""
    known = [row for row in zip(trace["x"], trace["y"], low, high) if None not in row]
    if not known:
        return []
    x, y, low, high = zip(*known)
    error = {
        "type": "data",
        "symmetric": False,
        "array": [end - value for value, end in zip(y, high)],
        "arrayminus": [value - end for value, end in zip(y, low)],
        "color": color,
        "thickness": 1.5,
        "width": 6,
    }
    kept = {key: trace[key] for key in ("type", "legendgroup")}
    hidden = {"mode": "markers", "marker": {"opacity": 0}, "showlegend": False, "hoverinfo": "skip"}
    return [{**kept, **hidden, "x": x, "y": y, "error_y": error}]


def _layout(y_title, legend):
    axis = {"showline": True, "linecolor": INK, "ticks": "outside", "tickcolor": INK, "automargin": False, "fixedrange": True, "tickangle": 0}
    return {
        "meta": {"panels": [], "columns": 1, "height": HEIGHT},
        "autosize": False,
        "font": FONT,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "separators": ".,",
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom", "traceorder": "normal", "maxheight": 10000},
        "hoverlabel": {"namelength": -1, "bgcolor": "#ffffff", "bordercolor": INK, "font": {"color": INK}},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {
            **axis,
            "title": {"text": plain(y_title), "standoff": 10},
            "gridcolor": "#e4e4e4",
            "zeroline": False,
            "separatethousands": True,
            "exponentformat": "none",
        },
    }
