// A clock that a test sets, for a program that is run as it is: loaded before it, this shifts what the machine's clock says by
// the seconds in the file that CLOCK_SHIFT names, read again at each look. (A Swift program loses its arguments under libfaketime.)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int outcome = real(clock, time);
    const char *path = clock == CLOCK_REALTIME ? getenv("CLOCK_SHIFT") : NULL;
    FILE *file = path ? fopen(path, "r") : NULL;
    long seconds = 0;
    if (file) {
        if (fscanf(file, "%ld", &seconds) != 1) seconds = 0;
        fclose(file);
    }
    time->tv_sec += seconds;
    return outcome;
}
