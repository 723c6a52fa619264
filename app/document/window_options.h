// The options of the window as the command line gives them, as a plain value.
// Must not include the parser or the window: it passes from one to the other.
#pragma once

#include <filesystem>
#include <vector>

namespace convscope {

struct WindowOptions {
    std::vector<std::filesystem::path> files;  ///< pictures, models and sessions; their kinds are found on opening
    std::filesystem::path session;             ///< empty: none asked for
    int width = 1280;                          ///< of the window, in pixels
    int height = 800;
    int frames = 0;                    ///< render this many frames, then exit; 0: until the window is closed
    std::filesystem::path screenshot;  ///< PNG of the last of `frames`; empty: none
    std::filesystem::path ui_map;      ///< JSON with the rectangles of the last frame's controls; empty: none
};

}  // namespace convscope
