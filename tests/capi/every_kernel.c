/* Every kernel of the header from C: a run that succeeds, one that is cancelled, requests and pointers that are refused.
 *
 *     every_kernel <empty folder>
 *
 * Compiled as C99 and as C++, run plain and under valgrind by scripts/test. */
#include "check.h"

#define SIDE 16
#define WIDE 50 /* wide enough for windows of five sizes and variograms of what they measure */
#define POINTS 16
#define CELL_HA (20.0 * 20.0 / 10000.0)

/* Classes 1 to 3 in a chequer, and a pit of class 7 of 2 x 3 cells; the alternative map has the pit filled with class 2. */
#define PIT_CELLS 6

static const char *const POOLS =
    "lucode,c_above,c_below,c_soil,c_dead\n1,10,2,30,0.5\n2,1,2,3,0\n3,4,0,0,0\n7,0,0,0.25,0\n";
static const double FILLED = PIT_CELLS * (20.0 * 20.0 / 10000.0) * (1 + 2 + 3 + 0 - 0.25);

typedef PitscapeStatus (*Kernel)(const char *, const PitscapeCallbacks *, char **);

/* '@' in a request stands for the folder. */
static const struct {
    const char *name;
    Kernel run;
    const char *request;
    const char *within; /* where in the report a number stands, its name, and what it must be */
    const char *result;
    double expected;
    const char *needed; /* a field that the smallest request lacks */
} KERNELS[] = {
    {"carbon_storage", pitscape_carbon_storage,
     "{\"lulc\": {\"path\": \"@/map.asc\"}, \"pools\": \"@/pools.csv\", \"output\": \"@/out.tif\", \"tables\": \"@\"}",
     "results", "total_area_ha", SIDE *SIDE * CELL_HA, "lulc"},
    {"carbon_change", pitscape_carbon_change,
     "{\"lulc_base\": {\"path\": \"@/map.asc\"}, \"lulc_alt\": {\"path\": \"@/alt.asc\"}, \"pools\": \"@/pools.csv\","
     " \"output\": \"@/out.tif\", \"tables\": \"@\"}",
     "results", "carbon_change", FILLED, "lulc_base"},
    {"carbon_series", pitscape_carbon_series,
     "{\"layers\": [{\"path\": \"@/map.asc\"}, {\"path\": \"@/alt.asc\"}], \"years\": [2000, 2010],"
     " \"pools\": \"@/pools.csv\", \"output\": \"@/out.tif\", \"tables\": \"@\"}",
     "results", "carbon_change", FILLED, "layers"},
    {"contribution_ratio", pitscape_contribution_ratio,
     "{\"layers\": [{\"path\": \"@/map.asc\"}], \"years\": [2000], \"pools\": \"@/pools.csv\", \"codes\": [7],"
     " \"ring_width\": 20, \"ring_count\": 6, \"replicates\": 20, \"output\": \"@/out.tif\", \"level_zones\": true, \"tables\": \"@\"}",
     "results", "mining_area_ha", PIT_CELLS *CELL_HA, "layers"},
    {"distance_zones", pitscape_distance_zones,
     "{\"lulc\": {\"path\": \"@/map.asc\"}, \"codes\": [7], \"ring_width\": 40, \"ring_count\": 3, \"rings\": true,"
     " \"distance\": \"@/out.tif\", \"tables\": \"@\"}",
     "results", "source_cells", PIT_CELLS, "lulc"},
    {"landscape_metrics", pitscape_landscape_metrics,
     "{\"layers\": [{\"path\": \"@/map.asc\"}], \"edge_depth\": 20, \"search_radius\": 100, \"connect_threshold\": 100,"
     " \"contrast\": \"@/pairs.csv\", \"similarity\": \"@/pairs.csv\", \"patch\": true, \"patches\": true,"
     " \"output\": \"@/out.tif\", \"tables\": \"@\"}",
     "results", "ta", SIDE *SIDE * CELL_HA, "layers"},
    {"moving_window", pitscape_moving_window,
     "{\"lulc\": {\"path\": \"@/map.asc\"}, \"radii\": [20], \"shape\": \"square\", \"output\": \"@/out.tif\"}",
     "results", "windows", (SIDE - 2) * (SIDE - 2), "lulc"},
    {"pool_template", pitscape_pool_template, "{\"lulc\": {\"path\": \"@/map.asc\"}, \"tables\": \"@\"}", "template", "rows", 4, "lulc"},
    {"raster_variogram", pitscape_raster_variogram,
     "{\"input\": {\"path\": \"@/map.asc\"}, \"cutoff\": 120, \"width\": 20, \"models\": [\"spherical\"], \"map\": \"@/out.tif\","
     " \"covariogram\": true, \"anisotropy\": true, \"tables\": \"@\"}",
     "results", "cells", SIDE *SIDE, "input"},
    {"point_variogram", pitscape_point_variogram,
     "{\"input\": \"@/points.csv\", \"field\": \"z\", \"cutoff\": 120, \"width\": 20, \"models\": [\"spherical\"],"
     " \"tables\": \"@\"}",
     "results", "points", POINTS, "input"},
    {"variogram_fit", pitscape_variogram_fit,
     "{\"input\": \"@/variogram.csv\", \"models\": [\"spherical\", \"exponential\"], \"tables\": \"@\"}", "fits", "rows", 2, "input"},
    {"window_scale", pitscape_window_scale,
     "{\"lulc\": {\"path\": \"@/wide.asc\"}, \"metrics\": [\"SHEI\"], \"radii\": [20, 40, 60, 80, 100],"
     " \"cutoff\": 400, \"width\": 40, \"models\": [\"spherical\"], \"scratch\": \"@\", \"tables\": \"@\"}",
     "variograms", "rows", 5 * (400 / 40), "lulc"},
    {"sampled_windows", pitscape_sampled_windows,
     "{\"lulc\": {\"path\": \"@/map.asc\"}, \"features\": \"@/points.geojson\", \"radii\": [40], \"tables\": \"@\"}", "results",
     "windows", 2, "lulc"},
};

static const char *filled(const char *request)
{
    static char text[8192];
    size_t length = 0;
    for (; *request != '\0' && length + strlen(folder) + 1 < sizeof text; request++) {
        if (*request == '@')
            length += (size_t)sprintf(text + length, "%s", folder);
        else
            text[length++] = *request;
    }
    text[length] = '\0';
    return text;
}

static void write_map(const char *name, int side, int pit)
{
    int row, column;
    FILE *file = create(name);
    fprintf(file, "ncols %d\nnrows %d\nxllcorner 400000\nyllcorner 4400000\ncellsize 20\n", side, side);
    for (row = 0; row < side; row++)
        for (column = 0; column < side; column++) {
            int dug = row >= 6 && row < 8 && column >= 5 && column < 8;
            fprintf(file, "%d%c", dug ? pit : 1 + (row * row + column * 7) % 11 % 3, column + 1 == side ? '\n' : ' ');
        }
    fclose(file);
}

static void write_inputs(void)
{
    FILE *file;
    int i;
    write_map("map.asc", SIDE, 7);
    write_map("alt.asc", SIDE, 2);
    write_map("wide.asc", WIDE, 7);
    write_text("map.prj", CRS);
    write_text("alt.prj", CRS);
    write_text("wide.prj", CRS);
    write_text("pools.csv", POOLS);
    write_text("pairs.csv", "lucode_a,lucode_b,weight\n1,2,0.2\n1,3,0.4\n1,7,1\n2,3,0.1\n2,7,0.5\n3,7,0.5\n");
    write_text("variogram.csv", "dist,gamma,np\n10,1,50\n20,2,60\n30,2.5,70\n40,2.8,60\n50,3,50\n60,3,40\n");
    write_text("points.geojson",
               "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::32649\"}},"
               "\"features\":["
               "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[400110,4400110]}},"
               "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[400210,4400150]}}]}");
    file = create("points.csv");
    fputs("x,y,z\n", file);
    for (i = 0; i < POINTS; i++)
        fprintf(file, "%d,%d,%d\n", 400000 + i * i % 7 * 20, 4400000 + i * 11, i * 5 % 13);
    fclose(file);
}

static int32_t stop_at_once(double fraction, const char *message, void *user_data)
{
    (void)fraction;
    (void)message;
    ++*(int *)user_data;
    return 0;
}

static void a_run_succeeds(size_t k)
{
    char *report = NULL;
    char name[64];
    CHECK(KERNELS[k].run(filled(KERNELS[k].request), NULL, &report) == PITSCAPE_STATUS_OK);
    CHECK(strcmp(pitscape_last_error_message(), "") == 0);
    snprintf(name, sizeof name, "\"%s\"", KERNELS[k].name);
    CHECK(after(report, "algorithm") != NULL && strncmp(after(report, "algorithm"), name, strlen(name)) == 0);
    CHECK(near(number(after(report, KERNELS[k].within), KERNELS[k].result), KERNELS[k].expected));
    CHECK(after(report, "messages") != NULL);
    pitscape_string_free(report);
    remove(path("out.tif"));
}

static void a_cancelled_run_leaves_nothing(size_t k)
{
    PitscapeCallbacks callbacks;
    char *report = NULL;
    int calls = 0;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.struct_size = sizeof callbacks;
    callbacks.progress = stop_at_once;
    callbacks.user_data = &calls;
    CHECK(KERNELS[k].run(filled(KERNELS[k].request), &callbacks, &report) == PITSCAPE_STATUS_CANCELLED);
    CHECK(calls == 1);
    CHECK(report == NULL);
    CHECK(!exists("out.tif"));
    pitscape_string_free(report);
}

static void refused(size_t k, const char *request, PitscapeStatus expected, const char *words)
{
    char *report = NULL;
    CHECK(KERNELS[k].run(request, NULL, &report) == expected);
    CHECK(report == NULL);
    CHECK(said(words));
    pitscape_string_free(report);
}

static void what_is_broken_is_refused(size_t k)
{
    char missing[64], text[8192], *file;
    snprintf(missing, sizeof missing, "missing field `%s`", KERNELS[k].needed);
    refused(k, "{}", PITSCAPE_STATUS_INVALID_REQUEST, missing);
    refused(k, "{\"raduis\": 50}", PITSCAPE_STATUS_INVALID_REQUEST, "unknown field `raduis`");
    refused(k, "{", PITSCAPE_STATUS_INVALID_REQUEST, "not valid");
    refused(k, "{\"\xff\": 1}", PITSCAPE_STATUS_INVALID_REQUEST, "UTF-8");
    refused(k, NULL, PITSCAPE_STATUS_INVALID_REQUEST, "request_json");
    CHECK(KERNELS[k].run(filled(KERNELS[k].request), NULL, NULL) == PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("report_json"));
    CHECK(!exists("out.tif"));

    /* The first of the inputs is not there. */
    snprintf(text, sizeof text, "%s", filled(KERNELS[k].request));
    file = strstr(text, folder) + strlen(folder) + 1;
    *file = '_';
    refused(k, text, PITSCAPE_STATUS_IO, "cannot be ");
    CHECK(!exists("out.tif"));
}

static void tests(void)
{
    size_t k;
    write_inputs();
    for (k = 0; k < sizeof KERNELS / sizeof KERNELS[0]; k++) {
        a_run_succeeds(k);
        a_cancelled_run_leaves_nothing(k);
        what_is_broken_is_refused(k);
    }
    pitscape_string_free(NULL);
}

int main(int argc, char **argv)
{
    return run_tests(argc, argv, tests);
}
