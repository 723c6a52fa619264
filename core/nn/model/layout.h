// How the file that a model came from arranges a tensor: channels first, with the batch elsewhere or none at all. What
// it says is for reading and writing raw tensors; inside, every example stays N,H,W,C.
// Knows no file format.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// A tensor of the file in terms of ours. `factors` are the lengths of its axes, each possibly split further, in the
/// file's order; `order` lists the factors but the batch in the order in which an example has them in our memory.
/// Channels first is axes = factors = {kBatchAxis, C, H, W} with the order {2, 3, 1}.
struct Layout {
    static constexpr std::int64_t kBatchAxis = -1;

    std::vector<std::int64_t> axes;
    std::vector<std::int64_t> factors;
    std::vector<std::size_t> order;
    bool operator==(const Layout&) const = default;

    /// True where the file has the examples side by side; without, its tensor is one example.
    bool is_batched() const;
    /// Values of one example.
    std::int64_t count() const;
    /// False unless the factors make the axes, at most one of them is the batch, and the order names each other factor
    /// once.
    bool is_sound() const;
};

/// N, ...shape: what a file has that says nothing else.
Layout plain_layout(const Shape& shape);
/// N,C,H,W for an example {rows, cols, channels}.
Layout channels_first(const Shape& image);

/// "N, 1, 28, 28", as a sentence names it.
std::string to_string(const Layout& layout);
/// How many examples a tensor of the file with that shape holds; a batched one may leave out the batch. nullopt for a
/// shape that does not fit.
std::optional<std::int64_t> examples_in(const Layout& layout, const Shape& own);
/// Examples of the file's tensor, one after the other in our order. `own` has the values of examples_in() examples.
std::vector<float> from_own(const Layout& layout, std::int64_t batch, std::span<const float> own);
/// The file's tensor of these examples.
Tensor to_own(const Layout& layout, std::int64_t batch, std::span<const float> examples);

}  // namespace convscope::nn
