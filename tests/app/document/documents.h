// Documents and pictures for the tests of app/document.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "app/document/document.h"

namespace convscope {

/// A picture of equal bytes, with one or three channels. Every call makes a new picture.
inline OpenPicture plain_picture(std::filesystem::path file, Size size, std::size_t channels = 1) {
    OpenPicture picture{.file = std::move(file), .is_sample = false, .picture = {}};
    for (std::size_t i = 0; i < channels; ++i)
        picture.picture.planes.emplace_back(size, std::vector<std::uint8_t>(static_cast<std::size_t>(size.area()), 7));
    return picture;
}

/// A document in which no setting has its default value (except `playing`, which is never saved).
inline Document unusual_document() {
    Document document;
    document.picture = {.file = "/pictures/stairs and rails.png", .is_sample = false, .picture = {}};
    Lab& lab = document.lab;
    lab.filters[0] = {.kernel = {5, {}}, .weight = 0.1F, .bias = -12.75F};
    lab.filters[1] = {.kernel = {5, {}}, .weight = 0.0625F, .bias = 1e6F, .normalise = true};
    for (LabFilter& filter : lab.filters) filter.kernel.size = 5;
    lab.filters[7].median = true;
    for (std::size_t i = 0; i < 25; ++i) lab.filters[0].kernel.values.at(i) = 1.0F / (static_cast<float>(i) - 7.5F);
    lab.filters[1].kernel.values[12] = 16;
    lab.kinds = {ValueKind::non_negative, ValueKind::picture};
    lab.count = 2;
    lab.edited = 1;
    lab.channel = Channel::blue;
    lab.stride = 3;
    lab.dilation = 4;
    lab.border = Border::replicate;
    lab.activation = Activation::absolute;
    lab.pooling = Pooling::average;
    lab.pool_size = 4;
    lab.motion = {.right = -7, .down = 12, .turn = 22.5F, .zoom = 1.25F};
    lab.noise = {NoiseKind::salt_and_pepper, 0.125F, 99};
    LabView& view = document.lab_view;
    view.page = LabPage::learn;
    view.camera = {.zoom = 12.3456789, .centre_row = 100.125, .centre_col = 1.0 / 3, .fitted = false};
    view.colour_map = ColourMap::viridis;
    view.range_scope = RangeScope::each;
    view.gain = 2.5F;
    view.true_size = true;
    view.lens = false;
    view.strip_stage = Stage::pooled;
    view.combination = Combination::direction;
    view.pinned = PixelRef{Stage::pooled, 1, 17, 23};
    view.player = {
        .active = true, .pass = PlayerPass::pool, .position = 1234.5, .speed = 0.9, .pixel = 4321, .filter = 1};
    return document;
}

}  // namespace convscope
