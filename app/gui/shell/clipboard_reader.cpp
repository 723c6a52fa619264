#include "app/gui/shell/clipboard_reader.h"

#include <utility>

namespace convscope {

void ClipboardReader::read(std::function<bool(const std::string&)> uses_text,
                           std::function<void(ClipboardContent)> then) {
    if (window_.owns_clipboard()) return then({.text = window_.clipboard()});
    jobs_.submit([uses_text = std::move(uses_text)] { return read_clipboard(uses_text); },
                 [this, then](ClipboardContent content) {
                     // If the window is not an X window, the X display may lack the desktop's clipboard.
                     if (content.text.empty() && content.files.empty() && content.picture.empty())
                         content.text = window_.clipboard();
                     then(std::move(content));
                 },
                 [then](const std::string& /*out of memory*/) { then({}); });
}

}  // namespace convscope
