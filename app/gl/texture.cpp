#include "app/gl/texture.h"

#include <glad/gl.h>

#include <utility>

namespace convscope::gl {

Texture::~Texture() {
    if (id_ != 0) glDeleteTextures(1, &id_);
}

Texture::Texture(Texture&& other) noexcept
    : id_(std::exchange(other.id_, 0)), size_(other.size_), internal_format_(other.internal_format_) {}

Texture& Texture::operator=(Texture&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(size_, other.size_);
    std::swap(internal_format_, other.internal_format_);
    return *this;
}

void Texture::bind() {
    if (id_ == 0) {
        glGenTextures(1, &id_);
        glBindTexture(GL_TEXTURE_2D, id_);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    } else {
        glBindTexture(GL_TEXTURE_2D, id_);
    }
}

void Texture::storage(Size size, int internal_format, unsigned format, unsigned type, const void* pixels) {
    bind();
    if (size == size_ && internal_format == internal_format_) {
        if (pixels != nullptr) glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.cols, size.rows, format, type, pixels);
    } else {
        glTexImage2D(GL_TEXTURE_2D, 0, internal_format, size.cols, size.rows, 0, format, type, pixels);
        size_ = size;
        internal_format_ = internal_format;
    }
}

void Texture::upload(const FloatImage& image) {
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<int>(image.stride()));
    storage(image.size(), GL_R32F, GL_RED, GL_FLOAT, image.row(0));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
}

void Texture::upload_rgba(Size size, std::span<const std::uint8_t> pixels) {
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    storage(size, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
}

void Texture::allocate_rgba(Size size) {
    storage(size, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
}

}  // namespace convscope::gl
