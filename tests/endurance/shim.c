/* Stands between a process and the C library, and counts the file operations beneath one folder.
 *
 * At the Nth of them it kills the process, before the operation or with half of a write done, or lets the operation
 * fail, once or from then on. It can also write each operation down, with its bytes, for a replay. Loaded by LD_PRELOAD;
 * nothing is counted until shim_arm was called, which a forked child does just before its command begins.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum action { COUNT, KILL, KILL_HALFWAY, FAIL, FAIL_HALFWAY };
enum { OP_CREATE = 1, OP_WRITE, OP_TRUNCATE, OP_SYNC, OP_RENAME, OP_UNLINK, OP_LINK, OP_MKDIR, OP_MODE, OP_SAID };

static char folder[PATH_MAX];
static size_t folder_length;
static long target, counted;
static int action, error_number, is_sticky, counts_reads, log_descriptor = -1, is_armed;

/* Begin to count, and say what happens at the operation number `nth`. A log descriptor of -1 keeps no log. */
void shim_arm(const char *where, long nth, int what, int number, int sticky, int reads, int log)
{
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    target = nth; action = what; error_number = number; is_sticky = sticky; counts_reads = reads;
    log_descriptor = log; counted = 0; is_armed = 1;
}

/* Stop, and tell how many operations there were. */
long shim_disarm(void) { is_armed = 0; return counted; }

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int is_inside(const char *path)
{
    return is_armed && path && strncmp(path, folder, folder_length) == 0
        && (path[folder_length] == '/' || path[folder_length] == 0);
}

/* Find the name of an open file, if it is ours and still has one. */
static const char *name_of(int descriptor, char *name)
{
    char link[64];
    if (!is_armed || descriptor == log_descriptor) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = syscall(SYS_readlink, link, name, PATH_MAX - 1);
    if (length <= 0) return NULL;
    name[length] = 0;
    return is_inside(name) ? name : NULL;
}

static void put(const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length) {
        ssize_t done = syscall(SYS_write, log_descriptor, at, length);
        if (done <= 0) return;
        at += done; length -= (size_t)done;
    }
}

/* Write an operation down: a line of its facts, then its bytes. */
static void note(int kind, const char *path, const char *other, off_t offset, const void *bytes, size_t length)
{
    if (log_descriptor < 0) return;
    char line[3 * PATH_MAX];
    int size = snprintf(line, sizeof line, "%d\t%s\t%s\t%lld\t%zu\n", kind, path, other ? other : "",
                        (long long)offset, bytes ? length : (size_t)0);
    put(line, (size_t)size);
    if (bytes) put(bytes, length);
}

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); for (;;) pause(); }

/* Count an operation; tell whether it must fail now (1) or stop halfway (2). */
static int strike(void)
{
    counted++;
    int hits = target && (counted == target || (is_sticky && counted > target));
    if (!hits) return 0;
    switch (action) {
    case KILL: die(); return 0;
    case KILL_HALFWAY: return 2;
    case FAIL: errno = error_number; return 1;
    case FAIL_HALFWAY: return counted == target ? 2 : (errno = error_number, 1);
    default: return 0;
    }
}

/* One that can't stop halfway: the halfway kill comes after it, the halfway failure before it. */
#define STRIKE_WHOLE(call) do { \
    int hit_ = strike(); \
    if (hit_ == 1) return -1; \
    if (hit_ == 2 && action == FAIL_HALFWAY) { errno = error_number; return -1; } \
    if (hit_ == 2) { call; die(); } \
} while (0)

static off_t place_of(int descriptor)
{
    struct stat found;
    if (fcntl(descriptor, F_GETFL) & O_APPEND) return fstat(descriptor, &found) ? 0 : found.st_size;
    return lseek(descriptor, 0, SEEK_CUR);
}

/* Write the first half, then be killed or fail. */
static ssize_t write_half(int descriptor, const void *bytes, size_t length, off_t offset)
{
    if (length > 1) syscall(SYS_pwrite64, descriptor, bytes, length / 2, offset);
    if (action == KILL_HALFWAY) die();
    errno = error_number;
    return -1;
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    REAL(write);
    char name[PATH_MAX];
    const char *path = name_of(descriptor, name);
    if (!path) {
        if (is_armed && (descriptor == 1 || descriptor == 2)) note(OP_SAID, "", "", 0, bytes, length);
        return real(descriptor, bytes, length);
    }
    off_t offset = place_of(descriptor);
    int hit = strike();
    if (hit == 1) return -1;
    if (hit == 2) return write_half(descriptor, bytes, length, offset);
    ssize_t done = real(descriptor, bytes, length);
    if (done > 0) note(OP_WRITE, path, NULL, offset, bytes, (size_t)done);
    return done;
}

static ssize_t place_write(int descriptor, const void *bytes, size_t length, off_t offset)
{
    char name[PATH_MAX];
    const char *path = name_of(descriptor, name);
    if (path) {
        int hit = strike();
        if (hit == 1) return -1;
        if (hit == 2) return write_half(descriptor, bytes, length, offset);
    }
    ssize_t done = syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    if (path && done > 0) note(OP_WRITE, path, NULL, offset, bytes, (size_t)done);
    return done;
}
ssize_t pwrite(int d, const void *b, size_t n, off_t o) { return place_write(d, b, n, o); }
ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) { return place_write(d, b, n, o); }

static int strike_read(int descriptor)
{
    char name[PATH_MAX];
    struct stat found;
    if (!counts_reads || !name_of(descriptor, name) || fstat(descriptor, &found) || !S_ISREG(found.st_mode)) return 0;
    return strike();
}
ssize_t read(int descriptor, void *bytes, size_t length)
{
    if (strike_read(descriptor)) return -1;
    return syscall(SYS_read, descriptor, bytes, length);
}
ssize_t pread(int d, void *b, size_t n, off_t o) { return strike_read(d) ? -1 : syscall(SYS_pread64, d, b, n, o); }
ssize_t pread64(int d, void *b, size_t n, off64_t o) { return strike_read(d) ? -1 : syscall(SYS_pread64, d, b, n, o); }

static int sync_file(int descriptor, long number)
{
    char name[PATH_MAX];
    const char *path = name_of(descriptor, name);
    if (path) STRIKE_WHOLE(syscall(number, descriptor));
    int done = (int)syscall(number, descriptor);
    if (path && done == 0) note(OP_SYNC, path, NULL, 0, NULL, 0);
    return done;
}
int fsync(int descriptor) { return sync_file(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return sync_file(descriptor, SYS_fdatasync); }

static int cut(int descriptor, off_t length)
{
    char name[PATH_MAX];
    const char *path = name_of(descriptor, name);
    if (path) STRIKE_WHOLE(syscall(SYS_ftruncate, descriptor, length));
    int done = (int)syscall(SYS_ftruncate, descriptor, length);
    if (path && done == 0) note(OP_TRUNCATE, path, NULL, length, NULL, 0);
    return done;
}
int ftruncate(int descriptor, off_t length) { return cut(descriptor, length); }
int ftruncate64(int descriptor, off64_t length) { return cut(descriptor, length); }

/* Opening counts where it makes a file or empties one. */
static int open_file(int at, const char *path, int flags, mode_t mode)
{
    int changes = 0;
    if (is_inside(path) && flags & (O_CREAT | O_TRUNC)) {
        int is_there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
        changes = !is_there ? flags & O_CREAT : flags & O_TRUNC;
    }
    if (changes) STRIKE_WHOLE(syscall(SYS_openat, at, path, flags, mode));
    int opened = (int)syscall(SYS_openat, at, path, flags, mode);
    if (changes && opened >= 0) note(flags & O_TRUNC && !(changes & O_CREAT) ? OP_TRUNCATE : OP_CREATE, path, NULL, 0, NULL, 0);
    return opened;
}
#define MODE_OF(flags) mode_t mode = 0; \
    if ((flags) & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
int open(const char *path, int flags, ...) { MODE_OF(flags) return open_file(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return open_file(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE_OF(flags) return open_file(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE_OF(flags) return open_file(at, path, flags, mode); }

#define NAMED(kind, path, other, call) do { \
    int ours_ = is_inside(path); \
    if (ours_) STRIKE_WHOLE(call); \
    int done_ = (int)call; \
    if (ours_ && done_ == 0) note(kind, path, other, 0, NULL, 0); \
    return done_; \
} while (0)

int unlink(const char *path) { NAMED(OP_UNLINK, path, NULL, syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }
int unlinkat(int at, const char *path, int flags) { NAMED(OP_UNLINK, path, NULL, syscall(SYS_unlinkat, at, path, flags)); }
int rmdir(const char *path) { NAMED(OP_UNLINK, path, NULL, syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR)); }
int rename(const char *old, const char *new)
{ NAMED(OP_RENAME, old, new, syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0)); }
int renameat(int a, const char *old, int b, const char *new)
{ NAMED(OP_RENAME, old, new, syscall(SYS_renameat2, a, old, b, new, 0)); }
int link(const char *old, const char *new)
{ NAMED(OP_LINK, old, new, syscall(SYS_linkat, AT_FDCWD, old, AT_FDCWD, new, 0)); }
int linkat(int a, const char *old, int b, const char *new, int flags)
{ NAMED(OP_LINK, old, new, syscall(SYS_linkat, a, old, b, new, flags)); }
int mkdir(const char *path, mode_t mode) { NAMED(OP_MKDIR, path, NULL, syscall(SYS_mkdirat, AT_FDCWD, path, mode)); }
int mkdirat(int at, const char *path, mode_t mode) { NAMED(OP_MKDIR, path, NULL, syscall(SYS_mkdirat, at, path, mode)); }
int chmod(const char *path, mode_t mode) { NAMED(OP_MODE, path, NULL, syscall(SYS_fchmodat, AT_FDCWD, path, mode)); }
int fchmod(int descriptor, mode_t mode)
{
    char name[PATH_MAX];
    const char *path = name_of(descriptor, name);
    NAMED(OP_MODE, path, NULL, syscall(SYS_fchmod, descriptor, mode));
}
