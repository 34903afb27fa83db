"""Every text that a user reads can be translated."""

import ast
import html
import importlib.util
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

import numpy as np
import pytest
from conftest import PREFIX, ROOT
from maps import write_map, write_pools

PLUGIN = ROOT / "qgis_plugin/pitscape"


@pytest.fixture(scope="module")
def translations():
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts/translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_translation_files_are_fresh(translations):
    files = sorted((PLUGIN / "i18n").glob("*.ts"))
    assert files
    for path in files:
        assert translations.fresh(path) == path.read_text(encoding="utf-8"), f"{path.name} is not fresh: run scripts/translations."


def test_a_translation_stays_and_a_text_that_is_gone_goes(translations, tmp_path):
    path = tmp_path / "pitscape_zh_CN.ts"
    messages = "".join(f"<message><source>{text}</source><translation>{words}</translation></message>" for text, words in (("Carbon", "碳"), ("Gone", "无")))
    path.write_text(f'<TS version="2.1" language="zh_CN"><context><name>Pitscape</name>{messages}</context></TS>', encoding="utf-8")
    found = {message.findtext("source"): message.find("translation") for message in tree.fromstring(translations.fresh(path).encode()).iter("message")}
    assert found["Carbon"].text == "碳" and found["Carbon"].get("type") is None
    assert found["Landscape pattern"].text is None and found["Landscape pattern"].get("type") == "unfinished"
    assert "Gone" not in found


WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [a-z“(]")  # what looks like a sentence or a label


def untranslated(path):
    """Texts of a module with several words that are not handed to `tr`, and are no docstrings."""
    text = path.read_text(encoding="utf-8")
    known = set()
    module = ast.parse(text)
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "Sentence"):
            known.update(id(inner) for inner in ast.walk(node) if isinstance(inner, ast.Constant))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(id(node.value))
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known and WORDS.search(node.value):
            yield node.lineno, node.value


# What only programs read: words to search by, HTML, a condition of SQL, fonts, a policy of content, names of modules.
NOT_READ = re.compile(r"<[a-z!/]|=|^(land cover|land use|time series|dynamic degree|intensity analysis)$|sans-serif|^img-src | has no attribute ")


# Works that reports cite have their names and titles in every language.
OF_ALL_LANGUAGES = PLUGIN / "reports/references.py"


@pytest.mark.parametrize("path", sorted(set(PLUGIN.rglob("*.py")) - {OF_ALL_LANGUAGES}), ids=lambda path: path.relative_to(PLUGIN).as_posix())
def test_no_text_is_forgotten(path):
    found = [(line, text) for line, text in untranslated(path) if not NOT_READ.search(text)]
    assert not found, found


PSEUDO = """
import json, re, sys
sys.path[:0] = {path!r}
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
QgsApplication.setPrefixPath({prefix!r}, True)
application = QgsApplication([], False)
application.initQgis()
from processing.core.Processing import Processing
Processing.initialize()

class Pseudo(QTranslator):
    def translate(self, context, text, disambiguation=None, n=-1):
        return "⟦" + text + "⟧" if context == "Pitscape" else ""

translator = Pseudo()
QCoreApplication.installTranslator(translator)
import pitscape
plugin = pitscape.classFactory(None)
plugin.initProcessing()
provider = QgsApplication.processingRegistry().providerById("pitscape")
texts = {{}}
for made in provider.algorithms():
    of = texts[made.name()] = [made.displayName(), made.group(), made.shortDescription()]
    for one in made.parameterDefinitions():
        of += [one.description(), one.help()]
    of += [one.description() for one in made.outputDefinitions()]
    of += [words for one in made.inputs for words in getattr(one, "words", {{}}).values()]
    of += [re.sub("<.*?>", "", piece) for piece in re.findall("<(?:p|h3|li)>(.*?)</(?:p|h3|li)>", made.shortHelpString())]

def run(name, parameters):
    feedback, context = QgsProcessingFeedback(False), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    made = QgsApplication.processingRegistry().createAlgorithmById("pitscape:" + name)
    good, sentence = made.checkParameterValues(parameters, context)
    if not good:
        return sentence
    try:
        made.run(parameters, context, feedback, {{}}, False)
    except Exception as error:
        return str(error)
    return feedback.textLog()

from pitscape import metrics
texts["metrics"] = [*metrics.labels().values(), *metrics.titles().values(), *metrics.headings().values()]
runs = json.load(open({runs!r}))
print(json.dumps([texts, [run(*one) for one in runs]]), flush=True)
"""


@pytest.fixture(scope="module")
def pseudo(qgis, tmp_path_factory):
    """All texts, and what runs tell, where a translator sets brackets around all that it is asked for."""
    folder = tmp_path_factory.mktemp("pseudo")
    lulc = write_map(folder / "cover_2020.tif", np.array([[1, 1, 2], [3, 2, 0]], "uint8"), nodata=0)
    later = write_map(folder / "cover_2030.tif", np.array([[2, 1, 3], [3, 1, 0]], "uint8"), nodata=0)
    pools, few = write_pools(folder / "pools.csv"), write_pools(folder / "few.csv", [(1, "", 1, 1, 1, 1)])
    draw = np.random.default_rng(1).normal(0, 1, (2, 30, 30)).cumsum(1).cumsum(2)
    smooth = [write_map(folder / f"v{at}.tif", cells.astype("float32")) for at, cells in enumerate((draw.sum(0), *draw))]
    runs = [
        ["carbonstorage", {"LULC": lulc, "POOLS": pools, "SUMMARY": "memory:", "IGNORE_CODES": "77"}],
        ["carbonstorage", {"LULC": lulc, "POOLS": few, "SUMMARY": "memory:"}],
        ["carbonstorage", {"LULC": lulc, "POOLS": pools, "IGNORE_CODES": "2.5"}],
        ["carbonseries", {"LAYERS": [lulc], "POOLS": pools, "REPORT": str(folder / "series.html")}],
        ["landscapemetrics", {"LAYERS": [lulc], "METRICS": "NP;SHDI", "REPORT": str(folder / "metrics.html")}],
        ["lulctransition", {"LAYERS": [lulc, later], "POOLS": pools, "REPORT": str(folder / "transitions.html")}],
        ["lulctransition", {"LAYERS": [lulc], "REPORT": str(folder / "none.html")}],
        ["miningassessment", {"LAYERS": [lulc, later], "POOLS": pools, "CODES": "3", "F_CODES": "2", "CELL_SIZE": 20, "OUTPUT": str(folder / "study.gpkg")}],
        ["regression", {"Y": smooth[0], "X": smooth[1:], "SELECTION": "stepwise", "REPORT": str(folder / "regression.html")}],
    ]
    (folder / "runs.json").write_text(json.dumps(runs), encoding="utf-8")
    program = PSEUDO.format(path=sys.path, prefix=PREFIX, runs=str(folder / "runs.json"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=dict(os.environ, PYTHONDONTWRITEBYTECODE="1"))
    assert done.stdout, done.stderr
    texts, told = json.loads(done.stdout.splitlines()[-1])
    return texts, told, [(folder / f"{name}.html").read_text(encoding="utf-8") for name in ("series", "metrics", "transitions", "regression")]


def outside(text):
    """What stands outside of all brackets."""
    depth, left = 0, []
    for letter in text:
        depth += (letter == "⟦") - (letter == "⟧")
        if depth == 0 and letter != "⟧":
            left.append(letter)
    return "".join(left)


def test_labels_tips_words_and_help_are_translated(pseudo):
    texts, _told, _reports = pseudo
    assert len(texts) >= 13
    for name, of in texts.items():
        assert len(of) > 15
        for text in of:
            if re.match("[A-Z0-9_]+: ⟦", text):  # a metric: its abbreviation before, its source behind
                text = text[text.index("⟦") : text.rindex("⟧") + 1]
            bare = re.sub(r"\b[A-Z0-9_]+\b", "", outside(text))  # abbreviations are the same in every language
            assert not re.search("[A-Za-z]{2}", bare) or text == "Pitscape", (name, text)


def test_what_runs_tell_is_translated(pseudo):
    _texts, told, _reports = pseudo
    assert "⟦Class codes are whole numbers, as in 0;255.⟧" in told[2]
    for text in told:
        for line in text.splitlines():
            line = re.sub(r"cover_(\d+) = \1", "", line)  # a map and its year
            bare = re.sub(r"\([A-Z_]+\)", "", outside(line))  # names of parameters are the same in every language
            assert not re.search("[A-Za-z]{3}", bare), line


def test_reports_are_translated(pseudo):
    _texts, _told, reports = pseudo
    for report in reports:
        body = re.sub("(?s)<(script|style).*?</\\1>|<[^>]*>", "\n", report[report.index("<body>") :])
        left = [line.strip() for line in body.splitlines() if re.search("[A-Za-z]{3} [a-z]{2}", outside(line)) and "EPSG" not in line]
        assert not left
    assert "⟦Number of patches⟧" in reports[1] and "⟦Shannon's diversity index⟧" in html.unescape(reports[1])
