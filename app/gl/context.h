// OpenGL's functions, Dear ImGui's renderer, and the window's back buffer.
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/plane.h"

namespace convscope::gl {

/// Loads OpenGL's functions and starts Dear ImGui's renderer, which its destructor ends. Needs a current OpenGL 3.3
/// core context and Dear ImGui's context; both must outlive this object. Throws Error.
class Context {
  public:
    explicit Context(void* (*find_function)(const char*));
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    /// Uploads Dear ImGui's font atlas again. Call it after the fonts have changed.
    void refresh_fonts();
    void begin_frame();
    /// Fills the window's back buffer with an sRGB colour, components from 0 to 1.
    void clear(Size size, float red, float green, float blue);
    /// Draws the draw lists of ImGui::Render().
    void draw_imgui();
    /// False: OpenGL checks and takes every call, but colours no pixel until this is called with true.
    void set_rasterizing(bool on);
    /// The back buffer as RGB bytes, beginning with the top row.
    std::vector<std::uint8_t> read_pixels(Size size) const;
};

}  // namespace convscope::gl
