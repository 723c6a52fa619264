// Reading an untrusted file in a process of its own, so that a crash, an endless loop or exhausted memory in a library
// ends only that process. HDF5 needs this: damaged files crash it while it opens them, before any check of ours. Must
// not depend on formats.
//
// The process is made with fork() and without exec(), so that the work can be any function and no second program has to
// be installed. The risks, and why they are accepted:
// - Only the calling thread exists in the new process. A lock that another thread holds at that moment stays locked
//   there forever. glibc keeps malloc() usable; of our own locks the work takes only hdf5::Session's, which the parent
//   holds only while it saves. If that coincides, the work waits without using processor time, so no limit ends it:
//   reading waits until IsolatedWork is destroyed.
// - POSIX allows only async-signal-safe functions after fork() in a process with several threads. glibc allows the
//   allocation and thereby the C++ library; a port to another C library needs another solution, such as exec().
// - The memory limit counts address space on top of what is in use at the fork. It is not set if /proc cannot be read.
// The new process resets the signal handlers, writes its stderr to /dev/null and leaves with _exit(), so that no
// destructor or exit handler of the parent runs twice.
//
// Results come through a pipe: one byte for the kind ('T' text, 'F' floats, 'E' error), for texts and floats their
// number of bytes or floats as 8 bytes in this machine's byte order, then the content. An error is four texts, the
// parts of a LoadError. The receiver checks kinds and numbers, as a damaged process may send anything.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// The end of the pipe that the work writes its results to.
class IsolatedSender {
  public:
    explicit IsolatedSender(int descriptor) : descriptor_(descriptor) {}
    void send(std::string_view text) const;
    void send(const std::vector<float>& values) const;

  private:
    friend class IsolatedWork;
    void write(const void* bytes, std::size_t count) const;

    int descriptor_;
};

/// The work in its process, and the end of the pipe that its results come from, in the order in which they are sent. If
/// the work throws a LoadError, the next receive function throws it too; if its process ends early, the next receive
/// function throws a LoadError for a damaged file.
class IsolatedWork {
  public:
    using Work = std::function<void(const IsolatedSender&)>;

    /// Starts the work at once; `file` is used in errors. The work may take `seconds` of processor time and `bytes` of
    /// memory. It must not wait for other threads of this process, which do not exist there. Throws LoadError if no
    /// process can be started.
    IsolatedWork(std::string file, unsigned seconds, std::uint64_t bytes, const Work& work);
    /// Kills the process if it has not ended.
    ~IsolatedWork();
    IsolatedWork(const IsolatedWork&) = delete;
    IsolatedWork& operator=(const IsolatedWork&) = delete;

    std::string receive_text();
    /// Throws LoadError unless exactly `count` floats were sent.
    std::vector<float> receive_floats(std::size_t count);

  private:
    void expect(char kind);
    std::string read_text();
    void read(void* bytes, std::size_t count);

    std::string file_;
    pid_t process_ = -1;
    int descriptor_ = -1;
};

}  // namespace convscope
