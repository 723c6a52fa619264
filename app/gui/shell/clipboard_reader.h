// Reads the clipboard without making the window wait for the program that owns its content.
#pragma once

#include <functional>
#include <string>

#include "app/jobs/job_queue.h"
#include "app/platform/clipboard.h"
#include "app/platform/window.h"

namespace convscope {

class ClipboardReader {
  public:
    explicit ClipboardReader(Window& window) : window_(window), jobs_(Window::wake) {}

    /// Calls `then` with the content: at once for text that this window has copied, otherwise in a later update().
    /// `uses_text` as for read_clipboard(); it may be called on another thread.
    void read(std::function<bool(const std::string&)> uses_text, std::function<void(ClipboardContent)> then);

    /// Calls what waits for a content that has been read. Call it once per frame.
    void update() { jobs_.drain(); }
    bool busy() const { return jobs_.pending() > 0; }
    bool finished() const { return jobs_.finished(); }

  private:
    Window& window_;
    JobQueue jobs_;
};

}  // namespace convscope
