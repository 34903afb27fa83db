/* The C interface as a C program meets it: nothing but the header, the library and a folder to work in.
 *
 *     carbon_storage <empty folder>
 *
 * Compiled as C99 and as C++, run plain and under valgrind by scripts/test. */
#include "check.h"

/* 3 cells of class 1, 4 of class 2, 2 of class -3, 3 without data; a cell of 20 x 20 m has 0.04 ha. */
static const double CELL_HA = 20.0 * 20.0 / 10000.0;
static const char *const MAP =
    "ncols 4\nnrows 3\nxllcorner 400000\nyllcorner 4400000\ncellsize 20\nNODATA_value -9999\n"
    "1 1 2 -9999\n"
    "1 2 2 -9999\n"
    "-3 -3 2 -9999\n";
static const char *const POOLS =
    "lucode,name,c_above,c_below,c_soil,c_dead\n"
    "1,Forest,10,2,30,0.5\n"
    "2,Grassland,1,2,3,0\n"
    "-3,Mine,0,0,0.25,0\n";

static const double FOREST = 3 * (20.0 * 20.0 / 10000.0) * (10 + 2 + 30 + 0.5);
static const double GRASSLAND = 4 * (20.0 * 20.0 / 10000.0) * (1 + 2 + 3 + 0);
static const double MINE = 2 * (20.0 * 20.0 / 10000.0) * (0 + 0 + 0.25 + 0);

/* ------------------------------------------------------------------ helpers */

/* A request for the map with `more` fields after the two that are required. */
static const char *request(const char *pools, const char *more)
{
    static char text[8192];
    snprintf(text, sizeof text, "{\"lulc\": {\"path\": \"%s\"}, \"pools\": \"%s\"%s}", path("map.asc"), path(pools), more);
    return text;
}

/* Run a request that must fail with `expected`; no report may come of it. */
static void refused(const char *json, int expected)
{
    char *report = NULL;
    int status = pitscape_carbon_storage(json, NULL, &report);
    CHECK(status == expected);
    CHECK(report == NULL);
    CHECK(strlen(pitscape_last_error_message()) > 0);
    pitscape_string_free(report);
}

struct watch {
    int calls;
    int ordered;
    double last;
    int stop_at; /* the call that answers 0, or 0 to go on to the end */
};

static int32_t watch_progress(double fraction, const char *message, void *user_data)
{
    struct watch *watch = (struct watch *)user_data;
    (void)message;
    watch->calls++;
    watch->ordered = watch->ordered && fraction >= watch->last && fraction <= 1.0;
    watch->last = fraction;
    return watch->calls != watch->stop_at;
}

static PitscapeCallbacks callbacks(struct watch *watch)
{
    PitscapeCallbacks result;
    memset(watch, 0, sizeof *watch);
    watch->ordered = 1;
    result.struct_size = sizeof result;
    result.progress = watch_progress;
    result.user_data = watch;
    return result;
}

/* -------------------------------------------------------------------- tests */

static void totals_are_those_of_hand_arithmetic(void)
{
    struct watch watch;
    PitscapeCallbacks calls = callbacks(&watch);
    char *report = NULL;
    const char *results;
    CHECK(pitscape_carbon_storage(request("pools.csv", ""), &calls, &report) == PITSCAPE_STATUS_OK);
    CHECK(report != NULL);
    results = after(report, "results");
    CHECK(near(number(results, "total_carbon"), FOREST + GRASSLAND + MINE));
    CHECK(near(number(results, "total_area_ha"), 9 * CELL_HA));
    CHECK(near(number(results, "mean_density"), (FOREST + GRASSLAND + MINE) / (9 * CELL_HA)));
    CHECK(near(number(results, "output_min"), 0.25));
    CHECK(near(number(results, "output_max"), 42.5));
    CHECK(strcmp(pitscape_last_error_message(), "") == 0);
    CHECK(watch.calls > 0);
    CHECK(watch.ordered);
    CHECK(watch.last == 1.0);
    pitscape_string_free(report);
}

static void options_change_the_numbers(void)
{
    char *report = NULL;
    CHECK(pitscape_carbon_storage(request("pools.csv", ", \"ignore_codes\": [-3], \"threads\": 2"), NULL, &report) ==
          PITSCAPE_STATUS_OK);
    CHECK(near(number(report, "total_carbon"), FOREST + GRASSLAND));
    CHECK(near(number(report, "total_area_ha"), 7 * CELL_HA));
    pitscape_string_free(report);
}

static void column_files_hold_the_classes(void)
{
    char more[1200];
    char file_name[1024];
    int64_t cells[4] = {0, 0, 0, 0};
    char *report = NULL;
    const char *data;
    const char *end;
    FILE *file;
    snprintf(more, sizeof more, ", \"tables\": \"%s\"", folder);
    CHECK(pitscape_carbon_storage(request("pools.csv", more), NULL, &report) == PITSCAPE_STATUS_OK);
    CHECK(number(report, "rows") == 3);
    data = report == NULL ? NULL : strstr(report, "\"cells\"");
    data = after(data, "data");
    end = data == NULL ? NULL : strchr(data + 1, '"');
    CHECK(end != NULL);
    if (end != NULL) {
        snprintf(file_name, sizeof file_name, "%.*s", (int)(end - data - 1), data + 1);
        file = fopen(file_name, "rb");
        CHECK(file != NULL);
        if (file != NULL) {
            CHECK(fread(cells, sizeof cells[0], 4, file) == 3); /* one row per class and no more */
            fclose(file);
        }
        CHECK(cells[0] == 2 && cells[1] == 3 && cells[2] == 4); /* classes -3, 1, 2 */
    }
    pitscape_string_free(report);
}

static void raster_is_written(void)
{
    char more[1200];
    char *report = NULL;
    snprintf(more, sizeof more, ", \"output\": \"%s\"", path("carbon.tif"));
    CHECK(pitscape_carbon_storage(request("pools.csv", more), NULL, &report) == PITSCAPE_STATUS_OK);
    CHECK(after(after(report, "outputs"), "output") != NULL);
    CHECK(exists("carbon.tif"));
    pitscape_string_free(report);
}

static void cancel_while_writing(const char *output)
{
    struct watch watch;
    PitscapeCallbacks calls = callbacks(&watch);
    char more[1200];
    char *report = NULL;
    watch.stop_at = 1;
    snprintf(more, sizeof more, ", \"output\": \"%s\"", path(output));
    CHECK(pitscape_carbon_storage(request("pools.csv", more), &calls, &report) == PITSCAPE_STATUS_CANCELLED);
    CHECK(report == NULL);
    CHECK(watch.calls == 1); /* a cancelled run does not ask again */
}

static void cancel_leaves_nothing_and_keeps_what_was(void)
{
    static const char *const names[] = {"cancelled.tif", "kept.tif"};
    char kept[32] = "";
    FILE *file;
    size_t i;
    write_text("kept.tif", "as it was");
    for (i = 0; i < 2; i++)
        cancel_while_writing(names[i]);
    CHECK(!exists("cancelled.tif"));
    file = fopen(path("kept.tif"), "rb");
    CHECK(file != NULL);
    if (file != NULL) {
        CHECK(fgets(kept, sizeof kept, file) != NULL);
        fclose(file);
    }
    CHECK(strcmp(kept, "as it was") == 0);
}

static void callbacks_of_another_size(void)
{
    struct watch watch;
    struct {
        PitscapeCallbacks known;
        void *added_later;
    } longer;
    PitscapeCallbacks calls = callbacks(&watch);
    char *report = NULL;

    calls.struct_size = sizeof calls - 1;
    CHECK(pitscape_carbon_storage(request("pools.csv", ""), &calls, &report) == PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("struct_size"));
    CHECK(report == NULL);
    CHECK(watch.calls == 0);

    longer.known = callbacks(&watch);
    longer.known.struct_size = sizeof longer;
    longer.added_later = NULL;
    CHECK(pitscape_carbon_storage(request("pools.csv", ""), &longer.known, &report) == PITSCAPE_STATUS_OK);
    CHECK(watch.calls > 0);
    pitscape_string_free(report);

    report = NULL;
    calls = callbacks(&watch);
    calls.progress = NULL; /* nobody watches */
    CHECK(pitscape_carbon_storage(request("pools.csv", ""), &calls, &report) == PITSCAPE_STATUS_OK);
    pitscape_string_free(report);
}

static void null_pointers_are_refused(void)
{
    refused(NULL, PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("request_json"));
    CHECK(pitscape_carbon_storage(request("pools.csv", ""), NULL, NULL) == PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("report_json"));
    CHECK(pitscape_carbon_storage(NULL, NULL, NULL) == PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(pitscape_describe(NULL) == PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(strlen(pitscape_last_error_message()) > 0);
    pitscape_string_free(NULL);
}

static void bad_requests_are_told_in_a_sentence(void)
{
    refused("", PITSCAPE_STATUS_INVALID_REQUEST);
    refused("{\"lulc\": ", PITSCAPE_STATUS_INVALID_REQUEST);
    refused("[]", PITSCAPE_STATUS_INVALID_REQUEST);
    refused("\xff\xfe", PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("UTF-8"));
    refused("{}", PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("missing field `lulc`"));
    refused(request("pools.csv", ", \"raduis\": 50"), PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("unknown field `raduis`"));
    CHECK(said("`ignore_codes`")); /* what is allowed instead */
    refused(request("pools.csv", ", \"unit\": \"kg\""), PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("t_ha"));
    refused(request("pools.csv", ", \"threads\": 0"), PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("threads"));
}

static void bad_inputs_are_told_in_a_sentence(void)
{
    refused(request("nowhere.csv", ""), PITSCAPE_STATUS_IO);
    CHECK(said("nowhere.csv"));
    refused(request("gap.csv", ""), PITSCAPE_STATUS_INVALID_INPUT);
    CHECK(said("-3"));
    CHECK(said("IGNORE_CODES"));
}

/* Whether the JSON has the words at a key, searched from `json` on. */
static int has(const char *json, const char *key, const char *words)
{
    const char *value = after(json, key);
    return value != NULL && strncmp(value, words, strlen(words)) == 0;
}

static void an_error_is_told_as_data_too(void)
{
    const char *json, *classes;
    char *report = NULL;
    refused(request("gap.csv", ""), PITSCAPE_STATUS_INVALID_INPUT);
    json = pitscape_last_error_json();
    CHECK(has(json, "status", "\"INVALID_INPUT\""));
    CHECK(has(json, "code", "\"MISSING_CLASSES\""));
    CHECK(has(json, "text", "\"The pool table has no row for code -3 (2 cells) of "));
    CHECK(has(json, "template", "\"{what} has no row for {classes}. "));
    classes = after(after(json, "arguments"), "classes");
    CHECK(has(classes, "items", "[{\"template\":\"{codes} of {path}\""));
    CHECK(has(after(classes, "codes"), "items", "[{\"template\":\"code {code} ({cells})\""));
    CHECK(has(after(classes, "cells"), "template", "\"{count} cells\""));
    CHECK(has(classes, "between", "\", \""));
    CHECK(pitscape_carbon_storage(request("pools.csv", ""), NULL, &report) == PITSCAPE_STATUS_OK);
    CHECK(strcmp(pitscape_last_error_json(), "") == 0);
    pitscape_string_free(report);
}

static void describe_agrees_with_the_header(void)
{
    static const struct {
        const char *name;
        int value;
    } statuses[] = {
        {"OK", PITSCAPE_STATUS_OK},
        {"CANCELLED", PITSCAPE_STATUS_CANCELLED},
        {"INVALID_REQUEST", PITSCAPE_STATUS_INVALID_REQUEST},
        {"INVALID_INPUT", PITSCAPE_STATUS_INVALID_INPUT},
        {"IO", PITSCAPE_STATUS_IO},
        {"OUT_OF_MEMORY", PITSCAPE_STATUS_OUT_OF_MEMORY},
        {"INTERNAL", PITSCAPE_STATUS_INTERNAL},
    };
    char quoted[64];
    char *json = NULL;
    const char *value;
    size_t i;
    CHECK(pitscape_describe(&json) == PITSCAPE_STATUS_OK);
    for (i = 0; json != NULL && i < sizeof statuses / sizeof statuses[0]; i++) {
        snprintf(quoted, sizeof quoted, "\"%s\"", statuses[i].name);
        value = strstr(json, quoted);
        CHECK(value != NULL);
        CHECK(number(value, "value") == statuses[i].value);
    }
    snprintf(quoted, sizeof quoted, "\"%s\"", pitscape_version());
    value = after(json, "version");
    CHECK(value != NULL && strncmp(value, quoted, strlen(quoted)) == 0);
    CHECK(number(json, "abi_version") == PITSCAPE_ABI_VERSION);
    CHECK(pitscape_abi_version() == PITSCAPE_ABI_VERSION);
    CHECK(after(after(json, "kernels"), "carbon_storage") != NULL);
    pitscape_string_free(json);
}

static void tests(void)
{
    CHECK(strcmp(pitscape_last_error_message(), "") == 0);
    write_text("map.asc", MAP);
    write_text("map.prj", CRS);
    write_text("pools.csv", POOLS);
    write_text("gap.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,1,1\n2,1,1,1,1\n");

    totals_are_those_of_hand_arithmetic();
    options_change_the_numbers();
    column_files_hold_the_classes();
    raster_is_written();
    cancel_leaves_nothing_and_keeps_what_was();
    callbacks_of_another_size();
    null_pointers_are_refused();
    bad_requests_are_told_in_a_sentence();
    bad_inputs_are_told_in_a_sentence();
    an_error_is_told_as_data_too();
    describe_agrees_with_the_header();
}

int main(int argc, char **argv)
{
    return run_tests(argc, argv, tests);
}
