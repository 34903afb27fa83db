"""Every algorithm of the provider: one class per file, collected from this folder."""

import pkgutil

from ..base import KernelAlgorithm


def _collected():
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    # Not importlib: QGIS, which does not see its imports, would keep these modules as they are when it loads the plugin again.
    package = __import__(__name__, fromlist=names)
    for module in (getattr(package, name) for name in names):
        for made in vars(module).values():
            if isinstance(made, type) and issubclass(made, KernelAlgorithm) and made.__module__ == module.__name__:
                yield made


ALGORITHMS = tuple(_collected())
