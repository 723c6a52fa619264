// What the tests of the Layers pages share: a window that shows one of them, activations of a plan made for the
// purpose, a folder of test pictures.
#pragma once

#include <algorithm>
#include <cmath>
#include <fstream>
#include <span>
#include <vector>

#include "app/document/network.h"
#include "core/nn/inspect/trace.h"
#include "tests/gui/layers_support.h"
#include "tests/support/idx_files.h"

namespace convscope::test {

/// The Layers workspace, showing the page behind `key`.
class PageDriver : public LayersDriver {
  public:
    explicit PageDriver(int key, int width = 1280, int height = 800) : LayersDriver(width, height) { this->key(key); }
};

inline nn::Trace fresh_trace(const nn::Model& model, const NetworkInput& input, const nn::Edits& edits = {}) {
    nn::Plan plan(nn::applied(model, edits), 1);
    plan.set_input(0, input_tensor(input, model).values);
    for (const auto& [node, channels] : edits.ablated) plan.set_ablated(node, channels);
    plan.run();
    nn::Trace trace;
    nn::snapshot(plan, trace);
    return trace;
}

/// True when all values are the same up to rounding.
inline bool same_values(std::span<const float> a, std::span<const float> b) {
    return std::ranges::equal(a, b, [](float x, float y) { return std::abs(x - y) <= 1e-5F * (1 + std::abs(y)); });
}

/// A new folder with `count` labelled test pictures of 28 x 28, no two the same; the label is the number modulo 10.
inline std::filesystem::path write_test_images(const std::filesystem::path& parent, int count) {
    constexpr int kPixels = 28 * 28;
    samples::IdxBytes pixels, labels;
    for (int i = 0; i < count; ++i) {
        labels.push_back(static_cast<std::uint8_t>(i % 10));
        for (int p = 0; p < kPixels; ++p) pixels.push_back(static_cast<std::uint8_t>((p * (i + 3) + p / 28 * i) % 256));
    }
    const auto number = static_cast<std::uint32_t>(count);
    std::filesystem::path folder = parent / "images";
    std::filesystem::create_directory(folder);
    const auto write = [&](const char* name, const samples::IdxBytes& bytes) {
        std::ofstream(folder / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    };
    write("t10k-images-idx3-ubyte", samples::idx({number, 28, 28}, pixels));
    write("t10k-labels-idx1-ubyte", samples::idx({number}, labels));
    return folder;
}

}  // namespace convscope::test
