// Work on a file that nobody vouches for, in a process of its own: what a library does there on a hostile file (a
// crash, an endless loop, all memory taken) ends that process alone. Knows nothing of formats.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

/// The end of the pipe that the work writes to.
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

/// A piece of work in its process, and the end of the pipe that its results come from, in the order in which they are
/// sent. A LoadError of the work is thrown by the next receive function, and so is one for work that did not end well.
class IsolatedWork {
  public:
    using Work = std::function<void(const IsolatedSender&)>;

    /// Starts at once; `file` is used in errors. The work may take `seconds` of processor time and `bytes` of memory.
    /// It must not wait for other threads of this process, which do not exist there.
    IsolatedWork(std::string file, unsigned seconds, std::uint64_t bytes, const Work& work);
    /// Ends the work where it is.
    ~IsolatedWork();
    IsolatedWork(const IsolatedWork&) = delete;
    IsolatedWork& operator=(const IsolatedWork&) = delete;

    std::string receive_text();
    /// Exactly so many.
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
