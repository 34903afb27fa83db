"""Jobs in a process of their own, which may be killed. It is forked from this one, which so must not use the library itself."""

import json
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import threading
import time
import traceback

OF_QGIS = "qgis:"  # before the names of algorithms
PATIENCE = 600  # seconds; a run that takes as long hangs


class Moment:
    """At a call of the callback (0: before the run) or the first that tells of a share of the work, and some seconds later."""

    def __init__(self, call=None, share=None, delay=0.0):
        self.call, self.share, self.delay = call, share, delay

    def has_come(self, call, share):
        return call >= self.call if self.share is None else share >= self.share

    def is_sudden(self):
        """Whether the run may be anywhere then, and not in its callback."""
        return self.delay > 0 or self.call == 0


class Job:
    """One run of a kernel; when it is cancelled, or what strikes it and when."""

    def __init__(self, kernel, request, name="", cancel=None, strike=None, moment=None):
        self.kernel, self.request, self.name = kernel, request, name
        self.cancel, self.strike, self.moment = cancel, strike, moment

    def run(self, library):
        """What came of it, as data."""
        told = {"calls": 0, "no": False, "calls_after_no": 0, "struck": False}
        threads = []

        def strike():
            time.sleep(self.moment.delay)
            self.strike()

        def look(share):
            if self.strike is None or told["struck"] or not self.moment.has_come(told["calls"], share):
                return
            told["struck"] = True
            if self.moment.is_sudden():
                threads.append(threading.Thread(target=strike))
                threads[-1].start()
            else:
                strike()

        def progress(share, _text):
            told["calls"] += 1
            told["calls_after_no"] += told["no"]
            told["no"] = told["no"] or (self.cancel is not None and self.cancel.has_come(told["calls"], share))
            if not told["no"]:
                look(share)
            return not told["no"]

        look(-1.0)
        begun = time.monotonic()
        try:
            told["report"] = library.run(self.kernel, self.request, progress)
        except library.PitscapeError as error:
            told.update(error=type(error).__name__, sentence=str(error))
        except BaseException:
            told["crash"] = traceback.format_exc()
        told["seconds"] = time.monotonic() - begun
        for thread in threads:
            thread.join()
        return told


class Description:
    """In place of a job: what the library says of itself."""

    kernel = "describe"

    def run(self, native):
        return native.describe()


def described(scratch):
    outcomes, ended = Child([Description()], scratch).wait()
    if not outcomes:
        raise SystemExit(f"The library does not tell what it can: {ended}. Run scripts/build.")
    return outcomes[0]


class Child:
    """A process that does jobs, all at once."""

    def __init__(self, jobs, scratch, file_limit=None):
        self.reading, writing = os.pipe()
        sys.stdout.flush()
        self.process = (_spawn if jobs[0].kernel.startswith(OF_QGIS) else self._fork)(jobs, writing, scratch, file_limit)
        os.close(writing)

    def _fork(self, jobs, writing, scratch, file_limit):
        process = os.fork()
        if process:
            return process
        status, errors = 1, os.dup(2)
        try:
            os.close(self.reading)
            os.environ["TMPDIR"] = str(scratch)
            # What GDAL says on threads of its own is told by the run's sentence.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            from pitscape import native

            do(native, jobs, writing, file_limit)
            status = 0
        except BaseException:
            os.write(errors, traceback.format_exc().encode())
        os._exit(status)

    def wait(self):
        """What came of the jobs (None where the process did not live to tell), and the signal that ended it, or 0."""
        text, end = b"", time.monotonic() + PATIENCE
        while select.select([self.reading], [], [], max(0.0, end - time.monotonic()))[0]:
            piece = os.read(self.reading, 1 << 16)
            if not piece:
                break
            text += piece
        else:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            os.close(self.reading)
            return None, "a hang"
        os.close(self.reading)
        status = os.waitpid(self.process, 0)[1]
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if not ended and os.WEXITSTATUS(status):
            ended = f"exit status {os.WEXITSTATUS(status)}"
        return (json.loads(text) if text and not ended else None), ended


def _spawn(jobs, writing, scratch, file_limit):
    """QGIS cannot be forked; its jobs come to a new process."""
    environment = dict(os.environ, TMPDIR=str(scratch), PYTHONPATH=os.pathsep.join(sys.path), QT_QPA_PLATFORM="offscreen")
    command = [sys.executable, "-c", "from hammer.plugin import main; main()"]
    made = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, pass_fds=[writing]
    )
    made.stdin.write(pickle.dumps((writing, file_limit, jobs)))
    made.stdin.close()
    made.returncode = 0  # it is waited for by its number
    return made.pid


def do(library, jobs, writing, file_limit):
    """Do the jobs, and write what came of them."""
    if file_limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))
    told = [None] * len(jobs)

    def work(index):
        told[index] = jobs[index].run(library)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(1, len(jobs))]
    for thread in threads:
        thread.start()
    work(0)
    for thread in threads:
        thread.join()
    with os.fdopen(writing, "w") as pipe:
        json.dump(told, pipe)


def kill_self():
    os.kill(os.getpid(), signal.SIGKILL)
