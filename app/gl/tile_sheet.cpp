#include "app/gl/tile_sheet.h"

#include <glad/gl.h>

#include <cstddef>

namespace convscope::gl {

TilePainter::TilePainter(std::span<const std::uint8_t* const> tables, std::array<std::uint8_t, 3> nan_colour)
    : map_count_(static_cast<float>(tables.size())), nan_colour_(nan_colour) {
    std::vector<std::uint8_t> pixels;
    pixels.reserve(tables.size() * 256 * 4);
    for (const std::uint8_t* table : tables) {
        for (int i = 0; i < 256; ++i) {
            pixels.insert(pixels.end(), table + std::ptrdiff_t{3} * i, table + std::ptrdiff_t{3} * i + 3);
            pixels.push_back(255);
        }
    }
    colour_maps_.upload_rgba({static_cast<int>(tables.size()), 256}, pixels);
    glGenVertexArrays(1, &vertex_array_);
    glGenBuffers(1, &instances_);
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ARRAY_BUFFER, instances_);
    for (unsigned i = 0; i < 3; ++i) {
        glEnableVertexAttribArray(i);
        glVertexAttribPointer(i, 4, GL_FLOAT, GL_FALSE, sizeof(Tile),
                              reinterpret_cast<const void*>(std::uintptr_t{i} * 4 * sizeof(float)));
        glVertexAttribDivisor(i, 1);
    }
    glBindVertexArray(0);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
}

TilePainter::~TilePainter() {
    glDeleteBuffers(1, &instances_);
    glDeleteVertexArrays(1, &vertex_array_);
}

void TilePainter::paint(const Texture& values, Size size, std::span<const Tile> tiles) {
    program_.use();
    program_.set("values", 0);
    program_.set("colour_maps", 1);
    program_.set("target", static_cast<float>(size.cols), static_cast<float>(size.rows));
    program_.set("nan_colour", static_cast<float>(nan_colour_[0]) / 255, static_cast<float>(nan_colour_[1]) / 255,
                 static_cast<float>(nan_colour_[2]) / 255, 1.0F);
    std::vector<Tile> placed(tiles.begin(), tiles.end());
    for (Tile& tile : placed) tile.map = (tile.map + 0.5F) / map_count_;
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, colour_maps_.id());
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, values.id());
    glBindVertexArray(vertex_array_);
    glBindBuffer(GL_ARRAY_BUFFER, instances_);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(placed.size() * sizeof(Tile)), placed.data(), GL_STREAM_DRAW);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(placed.size()));
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    glBindVertexArray(0);
    glUseProgram(0);
}

TileSheet::~TileSheet() {
    if (framebuffer_ != 0) glDeleteFramebuffers(1, &framebuffer_);
}

void TileSheet::upload(const FloatImage& values) {
    values_.upload(values);
    stale_ = true;
}

void TileSheet::draw(TilePainter& painter, Size size, const std::vector<Tile>& tiles) {
    if (!stale_ && size == pixels_.size() && tiles == drawn_) return;
    if (size != pixels_.size()) pixels_.allocate_rgba(size);
    if (framebuffer_ == 0) glGenFramebuffers(1, &framebuffer_);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, pixels_.id(), 0);
    glViewport(0, 0, size.cols, size.rows);
    glClearColor(0, 0, 0, 0);
    glDisable(GL_SCISSOR_TEST);
    glClear(GL_COLOR_BUFFER_BIT);
    if (!tiles.empty()) painter.paint(values_, size, tiles);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    drawn_ = tiles;
    stale_ = false;
    ++times_drawn_;
}

}  // namespace convscope::gl
