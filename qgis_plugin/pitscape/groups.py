"""The groups of the toolbox, each with an icon."""

import os

from .translation import tr

FOLDER = os.path.dirname(os.path.abspath(__file__))
PLUGIN_ICON = os.path.join(FOLDER, "icon.svg")


class Group:
    def __init__(self, id, title, words):
        self.id = id
        self.title = title
        self.words = words  # Chinese ones by which its algorithms are found, whatever the language of QGIS
        self.icon = os.path.join(FOLDER, "icons", f"{id}.svg")


CARBON = Group("carbon", tr("Carbon"), ("碳", "碳储量", "碳密度", "碳汇", "固碳"))
LAND_COVER = Group("landcover", tr("Land cover"), ("土地利用", "土地覆盖", "土地覆被", "地类", "分类", "精度"))
LANDSCAPE_PATTERN = Group("landscapepattern", tr("Landscape pattern"), ("景观", "景观格局", "景观指数", "破碎化", "斑块"))
GEOSTATISTICS = Group("geostatistics", tr("Geostatistics"), ("地统计", "变异函数", "半变异函数", "空间自相关"))
BUFFERS = Group("buffers", tr("Buffers"), ("缓冲区", "距离", "影响范围", "矿区"))
STATISTICS = Group("statistics", tr("Statistics"), ("统计", "相关", "相关系数", "驱动因素", "影响因素"))
STUDY = Group("study", tr("Whole study"), ("矿区评价", "综合评价", "一键", "全流程"))
