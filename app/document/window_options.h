// The options of the window as the command line gives them, as a plain value.
// Must not include the parser or the window: it passes from one to the other.
#pragma once

#include <filesystem>
#include <vector>

namespace convscope {

struct WindowOptions {
    /// Pictures, models and sessions; their kinds are recognised when they are opened.
    std::vector<std::filesystem::path> files;
    std::filesystem::path session;  ///< the session to open; empty: none
    /// The window's size in pixels; 0: the size at the end of the last run; in the first run 1280 x 800 at the
    /// monitor's scale.
    int width = 0;
    int height = 0;
    int frames = 0;                    ///< render this many frames, then exit; 0: until the window is closed
    std::filesystem::path screenshot;  ///< PNG of the last of `frames`; empty: none
    std::filesystem::path ui_map;      ///< JSON with the rectangles of the last frame's controls; empty: none
};

}  // namespace convscope
