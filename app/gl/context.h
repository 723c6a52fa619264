// The drawing side of a frame: OpenGL's functions, Dear ImGui's renderer, the pixels of the window.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/plane.h"

namespace convscope::gl {

/// Loads OpenGL's functions and starts Dear ImGui's renderer; both end with this object. Needs a current 3.3 core
/// context, which must outlive it, and Dear ImGui's context. Throws Error.
class Context {
  public:
    explicit Context(void* (*find_function)(const char*));
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    /// Uploads Dear ImGui's font atlas anew, after its fonts have changed.
    void refresh_fonts();
    void begin_frame();
    /// Clears the window's back buffer to an sRGB colour, components 0..1.
    void clear(Size size, float red, float green, float blue);
    /// Draws what ImGui::Render() has prepared.
    void draw_imgui();
    /// The back buffer as RGB bytes, the first row on top.
    std::vector<std::uint8_t> read_pixels(Size size) const;
};

}  // namespace convscope::gl
