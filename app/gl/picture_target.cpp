#include "app/gl/picture_target.h"

#include <glad/gl.h>

#include <vector>

namespace convscope::gl {

PicturePainter::PicturePainter() {
    // The core profile needs a bound vertex array object to draw; it may be empty.
    glGenVertexArrays(1, &vertex_array_);
}

PicturePainter::~PicturePainter() {
    glDeleteVertexArrays(1, &vertex_array_);
}

const Texture& PicturePainter::colour_texture(const std::uint8_t* table) {
    std::size_t slot = 0;
    while (slot + 1 < colour_textures_.size() && colour_textures_[slot].table != nullptr &&
           colour_textures_[slot].table != table)
        ++slot;
    ColourTexture& colours = colour_textures_[slot];
    if (colours.table == table) return colours.texture;
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 256; ++i) {
        pixels.insert(pixels.end(), table + std::ptrdiff_t{3} * i, table + std::ptrdiff_t{3} * i + 3);
        pixels.push_back(255);
    }
    colours.texture.upload_rgba({1, 256}, pixels);
    colours.table = table;
    return colours.texture;
}

void PicturePainter::set_colour(const char* name, const std::array<std::uint8_t, 3>& colour, float alpha) const {
    program_.set(name, static_cast<float>(colour[0]) / 255, static_cast<float>(colour[1]) / 255,
                 static_cast<float>(colour[2]) / 255, alpha);
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
    program_.set("in_colour", draw.in_colour ? 1.0F : 0.0F);
    program_.set("range", draw.range.low, draw.range.high);
    set_colour("nan_colour", draw.nan_colour, 1);
    const float marks = draw.marks_outside ? 1.0F : 0.0F;
    set_colour("below_colour", draw.below_colour, marks);
    set_colour("above_colour", draw.above_colour, marks);
    program_.set("reduction", static_cast<float>(draw.reduction));
    program_.set("revealed", static_cast<float>(draw.revealed_row), static_cast<float>(draw.revealed_col));
    program_.set("hidden_opacity", draw.hidden_opacity);
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

void PictureTarget::upload_colours(Size size, std::span<const std::uint8_t> rgba) {
    values_.upload_rgba(size, rgba);
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
