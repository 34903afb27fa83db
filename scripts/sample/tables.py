"""What is given: the study's numbers, and the invented places."""

NAME = "haerwusu_synthetic"
YEARS = (2007, 2012, 2017, 2022)
ROWS, COLUMNS = 1260, 1380
CELL = 0.01  # km
WEST, NORTH = 515400, 4401690  # m
ORIGIN = (0.6, 0.89)  # km from the north-west corner to where places are counted from
EPSG = 32649
STUDY_AREA = 1_040_500  # cells: 104.05 km2

LIU = "Liu and Li (2021)"
ROAD = f"Zhao et al. (2014); Ma et al. (2019); {LIU}"
DUMP = f"Li et al. (2003); Huang et al. (2006); Yu et al. (2010); Jia (2018); {LIU}; Wang et al. (2023)"
CLASSES = [  # code, name, colour, group, c_above, c_below, c_soil, c_dead in t/ha, reference
    (1, "Transportation", "#5d5d66", "Built-up", 8.6, 0, 24.13, 0.86, ROAD),
    (2, "Water", "#3f8fd2", "Water", 3, 5.87, 49.08, 0.3, LIU),
    (3, "Industrial", "#a05fb4", "Mining land", 2.84, 0, 24.13, 0.33, LIU),
    (4, "Mining", "#41332e", "Mining land", 0, 0, 24.13, 0, LIU),
    (5, "Cropland", "#f2d363", "Cropland", 42.49, 8.07, 100.38, 4.25, f"Xie et al. (2004); {LIU}"),
    (6, "Residential", "#d9483b", "Built-up", 8.6, 0, 24.13, 0.86, ROAD),
    (7, "Grassland", "#cbe09a", "Forest and grassland", 1.67, 8.66, 144.64, 0.17, f"{LIU}; Wang et al. (2023)"),
    (8, "Forest", "#2e7d3a", "Forest and grassland", 36.69, 14.68, 144.64, 3.67, LIU),
    (9, "Reclaimed dump", "#7fb59b", "Mining land", 8.94, 21.9, 135.96, 0, DUMP),
    (10, "Unreclaimed dump", "#c79c6e", "Mining land", 1.57, 7.43, 24.13, 0, DUMP),
]
INDICATORS = [  # column, direction as the study takes it, its printed weight
    ("np", "+", 0.173),
    ("pd", "+", 0.172),
    ("lsi", "+", 0.227),
    ("cohesion", "+", 0.193),
    ("shdi", "+", 0.117),
    ("shei", "+", 0.118),
]
CODES = {row[1]: row[0] for row in CLASSES}
MINING_LAND = [row[1] for row in CLASSES if row[3] == "Mining land"]
AREAS = {  # km2 in each year; grassland is what the others leave
    "Transportation": (0.236803, 1.01476, 0.934211, 1.02387),
    "Water": (0.124097, 0.147570, 0.0924160, 0.103815),
    "Industrial": (1.7686, 2.2188, 2.8190, 1.9236),
    "Mining": (0.0510249, 3.02106, 3.92723, 2.98755),
    "Cropland": (22.0875, 20.4730, 4.66922, 3.42943),
    "Residential": (1.40858, 2.02487, 2.53608, 1.78937),
    "Forest": (8.77755, 4.48777, 9.68896, 14.1757),
    "Reclaimed dump": (0.744152, 5.05558, 4.22535, 6.36627),
    "Unreclaimed dump": (0.864452, 2.11776, 4.68481, 5.49939),
}

# Places in km east and south of the origin. The roads are a tree, so that they do not cut the grassland into pieces.
TRUNK = [
    [(14, 6.3), (9.6, 6.0), (7.4, 5.5), (6.7, 4.9)],
    [(7.4, 5.5), (6.4, 7.4), (4.4, 8.3), (2.9, 8.2)],
    [(6.4, 7.4), (7.0, 8.9), (6.8, 9.5)],
]
NORTHERN = [(9.6, 6.0), (9.2, 3.4), (8.2, 1.8), (7.7, 1.3)]
EASTERN = [(9.6, 6.0), (10.3, 8.2), (9.7, 9.6)]
SOUTHERN = [(4.4, 8.3), (3.4, 7.4), (2.7, 7.1)]
ROADS = {
    2007: TRUNK,
    2012: [*TRUNK, NORTHERN, EASTERN],
    2017: [*TRUNK, NORTHERN, EASTERN],
    2022: [*TRUNK, NORTHERN, EASTERN, SOUTHERN],
}

STREAM = [
    (8.3, 10.0), (8.6, 9.9), (9.0, 9.6), (8.9, 9.0), (9.5, 8.6), (9.3, 8.1), (9.7, 7.6), (10.2, 7.5), (10.5, 7.1),
    (11.1, 7.4), (11.4, 7.3),
]
POND = (9.4, 8.2, 0.06)
GULLIES = [  # dry valleys that open on the stream
    [(9.0, 9.6), (7.3, 8.6), (5.4, 9.2), (3.4, 9.0)],
    [(9.7, 7.6), (8.2, 6.7), (6.5, 6.4), (4.6, 6.9), (2.6, 6.3)],
    [(10.5, 7.1), (10.2, 5.2), (8.6, 3.9), (8.3, 2.4)],
    [(8.3, 10.0), (7.6, 10.5), (7.2, 11.0)],
]
VILLAGES = [  # x, y, radius
    (2.4, 8.2, 0.2), (4.5, 8.5, 0.3), (6.8, 9.4, 0.22), (9.9, 9.2, 0.2), (10.5, 7.8, 0.28), (11.2, 6.0, 0.26),
    (9.5, 4.2, 0.3), (8.3, 2.2, 0.24), (6.1, 7.6, 0.26), (8.3, 5.5, 0.2), (10.8, 4.3, 0.2), (5.5, 10.1, 0.16),
    (3.1, 9.3, 0.14), (1.4, 7.3, 0.12), (7.4, 8.2, 0.16), (9.0, 7.2, 0.16), (10.6, 3.0, 0.14), (8.0, 3.3, 0.12),
    (8.9, 1.2, 0.14), (8.0, 10.4, 0.14), (7.9, 4.2, 0.12), (1.4, 3.6, 0.12), (12.0, 5.1, 0.14), (5.2, 7.0, 0.12),
    (3.0, 3.1, 0.14), (4.1, 4.9, 0.14), (2.5, 5.7, 0.12), (4.4, 2.0, 0.12),  # the mine comes over these four
]

# The mine. The pit opens in the east and goes west; dumps stand beside it first, then where it has been.
# Blocks: middle x and y, half width along the advance, half length along the face. They lie turned by 16 degrees.
PIT = {
    2007: [(5.35, 3.45, 0.1, 0.16)],
    2012: [(4.85, 3.5, 0.62, 1.2)],
    2017: [(3.85, 3.75, 0.75, 1.3)],
    2022: [(2.85, 4.0, 0.6, 1.25)],
}
BARE = {
    2007: [(6.1, 2.75, 0.5, 0.42)],
    2012: [(4.3, 1.85, 0.55, 0.36), (5.85, 3.5, 0.34, 1.1)],
    2017: [(5.12, 3.55, 0.5, 1.2), (3.75, 2.0, 0.75, 0.36), (5.9, 4.3, 0.3, 0.4)],
    2022: [(4.1, 3.75, 0.68, 1.3), (2.7, 6.05, 0.7, 0.5)],
}
GREEN = {
    2007: [(7.0, 2.45, 0.42, 0.42)],
    2012: [(6.45, 2.55, 0.95, 0.75), (4.6, 5.65, 1.15, 0.65)],
    2017: [(6.5, 2.5, 0.9, 0.7), (4.6, 5.7, 1.1, 0.55), (4.9, 1.65, 0.35, 0.35)],
    2022: [(6.45, 2.5, 0.9, 0.65), (4.7, 5.75, 1.0, 0.5), (5.3, 3.45, 0.5, 1.15), (4.2, 1.85, 1.0, 0.36)],
}
PLANT = [
    (6.7, 4.4, 0.5, 0.36), (7.7, 5.85, 0.42, 0.22), (8.0, 1.5, 0.24, 0.2), (8.9, 5.45, 0.2, 0.24),
    (6.6, 6.1, 0.2, 0.16),
]

DN = 0.0025  # reflectance of one step of the 8-bit bands
# Reflectance of blue, green and red, and the vegetation index (NDVI) of meagre and of lush cells.
REFLECTANCE = {
    "Transportation": (0.105, 0.125, 0.145, 0.10, 0.16),
    "Water": (0.06, 0.065, 0.05, -0.30, -0.15),
    "Industrial": (0.15, 0.165, 0.18, 0.05, 0.12),
    "Mining": (0.055, 0.06, 0.065, 0.02, 0.08),
    "Cropland": (0.05, 0.085, 0.075, 0.50, 0.65),
    "Residential": (0.125, 0.145, 0.16, 0.10, 0.20),
    "Grassland": (0.07, 0.105, 0.125, 0.30, 0.45),
    "Forest": (0.03, 0.05, 0.04, 0.65, 0.80),
    "Reclaimed dump": (0.06, 0.09, 0.095, 0.40, 0.55),
    "Unreclaimed dump": (0.13, 0.165, 0.205, 0.08, 0.15),
}
BARE_GROUND = ("Transportation", "Water", "Industrial", "Mining", "Residential", "Unreclaimed dump")
