#include "core/io/isolated/confinement.h"

#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <new>
#include <system_error>

namespace convscope {

namespace {

[[noreturn]] void fail(int error) {
    throw std::system_error(error, std::generic_category());
}

void close_other_descriptors(int kept_descriptor) {
    for (int descriptor = 0; descriptor < kept_descriptor; ++descriptor) ::close(descriptor);
    ::closefrom(kept_descriptor + 1);
}

void forbid(decltype(RLIMIT_FSIZE) resource) {
    const rlimit none{0, 0};
    if (::setrlimit(resource, &none) != 0) fail(errno);
}

/// Forbids all access to files by their paths.
void forbid_paths() {
    // All rights that the first version of Landlock knows: the last of them is MAKE_SYM.
    const landlock_ruleset_attr all{.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1};
    const long rules = ::syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);
    if (rules < 0) {
        if (errno == ENOSYS || errno == EOPNOTSUPP) return;
        fail(errno);
    }
    if (::syscall(SYS_landlock_restrict_self, rules, 0) != 0) fail(errno);
    ::close(static_cast<int>(rules));
}

struct ReleaseFilter {
    void operator()(void* filter) const { ::seccomp_release(filter); }
};

/// Lets the opening of files fail, and ends the process at any other system call that is not listed here.
void forbid_system_calls() {
    const std::unique_ptr<void, ReleaseFilter> filter(::seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter) throw std::bad_alloc();
    const auto check = [](int error) {
        if (error != 0) fail(-error);
    };
    for (const int call : {SCMP_SYS(read),
                           SCMP_SYS(readv),
                           SCMP_SYS(pread64),
                           SCMP_SYS(write),
                           SCMP_SYS(writev),
                           SCMP_SYS(lseek),
                           SCMP_SYS(close),
                           SCMP_SYS(fstat),
                           SCMP_SYS(brk),
                           SCMP_SYS(munmap),
                           SCMP_SYS(mremap),
                           SCMP_SYS(madvise),
                           SCMP_SYS(futex),
                           SCMP_SYS(sched_yield),
                           SCMP_SYS(sched_getaffinity),
                           SCMP_SYS(sysinfo),
                           SCMP_SYS(clock_gettime),
                           SCMP_SYS(gettimeofday),
                           SCMP_SYS(getrandom),
                           SCMP_SYS(restart_syscall),
                           SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(exit),
                           SCMP_SYS(exit_group)})
        check(::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0));
    // Libraries look for files that need not exist: HDF5 for a file with the name of the file in memory, libzip for the
    // time zone file.
    for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(newfstatat)})
        check(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOENT), call, 0));
    // Memory that can be executed is not needed. The third argument of both calls is the protection.
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
        check(::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)));
    const int error = ::seccomp_load(filter.get());
    if (error != -EINVAL && error != -ENOSYS) check(error);
}

}  // namespace

void confine_process(int kept_descriptor) {
    close_other_descriptors(kept_descriptor);
    forbid(RLIMIT_FSIZE);
    forbid(RLIMIT_NPROC);
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail(errno);
    forbid_paths();
    forbid_system_calls();
}

}  // namespace convscope
