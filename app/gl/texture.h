// OpenGL textures. A texture keeps its storage as long as size and format do not change.
#pragma once

#include <cstdint>
#include <span>

#include "core/image/plane.h"

namespace convscope::gl {

/// Needs a current OpenGL context.
class Texture {
  public:
    Texture() = default;
    ~Texture();
    Texture(Texture&& other) noexcept;
    Texture& operator=(Texture&& other) noexcept;

    /// One float per texel, interpolated linearly.
    void upload(const FloatImage& image);
    /// size.rows x size.cols RGBA bytes.
    void upload_rgba(Size size, std::span<const std::uint8_t> pixels);
    /// Makes storage of RGBA bytes to draw into, with undefined contents.
    void allocate_rgba(Size size);

    unsigned id() const { return id_; }
    Size size() const { return size_; }

  private:
    void bind();
    void storage(Size size, int internal_format, unsigned format, unsigned type, const void* pixels);

    unsigned id_ = 0;
    Size size_;
    int internal_format_ = 0;
};

}  // namespace convscope::gl
