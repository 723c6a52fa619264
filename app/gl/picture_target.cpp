#include "app/gl/picture_target.h"

#include <glad/gl.h>

#include <vector>

namespace convscope::gl {

PicturePainter::PicturePainter() {
    glGenVertexArrays(1, &vertex_array_);  // the core profile draws nothing without a vertex array, even an empty one
}

PicturePainter::~PicturePainter() {
    glDeleteVertexArrays(1, &vertex_array_);
}

const Texture& PicturePainter::colour_texture(const std::uint8_t* table) {
    std::size_t slot = 0;
    while (slot + 1 < maps_.size() && maps_[slot].table != nullptr && maps_[slot].table != table) ++slot;
    Map& map = maps_[slot];
    if (map.table == table) return map.texture;
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 256; ++i) {
        pixels.insert(pixels.end(), table + std::ptrdiff_t{3} * i, table + std::ptrdiff_t{3} * i + 3);
        pixels.push_back(255);
    }
    map.texture.upload_rgba({1, 256}, pixels);
    map.table = table;
    return map.texture;
}

void PicturePainter::paint(const Texture& values, const PictureDraw& draw) {
    const Texture& colours = colour_texture(draw.colour_table);
    std::array<int, 4> viewport{};
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    const bool magnified = draw.factor == 1 && draw.width <= viewport[2];
    program_.use();
    program_.set("values", 0);
    program_.set("colour_map", 1);
    program_.set("window", static_cast<float>(draw.x), static_cast<float>(draw.y), static_cast<float>(draw.width),
                 static_cast<float>(draw.height));
    program_.set("picture_size", static_cast<float>(draw.picture.cols), static_cast<float>(draw.picture.rows));
    program_.set("region_origin", static_cast<float>(draw.region.col), static_cast<float>(draw.region.row));
    program_.set("factor", static_cast<float>(draw.factor));
    program_.set("range", draw.range.low, draw.range.high);
    const auto& nan = draw.nan_colour;
    program_.set("nan_colour", static_cast<float>(nan[0]) / 255, static_cast<float>(nan[1]) / 255,
                 static_cast<float>(nan[2]) / 255, 1.0F);
    program_.set("revealed", static_cast<float>(draw.revealed_row), static_cast<float>(draw.revealed_col));
    program_.set("magnified", magnified ? 1.0F : 0.0F);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, colours.id());
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, values.id());
    glBindVertexArray(vertex_array_);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
    glUseProgram(0);
}

PictureTarget::~PictureTarget() {
    if (framebuffer_ != 0) glDeleteFramebuffers(1, &framebuffer_);
}

void PictureTarget::upload(const FloatImage& image) {
    values_.upload(image);
    stale_ = true;
}

void PictureTarget::draw(PicturePainter& painter, Size size, const PictureDraw& draw) {
    if (!stale_ && size == pixels_.size() && draw == drawn_) return;
    if (size != pixels_.size()) pixels_.allocate_rgba(size);
    if (framebuffer_ == 0) glGenFramebuffers(1, &framebuffer_);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, pixels_.id(), 0);
    glViewport(0, 0, size.cols, size.rows);
    painter.paint(values_, draw);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    drawn_ = draw;
    stale_ = false;
}

}  // namespace convscope::gl
