"""Every algorithm of the provider: one class per file, listed here."""

from .carbon_storage import CarbonStorage

ALGORITHMS = (CarbonStorage,)
