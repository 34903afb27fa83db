"""Sentences that come as data, in the language of their reader.

A sentence has a template, by which the catalogue of a translation knows it, and what stands at its places: texts, sentences
again, or lists of these. The library makes them (its messages, and what it raises) and native.py. What no catalogue has stays
English.
"""

import re

from .translation import translated


def told(template, arguments=None):
    """A template in the language of QGIS, with all in its place."""
    arguments = arguments or {}

    def standing(place):
        return _argument(arguments[place[1]]) if place[1] in arguments else place[0]

    return re.sub(r"\{(\w+)\}", standing, translated(template))


def told_error(error):
    """What native.py raised."""
    return told(error.template, error.arguments)


def told_messages(messages):
    """Messages of a report, with their texts as the reader has them."""
    return [dict(message, text=told(message["template"], message["arguments"])) for message in messages]


def _argument(value):
    if isinstance(value, str):
        return value
    if "items" in value:
        return told(value["between"]).join(map(_argument, value["items"]))
    return told(value["template"], value["arguments"])
