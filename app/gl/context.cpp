#include "app/gl/context.h"

#include <backends/imgui_impl_opengl3.h>
#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>

#include "app/gl/program.h"

namespace convscope::gl {

Context::Context(void* (*find_function)(const char*)) {
    // glad needs its own type of function pointer. On all systems with GLFW it has the representation of void*.
    static_assert(sizeof(GLADapiproc) == sizeof(void*));
    if (gladLoadGL(reinterpret_cast<GLADloadfunc>(find_function)) == 0)
        throw Error(
            "OpenGL 3.3 is not available here. Update the graphics driver, or start with LIBGL_ALWAYS_SOFTWARE=1");
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

Context::~Context() {
    ImGui_ImplOpenGL3_Shutdown();
}

void Context::refresh_fonts() {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

void Context::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
}

void Context::clear(Size size, float red, float green, float blue) {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDisable(GL_SCISSOR_TEST);
    glViewport(0, 0, size.cols, size.rows);
    glClearColor(red, green, blue, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

void Context::draw_imgui() {
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Context::set_rasterizing(bool on) {
    on ? glDisable(GL_RASTERIZER_DISCARD) : glEnable(GL_RASTERIZER_DISCARD);
}

std::vector<std::uint8_t> Context::read_pixels(Size size) const {
    const auto row_bytes = static_cast<std::size_t>(size.cols) * 3;
    std::vector<std::uint8_t> pixels(row_bytes * static_cast<std::size_t>(size.rows));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_BACK);
    glReadPixels(0, 0, size.cols, size.rows, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
    const auto half = static_cast<std::size_t>(size.rows / 2);
    for (std::size_t r = 0; r < half; ++r) {
        const auto top = pixels.begin() + static_cast<std::ptrdiff_t>(r * row_bytes);
        const auto bottom = pixels.end() - static_cast<std::ptrdiff_t>((r + 1) * row_bytes);
        std::swap_ranges(top, top + static_cast<std::ptrdiff_t>(row_bytes), bottom);
    }
    return pixels;
}

}  // namespace convscope::gl
