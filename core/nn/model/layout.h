// The layout of a tensor in the file that a model was read from: channels first, for instance, or without a batch. It
// is needed to read and write raw tensors; in memory every example is N,H,W,C.
// A model stores layouts; core/io/arrangement.h is the form that the readers compute with, in which a transpose or
// reshape is one change. Must not include a file format: core/nn stands below core/io.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// `axes` are the lengths of the file's axes, with kBatchAxis for the batch. `factors` are lengths whose products, from
/// the first on, are the axes. `order` lists the indexes of all factors except the batch in the order in which memory
/// has them. Channels first is axes = factors = {kBatchAxis, C, H, W} with the order {2, 3, 1}.
struct Layout {
    static constexpr std::int64_t kBatchAxis = -1;

    std::vector<std::int64_t> axes;
    std::vector<std::int64_t> factors;
    std::vector<std::size_t> order;
    bool operator==(const Layout&) const = default;

    /// True if an axis is the batch; else the tensor is one example.
    bool is_batched() const;
    /// Values of one example.
    std::int64_t count() const;
    /// True if the factors multiply to the axes, at most one of them is the batch, and the order names each other
    /// factor once.
    bool is_sound() const;
};

/// N, ...shape: the layout of a file that has the model's order.
Layout plain_layout(const Shape& shape);
/// N,C,H,W for an example {rows, cols, channels}.
Layout channels_first(const Shape& image);

/// The axes, as "N, 1, 28, 28".
std::string to_string(const Layout& layout);
/// The number of examples in a tensor of that shape; a shape without the batch axis holds one. nullopt for a shape that
/// does not fit the layout.
std::optional<std::int64_t> examples_in(const Layout& layout, const Shape& file_shape);
/// Converts a tensor of the file to examples in the model's order, one after the other. `file_values` has the values
/// of `batch` examples.
std::vector<float> from_file_layout(const Layout& layout, std::int64_t batch, std::span<const float> file_values);
/// Converts `batch` examples in the model's order to the file's tensor.
Tensor to_file_layout(const Layout& layout, std::int64_t batch, std::span<const float> examples);

}  // namespace convscope::nn
