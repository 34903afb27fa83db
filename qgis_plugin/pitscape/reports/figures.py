"""Figures for reports as plotly's JSON: lines with intervals, stacked bars, bars of gain and loss."""

# Okabe and Ito's colours, told apart by colour-blind eyes; yellow, too pale for a line on white, is left out.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1a1a1a")
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")
INK = "#1a1a1a"
HEIGHT = 380  # without the legend: script.js adds its height
HOVER = "%{y:,.5~r}"
FONT = {"family": "Open Sans, Helvetica Neue, Arial, sans-serif", "size": 13, "color": INK}


def plain(text):
    """A text that plotly shows as it is: it would take <b> or <a href> as HTML."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lines(series, y_title):
    """`series`: {"name", "x", "y", "low", "high"}; low and high are the ends of intervals, None where unknown."""
    data = []
    for at, one in enumerate(series):
        color = PALETTE[at % len(PALETTE)]
        trace = {
            "type": "scatter",
            "mode": "lines+markers",
            "name": plain(one["name"]),
            "legendgroup": str(at),
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
    layout["xaxis"].update(
        tickvals=years, ticktext=[str(year) for year in years], range=[years[0] - margin, years[-1] + margin]
    )
    return {"data": data, "layout": layout}


def curves(series, x_title, y_title, marks=()):
    """Curves over distance: {"name", "x", "y", "low", "high", "color" (a number), "dash"}; without low and high no intervals.
    A curve that is "with" the one before goes without an entry of its own in the legend.

    `marks` are vertical lines: {"x", "text", "color" (a number, None for grey)}.
    """
    data = []
    for at, one in enumerate(series):
        color, dash = PALETTE[one["color"] % len(PALETTE)], one.get("dash", "solid")
        trace = {
            "type": "scatter",
            "mode": one.get("mode") or ("lines" if dash != "solid" else "lines+markers"),
            "name": plain(one["name"]),
            "legendgroup": str(at - 1 if one.get("with") else at),
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
    layout["xaxis"].update(title={"text": plain(x_title), "standoff": 8}, rangemode="tozero")
    layout["legend"]["y"] = -0.2
    colors = ["#777777" if mark["color"] is None else PALETTE[mark["color"] % len(PALETTE)] for mark in marks]
    layout["shapes"] = [
        {
            "type": "line", "x0": mark["x"], "x1": mark["x"], "yref": "paper", "y0": 0, "y1": 1,
            "line": {"color": color, "width": 1.5, "dash": "dash"},
        }
        for mark, color in zip(marks, colors)
    ]  # fmt: skip
    layout["annotations"] = [
        {
            "x": mark["x"], "yref": "paper", "y": 0.02, "text": plain(mark["text"]), "showarrow": False, "textangle": -90,
            "xanchor": "right", "yanchor": "bottom", "font": {"size": 11, "color": color},
        }
        for mark, color in zip(marks, colors)
    ]  # fmt: skip
    return {"data": data, "layout": layout}


def stacked(categories, series, y_title):
    """`series`: {"name", "tag", "color", "y"}, one for each part of the bars; `tag` stands in the bar where it fits."""
    data = [
        {
            "type": "bar",
            "name": plain(one["name"]),
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
    layout["xaxis"]["type"] = "category"
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
        "name": "net change",
        "legendgroup": "net",
        "x": x,
        "y": net,
        "marker": {"symbol": "diamond", "size": 11, "color": "#ffffff", "line": {"color": INK, "width": 2}},
        "hovertemplate": HOVER,
    }
    data = [
        {**bar, "name": "gain", "y": gain, "marker": {"color": colors[0], "line": edge}},
        {**bar, "name": "loss", "y": loss, "marker": {"color": colors[1], "line": edge, "pattern": hatch}},
        *_intervals(point, low, high, INK),
        point,
    ]
    layout = _layout(y_title, True)
    layout.update(barmode="relative", bargap=0.45, hovermode="x")
    layout["xaxis"]["type"] = "category"
    layout["yaxis"].update(zeroline=True, zerolinecolor=INK, zerolinewidth=1.5)
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
    axis = {"showline": True, "linecolor": INK, "ticks": "outside", "tickcolor": INK, "automargin": True, "fixedrange": True}
    return {
        "autosize": True,
        "height": HEIGHT,
        "margin": {"l": 60, "r": 16, "t": 16, "b": 40},
        "font": FONT,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "separators": ".,",
        "showlegend": legend,
        "legend": {"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "traceorder": "normal"},
        "hoverlabel": {"namelength": -1, "bgcolor": "#ffffff", "bordercolor": INK, "font": {"color": INK}},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {
            **axis,
            "title": {"text": plain(y_title), "standoff": 14},
            "gridcolor": "#e4e4e4",
            "zeroline": False,
            "separatethousands": True,
            "exponentformat": "none",
        },
    }
