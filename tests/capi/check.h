/* What the C programs share: a failed check is told and counted, files lie in the folder of the program's argument. */
#ifndef CHECK_H
#define CHECK_H

#include "pitscape.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;
static const char *folder;

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            failures++; \
            fprintf(stderr, "%s:%d: %s is false (last error: %s)\n", __FILE__, __LINE__, #condition, \
                    pitscape_last_error_message()); \
        } \
    } while (0)

static const char *const CRS =
    "PROJCS[\"WGS_1984_UTM_Zone_49N\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\","
    "SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],"
    "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
    "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],"
    "PARAMETER[\"Central_Meridian\",111.0],PARAMETER[\"Scale_Factor\",0.9996],"
    "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";

/* The path of a file in the folder; good until the eighth call after it. */
static inline const char *path(const char *name)
{
    static char paths[8][1024];
    static int next = 0;
    char *result = paths[next++ % 8];
    snprintf(result, sizeof paths[0], "%s/%s", folder, name);
    return result;
}

static inline FILE *create(const char *name)
{
    FILE *file = fopen(path(name), "wb");
    if (file == NULL) {
        fprintf(stderr, "cannot write %s\n", path(name));
        exit(2);
    }
    return file;
}

static inline void write_text(const char *name, const char *text)
{
    FILE *file = create(name);
    if (fputs(text, file) < 0 || fclose(file) != 0) {
        fprintf(stderr, "cannot write %s\n", path(name));
        exit(2);
    }
}

static inline int exists(const char *name)
{
    FILE *file = fopen(path(name), "rb");
    if (file != NULL)
        fclose(file);
    return file != NULL;
}

/* What follows `"key":` in JSON, searched from `json` on; NULL where there is none. */
static inline const char *after(const char *json, const char *key)
{
    char quoted[128];
    if (json == NULL)
        return NULL;
    snprintf(quoted, sizeof quoted, "\"%s\"", key);
    for (json = strstr(json, quoted); json != NULL; json = strstr(json, quoted)) {
        json += strlen(quoted);
        json += strspn(json, " \n");
        if (*json == ':')
            return json + 1 + strspn(json + 1, " \n");
    }
    return NULL;
}

static inline double number(const char *json, const char *key)
{
    const char *value = after(json, key);
    char *end = NULL;
    double result = value == NULL ? 0 : strtod(value, &end);
    if (value == NULL || end == value) {
        failures++;
        fprintf(stderr, "no number `%s` in %s\n", key, json == NULL ? "(null)" : json);
    }
    return result;
}

static inline int near(double found, double expected)
{
    return fabs(found - expected) <= 1e-12 * fabs(expected);
}

/* Whether the last error message has the words. */
static inline int said(const char *words)
{
    return strstr(pitscape_last_error_message(), words) != NULL;
}

/* Takes the folder from the command line, runs the program's tests, and answers as `main` does. */
static inline int run_tests(int argc, char **argv, void (*tests)(void))
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s <empty folder>\n", argv[0]);
        return 2;
    }
    folder = argv[1];
    tests();
    printf("%s\n", failures == 0 ? "all held" : "see above");
    return failures == 0 ? 0 : 1;
}

#endif
