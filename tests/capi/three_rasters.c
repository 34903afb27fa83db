/* A run with three rasters in the making that fails: files that may not grow, a folder that vanishes, a cancel.
 *
 *     three_rasters <empty folder>
 *
 * Compiled as C99 and as C++, run plain and under valgrind by scripts/test: what GDAL calls on its way out must still be
 * there. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define SIDE 600

/* Classes without order, so that no raster of them compresses well. */
static void write_map(void)
{
    unsigned seed = 1;
    int row, column;
    FILE *file = create("map.asc");
    fprintf(file, "ncols %d\nnrows %d\nxllcorner 400000\nyllcorner 4400000\ncellsize 20\n", SIDE, SIDE);
    for (row = 0; row < SIDE; row++) {
        for (column = 0; column < SIDE; column++) {
            seed = seed * 1664525u + 1013904223u;
            fputs((seed >> 20) % 50 == 0 ? "7 " : "1 ", file);
        }
        fputc('\n', file);
    }
    fclose(file);
    write_text("map.prj", CRS);
}

static const char *request(const char *into)
{
    static char text[8192];
    snprintf(text, sizeof text,
             "{\"lulc\": {\"path\": \"%s\"}, \"codes\": [7], \"distance\": \"%s/distance.tif\","
             " \"allocation\": \"%s/allocation.tif\", \"ring_raster\": \"%s/rings.tif\", \"threads\": 2}",
             path("map.asc"), into, into, into);
    return text;
}

static void nothing_is_left(void)
{
    CHECK(!exists("distance.tif"));
    CHECK(!exists("allocation.tif"));
    CHECK(!exists("rings.tif"));
}

/* Whether memory that was given back is still asked for shows under valgrind alone; the words show in any case. */
static void files_that_may_not_grow(void)
{
    struct rlimit old, small;
    char *report = NULL;
    getrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_IGN);
    small = old;
    small.rlim_cur = 100000;
    setrlimit(RLIMIT_FSIZE, &small);
    CHECK(pitscape_distance_zones(request(folder), NULL, &report) == PITSCAPE_STATUS_IO);
    CHECK(report == NULL);
    CHECK(strstr(pitscape_last_error_message(), "could not be written") != NULL);
    setrlimit(RLIMIT_FSIZE, &old);
    nothing_is_left();
}

struct stop {
    int calls;
    int at;
    const char *removed;
};

static int32_t stopping(double fraction, const char *message, void *user_data)
{
    struct stop *stop = (struct stop *)user_data;
    (void)message;
    /* The second sweep, in which rasters are written */
    if (fraction > 0.3 && ++stop->calls == 1 && stop->removed != NULL) {
        char command[1100];
        snprintf(command, sizeof command, "rm -rf '%s'", stop->removed);
        CHECK(system(command) == 0);
    }
    return stop->at == 0 || stop->calls < stop->at;
}

static PitscapeStatus run(const char *into, struct stop *stop)
{
    PitscapeCallbacks callbacks;
    char *report = NULL;
    PitscapeStatus status;
    memset(&callbacks, 0, sizeof callbacks);
    callbacks.struct_size = sizeof callbacks;
    callbacks.progress = stopping;
    callbacks.user_data = stop;
    status = pitscape_distance_zones(request(into), &callbacks, &report);
    pitscape_string_free(report);
    return status;
}

static void cancelled(void)
{
    struct stop stop = {0, 1, NULL};
    CHECK(run(folder, &stop) == PITSCAPE_STATUS_CANCELLED);
    nothing_is_left();
}

static void a_folder_that_vanishes(void)
{
    struct stop stop = {0, 0, NULL};
    char lost[1024];
    snprintf(lost, sizeof lost, "%s", path("lost"));
    mkdir(lost, 0700);
    stop.removed = lost;
    CHECK(run(lost, &stop) == PITSCAPE_STATUS_IO);
    CHECK(!exists("lost/distance.tif"));
}

static void all_three_are_written(void)
{
    struct stop stop = {0, 0, NULL};
    CHECK(run(folder, &stop) == PITSCAPE_STATUS_OK);
    CHECK(exists("distance.tif"));
    CHECK(exists("allocation.tif"));
    CHECK(exists("rings.tif"));
}

static void tests(void)
{
    write_map();
    files_that_may_not_grow();
    cancelled();
    a_folder_that_vanishes();
    all_three_are_written();
}

int main(int argc, char **argv)
{
    return run_tests(argc, argv, tests);
}
