// A program that owns the X clipboard, for tests: it offers contents in several forms, at once or in parts, or does not
// answer. Must not include Xlib, whose macros are names of the program.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <string>
#include <thread>

namespace convscope::test {

struct OfferedContents {
    std::map<std::string, std::string> forms;  ///< the bytes of each form, such as "image/png"
    std::size_t part = 0;        ///< larger contents come in parts of this many bytes (ICCCM: INCR); 0: never
    bool answers = true;         ///< false: like a program that hangs
    bool stops_halfway = false;  ///< sends only the first part
};

class SelectionOwner {
  public:
    /// Owns the clipboard of $DISPLAY when the constructor returns. Throws std::runtime_error without a display.
    explicit SelectionOwner(OfferedContents contents);
    /// Gives the clipboard up.
    ~SelectionOwner();
    SelectionOwner(const SelectionOwner&) = delete;
    SelectionOwner& operator=(const SelectionOwner&) = delete;

    /// True as soon as another program has taken the clipboard.
    bool lost() const { return lost_; }

  private:
    void serve(void* connection, unsigned long window);

    OfferedContents contents_;
    std::atomic<bool> ends_{false}, lost_{false};
    std::thread thread_;
};

}  // namespace convscope::test
