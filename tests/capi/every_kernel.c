/* Every kernel of the header from C: a run that succeeds, one that is cancelled, requests and pointers that are refused.
 *
 *     every_kernel <folder with the files of fuzz/inputs>
 *
 * Compiled as C99 and as C++, run plain and under valgrind by scripts/test. */
#include "check.h"

typedef PitscapeStatus (*Kernel)(const char *, const PitscapeCallbacks *, char **);

/* '@' in a request stands for the folder. */
static const struct {
    const char *name;
    Kernel run;
    const char *request;
    const char *needed; /* a field that the smallest request lacks */
} KERNELS[] = {
#include "kernels.h"
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
    CHECK(after(report, "results") != NULL && after(report, "messages") != NULL);
    pitscape_string_free(report);
    remove(path("a.tif"));
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
    CHECK(!exists("a.tif"));
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
    snprintf(missing, sizeof missing, *KERNELS[k].needed != '\0' ? "missing field `%s`" : "%s", KERNELS[k].needed);
    refused(k, "{}", PITSCAPE_STATUS_INVALID_REQUEST, missing);
    refused(k, "{\"raduis\": 50}", PITSCAPE_STATUS_INVALID_REQUEST, "unknown field `raduis`");
    refused(k, "{", PITSCAPE_STATUS_INVALID_REQUEST, "not valid");
    refused(k, "{\"\xff\": 1}", PITSCAPE_STATUS_INVALID_REQUEST, "UTF-8");
    refused(k, NULL, PITSCAPE_STATUS_INVALID_REQUEST, "request_json");
    CHECK(KERNELS[k].run(filled(KERNELS[k].request), NULL, NULL) == PITSCAPE_STATUS_INVALID_REQUEST);
    CHECK(said("report_json"));
    CHECK(!exists("a.tif"));

    /* The first of the inputs is not there. */
    snprintf(text, sizeof text, "%s", filled(KERNELS[k].request));
    file = strstr(text, folder) + strlen(folder) + 1;
    *file = '_';
    refused(k, text, PITSCAPE_STATUS_IO, "cannot be ");
    CHECK(!exists("a.tif"));
}

static void tests(void)
{
    size_t k;
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
