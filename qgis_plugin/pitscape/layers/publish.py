"""Files of a run are made under temporary names and take their own when all of them are whole: all, or none."""

import contextlib
import errno
import glob
import os
import shutil
import tempfile
import zlib

HIDDEN = ".pitscape_"
OLD = "old-"  # folders of files that stood there before


class OutputSet:
    """What a run has made so far: renames that are due, and folders that go with the run."""

    def __init__(self):
        self._renames = []  # (temporary or None, path); without a temporary name, what stands at the path goes
        self._beside = {}
        self._made = []
        self.cleared = []  # folders that held files of runs that did not end

    def beside(self, path, prefix=""):
        """A folder for temporary files on the disk of a path, which goes with the run."""
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._beside:
            if clear_leftovers(folder):
                self.cleared.append(folder)
            self._beside[folder] = tempfile.mkdtemp(prefix=_own_prefix(HIDDEN), dir=folder)
        return tempfile.mkdtemp(prefix=prefix, dir=self._beside[folder])

    def make_folder(self, folder):
        """A folder of the user's; a new one goes again if it stays empty."""
        if not os.path.isdir(folder):
            os.makedirs(folder)
            self._made.append(folder)

    def add(self, temporary, path):
        self._renames.append((temporary, path))

    def present(self, path):
        """Where what is to stand at a path stands now."""
        return next((temporary for temporary, target in self._renames if target == path and temporary), path)

    def paths(self):
        """All that is to stand at its path after the run."""
        return [path for temporary, path in self._renames if temporary]

    def publish(self):
        """Let all files take their names. Raises OSError, and leaves everything as it was, where one cannot."""
        done = []
        try:
            for temporary, path in self._renames:
                if os.path.lexists(path):
                    old = os.path.join(self.beside(path, OLD), os.path.basename(path))
                    if temporary is None:
                        os.rename(path, old)
                    else:
                        _link_or_rename(path, old)
                    done.append((old, path))
                if temporary is not None:
                    os.replace(temporary, path)
                    done.append((path, temporary))
        except OSError:
            for source, target in reversed(done):
                with contextlib.suppress(OSError):
                    os.replace(source, target)
            raise
        self._renames = []

    def close(self):
        """Remove all that is temporary."""
        for temporary, _path in self._renames:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    os.remove(temporary)
        for folder in self._beside.values():
            shutil.rmtree(folder, ignore_errors=True)
        for folder in self._made:
            with contextlib.suppress(OSError):
                os.rmdir(folder)


def scratch_folder(parent):
    """A temporary folder that tells whose it is."""
    for other in _folders(os.path.dirname(parent)):
        clear_leftovers(other, "pitscape_")
    return tempfile.TemporaryDirectory(prefix=_own_prefix("pitscape_"), dir=parent)


def clear_leftovers(folder, prefix=HIDDEN):
    """Remove the temporary folders of processes of this machine that are gone, and put back what they had set aside.

    True where there were some.
    """
    cleared = False
    ours = f"{prefix}{_machine()}-"
    for path in _folders(folder):
        name = os.path.basename(path)
        process = name[len(ours) :].split("-")[0]
        if name.startswith(ours) and process.isdigit() and _is_gone(int(process)):
            for old in glob.glob(os.path.join(glob.escape(path), f"{OLD}*", "*")):
                standing = os.path.join(folder, os.path.basename(old))
                if not os.path.lexists(standing):
                    with contextlib.suppress(OSError):
                        os.rename(old, standing)
            shutil.rmtree(path, ignore_errors=True)
            cleared = True
    return cleared


def _folders(folder):
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _own_prefix(prefix):
    return f"{prefix}{_machine()}-{os.getpid()}-"


def _machine():
    """Tells this machine from others that may share its folders: only its own can know that a process is gone."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return f"{zlib.crc32(name.encode()):08x}"


def _is_gone(process):
    if os.name != "posix":
        return False  # there, signal 0 would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


def _link_or_rename(path, old):
    """With a second name the file stands where it is until the new one takes its place in one step."""
    if os.path.isdir(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    try:
        os.link(path, old)
    except OSError:
        os.rename(path, old)


def same_file(one, other):
    if os.path.exists(one) and os.path.exists(other):
        return os.path.samefile(one, other)
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))
