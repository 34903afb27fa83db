"""What can befall a run, and what must be true after it.

Whatever happens, the process lives, and a run either makes all its files, equal to those of an undisturbed run, or says one
clear sentence and leaves every file as it was.
"""

import contextlib
import functools
import os
import shutil
import signal
import subprocess

from hammer.cases import REQUESTS
from hammer.child import OF_QGIS, Child, Job, Moment, kill_self
from hammer.place import Place, after, differences, is_temporary, left_in

EIGHT = 8
MAY_FILL = ("space", "disk", "large")  # words of a sentence about a disk or a file that is full


class Case:
    """One run of a kernel in trouble: where it is, what stands there, and what was found wrong."""

    def __init__(self, kernel, lones, inputs, root, random):
        self.kernel, self.lones, self.random, self.root = kernel, lones, random, root
        self.lone = lones(kernel)
        self.of_qgis = kernel.startswith(OF_QGIS)
        self.place = Place(root, inputs, self.of_qgis)
        self.wrong = []
        self.struck = 0  # runs that the trouble reached

    def says(self, wrong, what=""):
        self.wrong += [f"{what}{': ' if what else ''}{text}" for text in wrong]

    def job(self, kernel=None, name="", **trouble):
        request = self.place.request(REQUESTS[kernel or self.kernel], name)
        if self.lones.has_field(kernel or self.kernel, "threads"):
            request["threads"] = self.random.randint(1, 4)
        return Job(kernel or self.kernel, request, name, **trouble)

    def run(self, job, **more):
        """What came of one job; a crash is told."""
        outcomes, ended = Child([job], self.place.scratch, **more).wait()
        if ended not in (0, signal.SIGKILL) or (ended and job.strike is not kill_self):
            self.says([f"the process ended by {ended}"])
        return outcomes and outcomes[0]

    def old_files(self):
        """Some of the files that the run is to make, and others beside them, stand there already."""
        for name in self.lone.files:
            path = self.place.disk / name
            if name.startswith("out/") and self.random.random() < 0.5:
                path.parent.mkdir(exist_ok=True)
                path.write_text(f"{name} as it was")
                if path.suffix == ".tif" and self.random.random() < 0.5:
                    path.with_name(f"{path.name}.aux.xml").write_text("of the old raster")
        (self.place.disk / "out" / "notes.txt").write_text("of somebody else")
        return self.place.files()

    def call(self, kernel=None):
        """A call of the callback, by its number or by what it tells."""
        if self.random.random() < 0.5:
            return Moment(call=self.random.randint(1, self.lones(kernel or self.kernel).calls))
        return Moment(share=self.random.random())

    def moment(self):
        """In a call of the callback, by the clock, or when files take their names."""
        way = self.random.choice(("call", "time", "end"))
        if way == "call":
            return self.call()
        if way == "time":
            return Moment(call=0, delay=self.random.uniform(0.0, self.lone.seconds))
        return Moment(share=1.0, delay=self.random.uniform(0.0, 0.01))

    def whole_or_nothing(self, told, before, what="", words=(), name="", lone=None):
        """The first law."""
        lone = lone or self.lone
        found = self.place.files(name)
        if told is None:
            return
        if "report" in told:
            self.says(lone.wrong(told, self.place, name) + differences(found, after(before, lone.files)), what)
            return
        self.says(unclear(told, words) + differences(found, before), what)


def unclear(told, words=()):
    """What is wrong with the sentence of a run that failed."""
    if "crash" in told:
        return [told["crash"]]
    sentence = told["sentence"]
    good = (
        told["error"] != "Internal" and sentence.endswith(".") and "\n" not in sentence and len(sentence) < 500
        and (not words or any(word in sentence for word in words))
    )  # fmt: skip
    return [] if good else [f"{told['error']} says “{sentence}”"]


def killed(case):
    """kill -9; the next run clears what is left, says so, and is right."""
    case.place.make()
    job = case.job(strike=kill_self, moment=case.moment())
    before = case.old_files()
    told = case.run(job)
    if told is not None:
        case.whole_or_nothing(told, before)
        return
    case.struck = 1
    next_run(case, before)


def next_run(case, before, name="", kernel=None):
    """Of a run that was killed: each file is the old or the new one, and the run after it finds its way."""
    lone = case.lones(kernel or case.kernel)
    expected = after(before, lone.files)
    files, left = case.place.files(name), left_in(case.place.files())
    for file in files:
        if not is_temporary(file) and not file.startswith("tables/") and files[file] not in (before.get(file), expected.get(file)):
            case.says([f"{file} is neither the old nor the new one"], "killed")
    told = case.run(case.job(kernel, name))
    case.whole_or_nothing(told, before, "after a kill", name=name, lone=lone)
    if told is None or "report" not in told:
        case.says([str(told and told.get("sentence"))], "after a kill")
        return
    said = any(message["code"] == "LEFTOVERS" for message in told["report"]["messages"])
    # Of others that were killed it tells where it happens on theirs; of those in QGIS's own folder nothing need be told.
    if any(not os.path.isabs(file) for file in left_in(files)) and not said or said and not left:
        case.says([f"it says {'that files were cleared' if said else 'nothing'}, and there was {left}"], "after a kill")


def cancelled(case):
    """No at any call of the callback, which is not called again."""
    case.place.make()
    job = case.job(cancel=case.call())
    before = case.old_files()
    told = case.run(job)
    case.whole_or_nothing(told, before)
    case.struck = int(told is not None and told.get("error") == "Cancelled")
    if told and not case.struck and told["no"]:
        case.says(["it went on after a no"])
    if told and told["calls_after_no"]:
        case.says([f"the callback was called {told['calls_after_no']} times after a no"])


def full(case):
    """A disk with less room than the run needs, or about as much."""
    case.place.disk.mkdir()
    room = int(case.random.uniform(0, 1.3) * (case.lone.bytes + 30_000)) + 20_000
    with mounted(case.place.disk, room):
        case.place.make()
        job = case.job()
        before = case.old_files()
        told = case.run(job)
        case.struck = int(told is not None and "error" in told)
        case.whole_or_nothing(told, before, f"{room} bytes", MAY_FILL)


@contextlib.contextmanager
def mounted(folder, room):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def limited(case):
    """No file may grow beyond a limit (RLIMIT_FSIZE)."""
    case.place.make()
    most = max(case.lone.bytes, 20_000)
    limit = int(most ** case.random.uniform(0.5, 1.0))
    job = case.job()
    before = case.old_files()
    told = case.run(job, file_limit=limit)
    case.struck = int(told is not None and "error" in told)
    case.whole_or_nothing(told, before, f"{limit} bytes", MAY_FILL)


def removed(case):
    """The folder of the outputs or of the tables goes, an input goes or is cut off, while the run is on."""
    own = case.root / "in"
    shutil.copytree(case.place.inputs, own)
    case.place = Place(case.root, own, case.of_qgis).make()
    job = case.job()
    before = case.old_files()
    inputs = [own / name for name in sorted(os.listdir(own)) if f"{own}/{name}" in str(job.request)]
    folders = [case.place.disk / name for name in ("out", "tables", "scratch") if f"{case.place.disk}/{name}" in str(job.request)]
    what = case.random.choice(inputs + folders)
    cut = what.suffix == ".tif" and case.random.random() < 0.5
    keep = int(what.stat().st_size * case.random.random())
    job.strike = functools.partial(os.truncate, what, keep) if cut else functools.partial(remove, what)
    job.moment = case.moment()
    told = case.run(job)
    case.struck = int(told is not None and told["struck"])
    if what in inputs or not case.struck:
        case.whole_or_nothing(told, before, f"{what.name} {'cut off' if cut else 'removed'}")
    elif told:
        folder_went(case, told, before, what, job.moment.is_sudden())


def remove(path):
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


def folder_went(case, told, before, folder, sudden):
    """What is elsewhere is as it should be, and so is what is left there; a run whose folder went while it could know does not
    say that all is well."""
    what, within = f"{folder.name} removed", f"{folder.name}/"
    if "report" in told:
        if not sudden and any(name.startswith(within) for name in case.lone.files):
            case.says(["it says that all is well"], what)
        expected = after(before, case.lone.files)
    else:
        case.says(unclear(told), what)
        expected = before
    found = case.place.files()
    gone = {name for name in expected if name.startswith(within) and name not in found}
    case.says(differences(found, {name: content for name, content in expected.items() if name not in gone}), what)


def eight_jobs(case):
    """The kernel and seven others beside it, some of which will be cancelled."""
    kernels = [case.kernel] + [case.random.choice(sorted(case.lones.kernels)) for _ in range(EIGHT - 1)]
    jobs = []
    for name, kernel in zip("abcdefgh", kernels):
        job = case.job(kernel, f"{name}_")
        if case.random.random() < 0.2:
            job.cancel = case.call(kernel)
        jobs.append(job)
    return jobs


def threads(case):
    """Eight runs at once in one process, some of which are cancelled."""
    case.place.make()
    jobs = eight_jobs(case)
    outcomes, ended = Child(jobs, case.place.scratch).wait()
    if ended:
        case.says([f"the process ended by {ended}"])
        return
    case.struck = EIGHT
    for job, told in zip(jobs, outcomes):
        judge(case, job, told)
    case.says([f"{file} is left" for file in left_in(case.place.files())])


def processes(case):
    """Eight runs at once in as many processes, some of which are cancelled or killed."""
    case.place.make()
    jobs = eight_jobs(case)
    for job in jobs:
        if job.cancel is None and case.random.random() < 0.2:
            job.strike = kill_self
            job.moment = Moment(call=0, delay=case.random.uniform(0, 8 * case.lones(job.kernel).seconds))
    children = [Child([job], case.place.scratch) for job in jobs]
    ends = [child.wait() for child in children]
    case.struck = EIGHT
    for job, (outcomes, ended) in zip(jobs, ends):
        if outcomes:
            judge(case, job, outcomes[0])
        elif ended != signal.SIGKILL or job.strike is not kill_self:
            case.says([f"the process ended by {ended}"], job.kernel)
    for job, (outcomes, _ended) in zip(jobs, ends):
        if not outcomes:
            next_run(case, {}, job.name, job.kernel)
    case.says([f"{file} is left" for file in left_in(case.place.files())])


def judge(case, job, told):
    what = f"{job.kernel} ({job.name[0]})"
    case.whole_or_nothing(told, {}, what, name=job.name, lone=case.lones(job.kernel))
    if "error" in told and (told["error"] != "Cancelled" or job.cancel is None):
        case.says([told["sentence"]], what)


def same_names(case):
    """Eight runs at once, in one process or in eight, that write the same rasters: those of one of them stand there."""
    case.place.make()
    jobs = [case.job() for _ in range(EIGHT)]
    for number, job in enumerate(jobs):
        folder = case.place.disk / "tables" / f"run{number}" if number else case.place.disk / "tables" / "run"
        folder.mkdir(exist_ok=True)
        job.request.update({"tables": str(folder)} if "tables" in job.request else {})
    before = case.old_files()
    groups = [jobs] if case.random.random() < 0.5 else [[job] for job in jobs]
    children = [Child(group, case.place.scratch) for group in groups]
    for child in children:
        outcomes, ended = child.wait()
        if ended:
            case.says([f"the process ended by {ended}"])
        for told in outcomes or ():
            if "report" not in told:
                case.says([told.get("sentence") or told["crash"]])
    case.struck = EIGHT
    found = {name: content for name, content in case.place.files().items() if not name.startswith(tuple(f"tables/run{n}/" for n in range(1, EIGHT)))}
    case.says(differences(found, after(before, case.lone.files)))


TROUBLES = {
    "kill": killed,
    "cancel": cancelled,
    "full": full,
    "limit": limited,
    "remove": removed,
    "threads": threads,
    "processes": processes,
    "same": same_names,
}
AT_ONCE = ("threads", "processes", "same")  # of which each is eight runs
