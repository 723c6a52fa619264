// The layout of a tensor in the file that a model was read from: channels first, for instance, or without a batch axis.
// It converts raw tensors of the file; in memory every tensor is N,H,W,C.
// A Node stores a Layout. While the readers read a file, they use core/io/arrangement.h, in which a transpose or a
// reshape is a single operation. Must not include a file format: core/nn is below core/io.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/nn/model/tensor.h"

namespace convscope::nn {

/// `axes` are the lengths of the file's axes, with kBatchAxis for the batch. `factors` splits them: each axis is the
/// product of one or more consecutive factors. `order` lists the indexes of all factors except the batch in the model's
/// order in memory, outermost first. Channels first is axes = factors = {kBatchAxis, C, H, W} with the order {2, 3, 1}.
struct Layout {
    static constexpr std::int64_t kBatchAxis = -1;

    std::vector<std::int64_t> axes;
    std::vector<std::int64_t> factors;
    std::vector<std::size_t> order;
    bool operator==(const Layout&) const = default;

    /// True if one axis is the batch; false if the tensor holds a single example.
    bool is_batched() const;
    /// The number of values of one example.
    std::int64_t count() const;
    /// True if the factors multiply to the axes, at most one of them is the batch, and `order` names every other factor
    /// once.
    bool is_sound() const;
};

/// N, then the axes of the shape: the layout of a file with the model's axis order.
Layout plain_layout(const Shape& shape);
/// The layout N,C,H,W for an example {rows, cols, channels}.
Layout channels_first(const Shape& image);

/// The axes as text: "N, 1, 28, 28".
std::string to_string(const Layout& layout);
/// The number of examples in a tensor of the file with this shape: 1 if the shape lacks the batch axis; nullopt if the
/// shape does not fit the layout.
std::optional<std::int64_t> examples_in(const Layout& layout, const Shape& file_shape);
/// Converts a tensor of the file to examples in the model's order, one after the other. `file_values` holds `batch`
/// examples.
std::vector<float> from_file_layout(const Layout& layout, std::int64_t batch, std::span<const float> file_values);
/// Converts `batch` examples in the model's order to the file's tensor.
Tensor to_file_layout(const Layout& layout, std::int64_t batch, std::span<const float> examples);

}  // namespace convscope::nn
