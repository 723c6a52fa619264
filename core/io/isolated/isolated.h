// Runs the reading of an untrusted file in a separate process, so that a crash, an endless loop or exhausted memory in
// a library ends only that process. The process is confined, see confinement.h: it can open no file, no connection and
// no process, so that a file that takes it over can do nothing but send wrong results. HDF5 needs this: damaged files
// crash it while it opens them, before convscope can check them. Must not depend on file formats: the work can be any
// function.
//
// The process is made with fork() and without exec(), so that the work can be any function and no second program has to
// be installed. The risks, and why they are accepted:
// - Only the calling thread exists in the new process. A lock that another thread holds at that moment stays locked
//   there forever. glibc keeps malloc() usable. The only locks of convscope that the work takes are hdf5::Session's and
//   that of translation.cpp; fork() waits until no other thread holds them.
// - POSIX allows only async-signal-safe functions after fork() in a process with several threads. glibc allows the
//   allocation and thereby the C++ library; a port to another C library needs another solution, such as exec().
// - The memory limit is added to the address space in use at the fork. It is not set if /proc cannot be read.
// The new process resets the signal handlers and leaves with _exit(), so that no destructor or exit handler of the
// parent runs twice.
//
// Results come through a pipe. Each starts with one byte for its kind: 'T' text, 'E' error. A text's number of bytes
// follows as 8 bytes in this machine's byte order, then the content. An error is followed by four texts, the parts of a
// LoadError. The receiver checks kinds and numbers, because a process that a damaged file has corrupted may send
// anything. Large results should be written to a SharedMemory.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace convscope {

/// The end of the pipe that the work writes its results to.
class IsolatedSender {
  public:
    explicit IsolatedSender(int descriptor) : descriptor_(descriptor) {}
    void send(std::string_view text) const;

  private:
    friend class IsolatedWork;
    void write(const void* bytes, std::size_t count) const;

    int descriptor_;
};

/// Limits that undamaged files never reach.
struct IsolationLimits {
    std::chrono::seconds processor_time;
    std::chrono::milliseconds time;  ///< from the start of the work to the last result
    std::uint64_t memory;            ///< bytes, in addition to what this process uses
};

/// A process that does the work, and the end of the pipe from which its results are received in the order of sending.
/// If the work throws a LoadError, the next receive function throws it too; if the process ends early, the next receive
/// function throws a LoadError for a damaged file.
class IsolatedWork {
  public:
    using Work = std::function<void(const IsolatedSender&)>;

    /// Starts the work at once; `file` is used in errors. The work must open no file and must not wait for this
    /// process's other threads, which the new process lacks. A request to stop kills the process; the receive functions
    /// then throw a LoadError. Throws LoadError if no process can be started.
    IsolatedWork(std::string file, const IsolationLimits& limits, const Work& work, std::stop_token stop = {});
    /// Calls end().
    ~IsolatedWork();
    IsolatedWork(const IsolatedWork&) = delete;
    IsolatedWork& operator=(const IsolatedWork&) = delete;

    std::string receive_text();
    /// Kills the process if it has not ended, and waits until it is gone: memory that it shares no longer changes.
    void end();

  private:
    struct Kill {
        pid_t process;
        void operator()() const;
    };

    void expect(char kind);
    std::string read_text();
    void read(void* bytes, std::size_t count);
    /// Waits until there is something to read, or the process has ended. Throws LoadError at the deadline.
    void wait() const;

    std::string file_;
    std::chrono::steady_clock::time_point deadline_;
    std::stop_token stop_;
    pid_t process_ = -1;
    int descriptor_ = -1;
    std::optional<std::stop_callback<Kill>> on_stop_;  ///< empty after end(): another process may get the same number
};

}  // namespace convscope
