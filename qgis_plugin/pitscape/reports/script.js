(function () {
  "use strict";
  var INK = "#1a1a1a";
  var FONT = "'Open Sans', 'Helvetica Neue', Arial, sans-serif";
  var status = document.getElementById("status");

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
    say("Saved as " + name + ".");
  }

  /* Figures */

  var CONFIG = { displayModeBar: false, displaylogo: false, responsive: true, showSendToCloud: false, plotlyServerURL: "" };

  each("figure.plot", function (figure) {
    var plot = JSON.parse(figure.querySelector("script").textContent);
    var canvas = figure.querySelector(".canvas");
    canvas.setAttribute("data-height", plot.layout.height);
    Plotly.newPlot(canvas, plot.data, plot.layout, CONFIG).then(function () {
      canvas.on("plotly_afterplot", function () { makeRoom(canvas); });
      makeRoom(canvas);
    });
  });

  // The legend stands below and wraps as the page is narrow or wide; plotly would take its room from the figure, and
  // scrolls it where it takes more than half of all.
  function makeRoom(canvas) {
    var legend = canvas.querySelector(".legend");
    var lines = legend ? legend.getBBox().height : 0;
    var height = Number(canvas.getAttribute("data-height")) * (onPaper ? 0.75 : 1);
    var whole = Math.ceil(Math.max(height + lines, 2.1 * lines));
    if (Math.abs(whole - canvas.layout.height) > 3) { Plotly.relayout(canvas, { height: whole }); }
  }

  // On paper a figure is as wide as the page: its own resizing comes too late for printing. A table that is wider gets
  // smaller letters, or the browser would make all of the page smaller.
  var PAPER = 640;
  var onPaper = false;
  function fit(paper) {
    onPaper = paper;
    each(".canvas", function (canvas) { Plotly.relayout(canvas, { autosize: !paper, width: paper ? PAPER : null }); });
    each("table", function (table) {
      var letters = parseFloat(window.getComputedStyle(table).fontSize) * PAPER / narrowest(table);
      table.style.fontSize = paper && letters < 10 ? letters + "px" : "";
    });
  }

  function narrowest(table) {
    table.style.width = "1px";
    var width = table.offsetWidth;
    table.style.width = "";
    return width;
  }

  window.addEventListener("beforeprint", function () { fit(true); });
  window.addEventListener("afterprint", function () { fit(false); });

  on("figure.plot [data-save]", function (button) {
    var canvas = button.closest("figure").querySelector(".canvas");
    var format = button.getAttribute("data-save");
    var size = { width: 900, height: Math.max(500, canvas.offsetHeight), scale: format === "png" ? 3 : 1, format: format };
    Plotly.toImage(canvas, size).then(function (uri) {
      save(blobOf(uri), fileName(button, format));
    }).catch(function (error) { say("The figure could not be saved: " + error); });
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
    var ruler = document.createElement("canvas").getContext("2d");
    ruler.font = "14px " + FONT;
    each(".legend li", function (entry) {
      var text = entry.querySelector(".entry").textContent;
      var size = 22 + 8 + ruler.measureText(text).width + 20;
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

  on("figure.maps [data-save]", function (button) {
    var svg = drawing(button.closest("figure"));
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
    image.onerror = function () { say("The maps could not be saved as PNG. Save them as SVG."); };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  });

  /* Tables */

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
    var done = "Copied " + (lines.length - 1) + " rows.";
    function fall() { say(copyOld(text) ? done : "The browser does not let the page copy. Save as CSV."); }
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
})();
