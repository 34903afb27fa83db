"""What kernels make when nothing troubles them: what all other runs are compared with."""

import json
import shutil

from hammer.cases import REQUESTS
from hammer.child import OF_QGIS, Child, Job
from hammer.place import Place


class Lone:
    """An undisturbed run of a kernel."""

    def __init__(self, kernel, place):
        outcomes, ended = Child([Job(kernel, place.request(REQUESTS[kernel]))], place.scratch).wait()
        if ended or "report" not in outcomes[0]:
            raise SystemExit(f"{kernel} fails though nothing troubles it: {ended or outcomes[0]}")
        told = outcomes[0]
        self.calls, self.seconds = told["calls"], told["seconds"]
        self.report = report_of(told, place)
        self.files = place.files()
        self.bytes = sum(path.stat().st_size for path in place.disk.rglob("*") if path.is_file())

    def wrong(self, told, place, name=""):
        """How the report of a run that says it is whole differs, in words."""
        report = report_of(told, place, name)
        return [f"the report differs: {key} is {str(report.get(key))[:300]} in place of {str(self.report.get(key))[:300]}"
                for key in {*report, *self.report} if report.get(key) != self.report.get(key)]  # fmt: skip


class Lones:
    """Of each kernel that is asked for, run when it is."""

    def __init__(self, kernels, inputs, root):
        self.kernels, self.inputs, self.root = kernels, inputs, root
        self.made = {}

    def __call__(self, kernel):
        if kernel not in self.made:
            self.made[kernel] = Lone(kernel, Place(self.root, self.inputs, kernel.startswith(OF_QGIS)).make())
            shutil.rmtree(self.root)
        return self.made[kernel]

    def has_field(self, kernel, name):
        return kernel in self.kernels and any(field["name"] == name for field in self.kernels[kernel]["fields"])


def report_of(told, place, name=""):
    """The report of a run as it would be at any place, without what it says of others' leftovers."""
    report = json.loads(place.plain(json.dumps(told["report"]), name))
    report["messages"] = [message for message in report["messages"] if message["code"] != "LEFTOVERS"]
    return report
