#include "core/io/isolated/isolated.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <system_error>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/isolated/confinement.h"

namespace convscope {

namespace {

constexpr char kText = 'T', kError = 'E';
constexpr std::uint64_t kMaxTextBytes = std::uint64_t{1} << 27;
constexpr std::int64_t kMaxWait = 60'000;  ///< milliseconds
constexpr Message kRemedy = tr("save or download it again");

/// The address space in use now, in bytes; 0 if it is unknown. RLIMIT_AS includes it.
std::uint64_t memory_in_use() {
    unsigned long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%lu", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return std::uint64_t{pages} * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// Lets every large block of memory be mapped on its own, so that it returns to the machine as soon as it is freed.
/// glibc would raise the limit for such blocks with the first one that is freed, and keep the weights' memory.
void return_freed_memory() {
#ifdef M_MMAP_THRESHOLD
    constexpr int kLargeBytes = 1 << 18;
    ::mallopt(M_MMAP_THRESHOLD, kLargeBytes);
#endif
}

void limit(decltype(RLIMIT_CPU) resource, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(resource, &both);
}

/// Called in the new process: sets the limits, runs the work and ends the process.
[[noreturn]] void run(int descriptor, const IsolationLimits& limits, const IsolatedWork::Work& work) {
    for (const int signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGPIPE, SIGINT, SIGTERM})
        ::signal(signal, SIG_DFL);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // if this program is killed
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, static_cast<rlim_t>(limits.processor_time.count()));
    if (const std::uint64_t used = memory_in_use(); used > 0) limit(RLIMIT_AS, used + limits.memory);
    return_freed_memory();
    const IsolatedSender sender(descriptor);
    try {
        confine_process(descriptor);
        work(sender);
        ::_exit(EXIT_SUCCESS);
    } catch (const LoadError& error) {
        const char kind = kError;
        static_cast<void>(::write(descriptor, &kind, 1));
        for (const std::string& part : {error.file(), error.fault(), error.remedy(), error.where()}) sender.send(part);
    } catch (...) {
        // Ignore other errors, such as std::bad_alloc: the receiver notices that the pipe ends early.
    }
    ::_exit(EXIT_FAILURE);
}

}  // namespace

void IsolatedSender::write(const void* bytes, std::size_t count) const {
    const auto* next = static_cast<const char*>(bytes);
    while (count > 0) {
        const ssize_t written = ::write(descriptor_, next, count);
        if (written < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category());
        if (written <= 0) continue;
        next += written;
        count -= static_cast<std::size_t>(written);
    }
}

void IsolatedSender::send(std::string_view text) const {
    const std::uint64_t size = text.size();
    write(&kText, 1);
    write(&size, sizeof(size));
    write(text.data(), text.size());
}

void IsolatedWork::Kill::operator()() const {
    ::kill(process, SIGKILL);
}

IsolatedWork::IsolatedWork(std::string file, const IsolationLimits& limits, const Work& work, std::stop_token stop)
    : file_(std::move(file)), deadline_(std::chrono::steady_clock::now() + limits.time), stop_(std::move(stop)) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category());
    process_ = ::fork();
    if (process_ == 0) {
        ::close(ends[0]);
        run(ends[1], limits, work);
    }
    const int error = errno;
    ::close(ends[1]);
    descriptor_ = ends[0];
    if (process_ > 0) {
        on_stop_.emplace(stop_, Kill{process_});
        return;
    }
    ::close(descriptor_);
    throw LoadError(file_, tr("cannot be read"), tr("close other programs"), std::generic_category().message(error));
}

IsolatedWork::~IsolatedWork() {
    ::close(descriptor_);
    end();
}

void IsolatedWork::end() {
    if (!on_stop_) return;
    on_stop_.reset();
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::string IsolatedWork::receive_text() {
    expect(kText);
    return read_text();
}

void IsolatedWork::expect(char kind) {
    char found = 0;
    read(&found, 1);
    if (found == kError) {
        std::array<std::string, 4> parts;
        for (std::string& part : parts) part = receive_text();
        throw LoadError(parts[0], parts[1], parts[2], parts[3]);
    }
    if (found != kind) throw LoadError(file_, tr("is too damaged to be read"), kRemedy);
}

std::string IsolatedWork::read_text() {
    std::uint64_t size = 0;
    read(&size, sizeof(size));
    if (size > kMaxTextBytes) throw LoadError(file_, tr("is too damaged to be read"), kRemedy);
    std::string text(size, '\0');
    read(text.data(), text.size());
    return text;
}

void IsolatedWork::wait() const {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            throw LoadError(file_, tr("took too long to be read"),
                            tr("close other programs, or save or download it again"));
        pollfd ready{descriptor_, POLLIN, 0};
        const int found = ::poll(&ready, 1, static_cast<int>(std::min<std::int64_t>(left.count(), kMaxWait)));
        if (found > 0) return;
        if (found < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category());
    }
}

void IsolatedWork::read(void* bytes, std::size_t count) {
    auto* next = static_cast<char*>(bytes);
    while (count > 0) {
        wait();
        const ssize_t bytes_read = ::read(descriptor_, next, count);
        if (bytes_read == 0 && stop_.stop_requested())
            throw LoadError(file_, tr("was not read to its end, because the reading was stopped"), tr("open it again"));
        if (bytes_read == 0) throw LoadError(file_, tr("is too damaged to be read"), kRemedy);
        if (bytes_read < 0 && errno != EINTR)
            throw LoadError(file_, tr("cannot be read"), kRemedy, std::generic_category().message(errno));
        if (bytes_read <= 0) continue;
        next += bytes_read;
        count -= static_cast<std::size_t>(bytes_read);
    }
}

}  // namespace convscope
