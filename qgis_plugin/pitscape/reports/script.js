(function () {
  "use strict";
  var INK = "#1a1a1a";
  var FONT = "'Open Sans', 'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";
  var SIZE = 13, SIZE_ON_PAPER = 10; // of letters in figures
  var MOST_LINES = 5; // of a name under bars
  var PAPER = 640, PAGE = 780; // so wide and, with its heading and caption, so high is what stands on a page of A4
  var status = document.getElementById("status");
  var texts = JSON.parse(document.getElementById("texts").textContent);

  // A text of the page with its places filled in.
  function said(name, places) {
    return texts[name].replace(/\{(\w+)\}/g, function (_, place) { return places[place]; });
  }

  function say(text) {
    status.textContent = text;
    window.clearTimeout(say.timer);
    say.timer = window.setTimeout(function () { status.textContent = ""; }, 4000);
  }

  function each(selector, action, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), action);
  }

  function on(selector, action) {
    each(selector, function (button) { button.addEventListener("click", function () { action(button); }); });
  }

  function fileName(button, ending) {
    var name = button.closest(".buttons").getAttribute("data-name");
    return name.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_+|_+$/g, "").toLowerCase() + "." + ending;
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    say(said("saved", { name: name }));
  }

  /* Figures */

  var CONFIG = { displayModeBar: false, displaylogo: false, responsive: false, showSendToCloud: false, plotlyServerURL: "" };
  var PANEL = 260, PANEL_ON_PAPER = 200; // so wide is a panel at least
  var ruler = document.createElement("canvas").getContext("2d");

  function wide(text, size, weight) {
    ruler.font = (weight || "") + " " + size + "px " + FONT;
    return ruler.measureText(text).width;
  }

  // Texts of figures stand as plotly takes them.
  function plain(text) { return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"); }
  function escaped(text) { return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"); }

  // The lines that a text needs: broken between words, and within those that are too long or have no spaces, as Chinese.
  function fold(text, room, size, weight) {
    var lines = [], line = "";
    (plain(text).match(/[^\s\u3000-\u9fff]+\s*|[\u3000-\u9fff]\s*|\s+/g) || [""]).forEach(function (word) {
      if (line && wide((line + word).trimEnd(), size, weight) > room) { lines.push(line); line = ""; }
      Array.from(word).forEach(function (letter) {
        if (line && wide(line + letter, size, weight) > room && letter.trim()) { lines.push(line); line = ""; }
        line += letter;
      });
    });
    return lines.concat(line).map(function (one) { return escaped(one.trim()); });
  }

  // Labels of an axis with categories, so many pixels apart; numbers are left out where there is no room, all else is folded.
  function categoryLabels(axis, apart, size) {
    var texts = axis.categoryarray;
    if (texts.every(function (text) { return /^[≤\d.,\s]+$/.test(text); })) {
      var half = Math.max.apply(null, texts.map(function (text) { return wide(text, size); })) / 2 + 4;
      var every = Math.ceil(2 * half / apart), all = texts.length * apart;
      var fits = texts.filter(function (_, at) { return (at + 0.5) * apart - half >= -12 && (at + 0.5) * apart + half <= all + 12; });
      axis.tickvals = fits.filter(function (_, at) { return at % every === 0; });
      axis.ticktext = axis.tickvals;
      return 1;
    }
    axis.tickvals = texts;
    // A name that is longer ends after some lines: bars tell it under the mouse.
    var folded = texts.map(function (text) {
      var lines = fold(text, apart - 8, size);
      return lines.length > MOST_LINES ? lines.slice(0, MOST_LINES - 1).concat("…") : lines;
    });
    axis.ticktext = folded.map(function (lines) { return lines.join("<br>"); });
    return Math.max.apply(null, folded.map(function (lines) { return lines.length; }));
  }

  // The latest year has its label, and each before it that has room.
  function yearLabels(axis, across, size) {
    var from = axis.range[0], scale = across / (axis.range[1] - from), before = Infinity, kept = [];
    for (var at = axis.tickvals.length - 1; at >= 0; at--) {
      var place = (axis.tickvals[at] - from) * scale, half = wide(axis.ticktext[at], size) / 2 + 4;
      if (place + half <= before) { kept.unshift(at); before = place - half; }
    }
    axis.ticktext = axis.tickvals.map(function (_, at) { return kept.indexOf(at) < 0 ? "" : axis.ticktext[at]; });
  }

  // How wide names may be so that the legend, in columns of one width, is low.
  function nameRoom(names, width, size) {
    var best = width - 50, least = Infinity;
    var row = names.reduce(function (sum, name) { return sum + wide(plain(name), size) + 50; }, 0);
    if (row <= width) { return best; }
    for (var columns = 1; columns < 4; columns++) {
      var room = Math.floor(width / columns) - 50, high = 0;
      for (var at = 0; at < names.length; at += columns) {
        var lines = names.slice(at, at + columns).map(function (name) { return fold(name, room, size).length; });
        high += Math.max(19, 1.3 * size * Math.max.apply(null, lines) + 3);
      }
      if (high < least && room > 100) { least = high; best = room; }
    }
    return best;
  }

  function placed(name, at) { return name + (at ? at + 1 : ""); }

  // Data and layout of a figure for a width. `room` is what labels of the y axis and the legend take, which is known once they are drawn.
  function arranged(plot, width, room, share) {
    var layout = JSON.parse(JSON.stringify(plot.layout)), meta = layout.meta;
    var onPaper = document.body.classList.contains("paper"), size = onPaper ? SIZE_ON_PAPER : SIZE;
    layout.font.size = size;
    var titles = meta.panels, count = Math.max(titles.length, 1);
    var most = onPaper && count > 6 ? 3 : meta.columns; // a page has room for so many rows
    var columns = Math.max(1, Math.min(most, count, Math.floor(width / (onPaper ? PANEL_ON_PAPER : PANEL))));
    var rows = Math.ceil(count / columns);
    var named = !titles.length || meta.alike; // the y axis has a title
    var high = meta.height * share;
    var head = named ? fold(layout.yaxis.title.text, high, size) : [];
    var left = room.ticks + (named ? 18 + 1.4 * size * head.length : 14), right = 16;
    var gap = meta.alike ? 24 : room.ticks + 26;
    var area = width - left - right;
    var each = (area - (columns - 1) * gap) / columns;
    var lines = 1, slot = each;
    for (var at = 0; at < count; at++) {
      var axis = layout[placed("xaxis", at)];
      if (meta.years) { yearLabels(axis, each, size); }
      if (axis.categoryarray) {
        slot = each / axis.categoryarray.length;
        lines = Math.max(lines, categoryLabels(axis, slot, size));
      }
    }
    var heads = titles.map(function (title) { return fold(title, each, size, "bold"); });
    var top = titles.length ? 1.4 * size * Math.max.apply(null, heads.map(function (head) { return head.length; })) + 6 : 12;
    var under = 14 + 1.35 * size * lines;
    var between = under + top + 8;
    var others = top + (rows - 1) * between + under + 34 + room.legend;
    if (onPaper) { high = Math.max(60, Math.min(high, (PAGE - others) / rows)); }
    if (meta.square) { each = high = Math.min(each, high); }
    var across = rows * high + (rows - 1) * between;
    var below = under + (layout.xaxis.title ? 24 : 0) + (room.legend ? room.legend + 10 : 0);
    layout.margin = { l: left, r: right, t: top, b: below, autoexpand: false };
    layout.width = width;
    layout.height = Math.ceil(top + across + below);
    layout.annotations = [];
    for (var panel = 0; panel < count; panel++) {
      var column = panel % columns, row = Math.floor(panel / columns);
      var x = layout[placed("xaxis", panel)], y = layout[placed("yaxis", panel)];
      var start = column * (each + gap) / area, end = 1 - row * (high + between) / across;
      x.domain = [start, Math.min(1, start + each / area)];
      [x, y].forEach(function (axis) { if (axis.title) { axis.title.font = { size: size }; } });
      y.nticks = Math.max(2, Math.floor(high / 28));
      y.domain = [Math.max(0, end - high / across), end];
      if (panel + columns < count && x.title) { x.title.text = ""; }
      y.title.text = named && !column ? head.join("<br>") : "";
      if (meta.alike && column) { y.showticklabels = false; }
      if (titles.length) {
        layout.annotations.push({
          xref: "paper", yref: "paper", x: start, y: end, xanchor: "left", yanchor: "bottom", yshift: 3, showarrow: false,
          align: "left", text: "<b>" + heads[panel].join("<br>") + "</b>"
        });
      }
    }
    var entries = plot.data.concat(layout.shapes || []).filter(function (one) { return one.name && one.showlegend !== false; });
    var names = nameRoom(entries.map(function (one) { return one.name; }), area, size);
    function short(one) { return one.name ? Object.assign({}, one, { name: fold(one.name, names, size).join("<br>") }) : one; }
    layout.shapes = (layout.shapes || []).map(short);
    layout.uirevision = "kept"; // what a reader has hidden stays hidden
    var bar = slot * (1 - (layout.bargap || 0)) - 8;
    var data = plot.data.map(function (trace, at) {
      var name = meta.names && meta.names[at];
      var fits = name && wide(plain(name), 11) <= bar;
      return short(fits ? Object.assign({}, trace, { text: trace.text.map(function () { return name; }) }) : trace);
    });
    return { data: data, layout: layout };
  }

  function measured(canvas) {
    var labels = Array.prototype.map.call(canvas.querySelectorAll(".yaxislayer-above text"), function (text) { return text.getBBox().width; });
    var legend = canvas.querySelector(".legend .bg");
    return {
      ticks: Math.ceil(Math.max.apply(null, labels.concat(0))),
      legend: legend ? Math.ceil(legend.getBBox().height) : 0
    };
  }

  function draw(canvas, plot, width, share) {
    var room = canvas.room || { ticks: 40, legend: plot.layout.showlegend ? 24 : 0 };
    for (var tries = 0; tries < 4; tries++) {
      var made = arranged(plot, width, room, share);
      Plotly.react(canvas, made.data, made.layout, CONFIG);
      var found = measured(canvas);
      var same = found.ticks === room.ticks && found.legend === room.legend;
      canvas.room = room = found;
      if (same) { break; }
    }
  }

  each("figure.plot", function (figure) {
    var canvas = figure.querySelector(".canvas");
    canvas.plot = JSON.parse(figure.querySelector("script").textContent);
  });

  function draws() { each(".canvas", function (canvas) { draw(canvas, canvas.plot, canvas.clientWidth, 1); }); }

  on("figure.plot [data-save]", function (button) {
    var canvas = button.closest("figure").querySelector(".canvas");
    var format = button.getAttribute("data-save");
    var other = document.createElement("div"); // as wide as a page of a paper, whatever the screen
    other.className = "aside-canvas";
    document.body.appendChild(other);
    var shown = Object.assign({}, canvas.plot, { data: canvas.plot.data.map(function (trace, at) {
      return Object.assign({}, trace, { visible: canvas.data[at].visible === undefined ? true : canvas.data[at].visible });
    }) });
    draw(other, shown, 900, 1);
    var size = { width: 900, height: other.layout.height, scale: format === "png" ? 3 : 1, format: format };
    Plotly.toImage(other, size).then(function (uri) {
      save(blobOf(uri), fileName(button, format));
    }).catch(function (error) { say(said("no_figure", { error: error })); }).then(function () {
      Plotly.purge(other);
      other.remove();
    });
  });

  function blobOf(uri) {
    var parts = uri.match(/^data:([^;,]+)[^,]*?(;base64)?,(.*)$/s);
    if (!parts[2]) { return new Blob([decodeURIComponent(parts[3])], { type: parts[1] }); }
    var text = atob(parts[3]);
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) { bytes[i] = text.charCodeAt(i); }
    return new Blob([bytes], { type: parts[1] });
  }

  /* Maps */

  function element(name, attributes, parent, text) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text) { made.textContent = text; }
    if (parent) { parent.appendChild(made); }
    return made;
  }

  // All maps of a figure and their legend as one drawing, as they stand on a wide page.
  function drawing(figure) {
    var panels = figure.querySelectorAll(".panel");
    var columns = Number(figure.querySelector(".panels").getAttribute("data-columns"));
    var width = 480, gap = 24, left = gap, top = gap, lowest = gap;
    var whole = gap + columns * (width + gap);
    var svg = element("svg", { "xmlns": "http://www.w3.org/2000/svg", "font-family": FONT, "fill": INK });
    element("rect", { width: "100%", height: "100%", fill: "#ffffff" }, svg);
    Array.prototype.forEach.call(panels, function (panel, at) {
      if (at && at % columns === 0) { left = gap; top = lowest + gap; }
      var height = width / Number(panel.getAttribute("data-aspect"));
      var note = panel.querySelector("p");
      element("text", { x: left, y: top + 14, "font-size": 16, "font-weight": "bold" }, svg, panel.querySelector("h3").textContent);
      var under = top + 22;
      if (note) {
        element("text", { x: left, y: under + 12, "font-size": 12, fill: "#555555" }, svg, note.textContent);
        under += 20;
      }
      element("image", {
        x: left, y: under, width: width, height: height, preserveAspectRatio: "none",
        style: "image-rendering: pixelated", href: panel.querySelector("img").src
      }, svg);
      element("rect", { x: left, y: under, width: width, height: height, fill: "none", stroke: "#999999" }, svg);
      under += height;
      var bar = panel.querySelector(".bar");
      if (bar) {
        var length = width * Number(bar.getAttribute("data-share"));
        element("path", {
          d: "M" + left + " " + (under + 6) + "v6h" + length + "v-6", fill: "none", stroke: INK
        }, svg);
        element("text", { x: left, y: under + 27, "font-size": 12 }, svg, panel.querySelector(".length").textContent);
        under += 32;
      }
      lowest = Math.max(lowest, under);
      left += width + gap;
    });
    var x = gap, y = lowest + gap;
    each(".legend li", function (entry) {
      var text = entry.querySelector(".entry").textContent;
      var size = 22 + 8 + wide(text, 14) + 20;
      if (x > gap && x + size > whole) { x = gap; y += 24; }
      var color = entry.querySelector(".swatch").getAttribute("data-color");
      element("rect", { x: x, y: y, width: 22, height: 15, fill: color, stroke: "#666666" }, svg);
      element("text", { x: x + 30, y: y + 12, "font-size": 14 }, svg, text);
      x += size;
    }, figure);
    svg.setAttribute("width", whole);
    svg.setAttribute("height", y + 24 + gap / 2);
    svg.setAttribute("viewBox", "0 0 " + whole + " " + (y + 24 + gap / 2));
    return svg;
  }

  on("figure.maps [data-save]", function (button) { saveDrawing(button, drawing(button.closest("figure")), texts.no_maps); });

  on("figure.drawing [data-save]", function (button) {
    saveDrawing(button, button.closest("figure").querySelector("svg"), texts.no_drawing);
  });

  function saveDrawing(button, svg, failed) {
    var text = new XMLSerializer().serializeToString(svg);
    if (button.getAttribute("data-save") === "svg") {
      save(new Blob([text], { type: "image/svg+xml" }), fileName(button, "svg"));
      return;
    }
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = 2 * image.width;
      canvas.height = 2 * image.height;
      var context = canvas.getContext("2d");
      context.imageSmoothingEnabled = false;
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { save(blob, fileName(button, "png")); });
    };
    image.onerror = function () { say(failed); };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  }

  /* Tables */

  // A table that is wider than the page stands there in parts; each begins with the columns that say what a row is of.
  function lay(table, across) {
    var box = table.parentNode;
    each(".part", function (part) { part.remove(); }, box);
    table.hidden = false;
    var keys = table.classList.contains("turned") ? 1 : Number(table.getAttribute("data-keys"));
    var widths, parts, share = 1;
    function wide(columns) { return columns.reduce(function (sum, at) { return sum + widths[at]; }, 0) > across; }
    // Where what a row is of leaves no room for anything else, texts are folded more narrowly.
    do {
      hold(table, across, share);
      widths = Array.prototype.map.call(table.rows[0].cells, function (cell) { return cell.getBoundingClientRect().width; });
      parts = evened(widths, keys, across, breaks(table));
      share -= 0.2;
    } while (share > 0.3 && parts.some(wide));
    table.style.width = "";
    if (parts.length < 2) { return; }
    var last = table;
    parts.forEach(function (columns, at) {
      var part = pick(table, columns);
      part.querySelector("caption").append(" " + said("part", { part: at + 1, parts: parts.length }));
      last.after(part);
      last = part;
    });
    table.hidden = true;
  }

  // Columns are as narrow as their words let them be, but texts keep a readable width.
  function hold(table, across, share) {
    var cells = Array.from(table.querySelectorAll("thead .text, tbody th, tr.key td.text"));
    cells.forEach(function (cell) { cell.style.minWidth = ""; });
    table.style.width = "max-content";
    var letters = parseFloat(window.getComputedStyle(table).fontSize);
    function width(cell) { return cell.getBoundingClientRect().width; }
    var whole = cells.map(width);
    table.style.width = "1px";
    table.classList.add("words");
    var words = cells.map(width);
    table.classList.remove("words");
    var wanted = cells.map(function (cell, at) {
      if (cell.tagName === "TH") { return Math.min(whole[at], 16 * letters, across * 0.25); }
      return Math.max(Math.min(whole[at], 5 * letters), Math.min(words[at], 9 * letters));
    });
    cells.forEach(function (cell, at) { cell.style.minWidth = Math.ceil(share * wanted[at]) + "px"; });
  }

  // Where another map or zone begins, as columns of a turned table.
  function breaks(table) {
    if (!table.classList.contains("turned")) { return []; }
    return table.getAttribute("data-breaks").split(" ").filter(Boolean).map(function (at) { return Number(at) + 1; });
  }

  // As few parts as can be, and of these none with a single column left over.
  function evened(widths, keys, across, breaks) {
    var parts = shared(widths, keys, across, breaks);
    for (var share = 0.95; parts.length > 1 && !breaks.length && share > 0.4; share -= 0.05) {
      var narrower = shared(widths, keys, across * share, breaks);
      if (narrower.length > parts.length) { break; }
      parts = narrower;
    }
    return parts;
  }

  function shared(widths, keys, across, breaks) {
    var parts = [], lead = 0, all = widths.map(function (_, at) { return at; });
    for (var key = 0; key < keys; key++) { lead += widths[key]; }
    function sum(from, to) {
      return widths.slice(from, to).reduce(function (one, other) { return one + other; }, 0);
    }
    if (lead + sum(keys) <= across) { return [all]; }
    for (var at = keys; at < widths.length;) {
      var end = at, used = lead;
      while (end < widths.length && (end === at || used + widths[end] <= across)) { used += widths[end]; end += 1; }
      if (end < widths.length) {
        // A group that has room in one part is not cut.
        var begun = breaks.filter(function (place) { return place > at && place <= end; }).pop();
        var next = breaks.filter(function (place) { return place > end; }).concat(widths.length)[0];
        if (begun && lead + sum(begun, next) <= across) { end = begun; }
      }
      parts.push(all.slice(0, keys).concat(all.slice(at, end)));
      at = end;
    }
    return parts;
  }

  function pick(table, columns) {
    var part = table.cloneNode(false);
    part.removeAttribute("style");
    part.classList.add("part");
    Array.prototype.forEach.call(table.children, function (group) {
      if (group.tagName === "CAPTION") { part.append(group.cloneNode(true)); return; }
      var made = group.cloneNode(false);
      Array.prototype.forEach.call(group.rows, function (row) {
        var line = row.cloneNode(false);
        columns.forEach(function (at) { line.append(row.cells[at].cloneNode(true)); });
        made.append(line);
      });
      part.append(made);
    });
    return part;
  }

  function lays(across) {
    each(".table table[data-keys]:not(.part)", function (table) { lay(table, across || table.closest(".scroll").clientWidth); });
  }

  function rows(button) {
    var table = button.closest(".table").querySelector("table");
    var lines = Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.map.call(row.cells, function (cell) {
        if (cell.hasAttribute("data-name")) { return cell.getAttribute("data-name"); }
        return cell.hasAttribute("data-exact") ? cell.getAttribute("data-exact") : cell.textContent;
      });
    });
    if (!table.classList.contains("turned")) { return lines; }
    return lines[0].map(function (_, at) { return lines.map(function (line) { return line[at]; }); });
  }

  function copyOld(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }

  on("[data-copy]", function (button) {
    var lines = rows(button);
    var text = lines.map(function (row) {
      return row.map(function (cell) { return cell.replace(/[\t\r\n]+/g, " "); }).join("\t");
    }).join("\n") + "\n";
    var done = said("copied", { count: lines.length - 1 });
    function fall() { say(copyOld(text) ? done : texts.no_copy); }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { say(done); }, fall);
    } else {
      fall();
    }
  });

  on("[data-csv]", function (button) {
    var text = rows(button).map(function (row) {
      return row.map(function (cell) { return /[",\r\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell; }).join(",");
    }).join("\r\n") + "\r\n";
    save(new Blob(["\ufeff" + text], { type: "text/csv" }), fileName(button, "csv"));
  });

  /* Screen and paper */

  function screen() {
    document.body.classList.remove("paper");
    draws();
    lays(0);
  }

  // Here, because what follows a print in a browser comes too late for it.
  function paper() {
    document.body.classList.add("paper");
    each(".canvas", function (canvas) { draw(canvas, canvas.plot, PAPER, 0.8); });
    lays(PAPER);
  }

  var width = 0;
  function resized() {
    if (document.body.classList.contains("paper") || width === document.body.clientWidth) { return; }
    width = document.body.clientWidth;
    screen();
  }

  window.addEventListener("resize", function () {
    window.clearTimeout(resized.timer);
    resized.timer = window.setTimeout(resized, 100);
  });
  window.addEventListener("beforeprint", paper);
  window.addEventListener("afterprint", screen);
  resized();
})();
