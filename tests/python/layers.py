"""Layers of the project for the tests, laid over the maps of maps.py."""

from maps import LEFT, TOP


def raster_layer(project, path, name="map"):
    from qgis.core import QgsRasterLayer

    layer = QgsRasterLayer(str(path), name)
    assert layer.isValid()
    return project.addMapLayer(layer)


def table_layer(project, path, name="pools"):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(str(path), name, "ogr")
    assert layer.isValid()
    return project.addMapLayer(layer)


def polygon_layer(project, boxes, crs="EPSG:32632", names=None):
    """A memory layer of rectangles in cells of the map (left, top, right, bottom), brought into `crs`.

    Field `kind` is "kind 0" and so on, or what `names` says.
    """
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsFeature,
        QgsGeometry,
        QgsRectangle,
        QgsVectorLayer,
    )

    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=kind:string", "polygons", "memory")
    here = QgsCoordinateReferenceSystem("EPSG:32632")
    transform = QgsCoordinateTransform(here, layer.crs() if layer.crs().isValid() else here, project.transformContext())
    made = []
    for number, (left, top, right, bottom) in enumerate(boxes):
        geometry = QgsGeometry.fromRect(
            QgsRectangle(LEFT + 10 * left, TOP - 10 * bottom, LEFT + 10 * right, TOP - 10 * top)
        )
        geometry.transform(transform)
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes([names[number] if names else f"kind {number}"])
        made.append(feature)
    layer.dataProvider().addFeatures(made)
    return project.addMapLayer(layer)


def wkt_layer(project, *shapes, fields="", crs="EPSG:32632", kind="Polygon"):
    """A memory layer of (WKT, attributes ...) with coordinates in metres east and south of the map's corner."""
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={field}" for field in fields.split()), "shapes", "memory")
    made = []
    for text, *attributes in shapes:
        feature = QgsFeature(layer.fields())
        if text:
            geometry = QgsGeometry.fromWkt(text)
            assert not geometry.isNull(), text
            geometry.translate(LEFT, TOP)
            feature.setGeometry(geometry)
        feature.setAttributes(attributes)
        made.append(feature)
    good, _added = layer.dataProvider().addFeatures(made)
    assert good and layer.featureCount() == len(shapes)
    return project.addMapLayer(layer)
