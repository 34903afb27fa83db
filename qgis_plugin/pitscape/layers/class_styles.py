"""Names and colours of classes from the categorised style of a layer of polygons."""

from qgis.core import NULL, QgsCategorizedSymbolRenderer, QgsExpression

from .source import text_of


class ClassStyles:
    """What the categories of a style say of classes, whatever field it is by.

    By the field of the classes itself a category is of its value. By another one it is told from the features: a class whose features are all of
    one category has its label and colour; where they are of several nothing is known of it.
    """

    def __init__(self, renderer, field):
        self.classes = field  # name of the field of classes
        self.field = None  # of the style
        self._categories = {}  # (label, colour) by text of the value
        self._seen = {}  # the same by class; None where its features are of several categories
        if not isinstance(renderer, QgsCategorizedSymbolRenderer):
            return
        self.field = _field_of(renderer.classAttribute())
        for category in renderer.categories():
            value = category.value()
            for one in value if isinstance(value, (list, tuple)) else [value]:
                if one not in (None, NULL, "") and category.symbol() is not None:
                    label = "" if category.label().strip() == plain(one) else category.label().strip()
                    self._categories[plain(one)] = (label, category.symbol().color().name())

    def see(self, feature, value):
        """Takes in a feature and the value of its class."""
        if self.field is None or value is None:
            return
        at = feature.fields().lookupField(self.field)
        if at < 0:
            return
        key, category = plain(value), self._categories.get(plain(feature[at]))
        if self._seen.setdefault(key, category) != category:
            self._seen[key] = None

    def names(self):
        """Labels by class, where they say more than the value."""
        return {key: found[0] for key, found in self._seen.items() if found and found[0]}

    def colors(self):
        return {key: found[1] for key, found in self._seen.items() if found}


def plain(value):
    """A value as the key of a class: whole numbers alike, whatever their type."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return text_of(value).strip()


def _field_of(expression):
    """The field that a style is by, where it is one."""
    parsed = QgsExpression(expression)
    if parsed.isField():
        return next(iter(parsed.referencedColumns()))
    return expression
