// A model as a table: Keras's summary, with receptive field, stride and work per layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/model/model.h"

namespace convscope::nn {

/// The size of a value's receptive field, including padding, and the distance between the receptive fields of
/// neighbouring values; in pixels of the first input.
struct ReceptiveField {
    std::int64_t rows = 1, cols = 1;
    /// nullopt if neighbouring fields do not have a common distance, as after a layer that puts the last rows before
    /// the first.
    std::optional<double> row_stride = 1, col_stride = 1;
    bool operator==(const ReceptiveField&) const = default;
};

/// The strides of rows and columns, with `times` in between: "2", "2 x 1", "none x 1".
std::string stride_text(const ReceptiveField& field, std::string_view times);

struct SummaryRow {
    int node = 0;
    std::string name;
    std::string type;
    Shape shape;  ///< Node::declared_shape()
    std::int64_t parameters = 0;
    std::int64_t trainable = 0;
    std::int64_t multiply_adds = 0;       ///< for one example
    std::optional<ReceptiveField> field;  ///< only for images that depend on the first input
    std::vector<std::string> inputs;      ///< their names
};

struct Summary {
    std::string model;
    std::vector<SummaryRow> rows;  ///< one per node; as in Keras, the input of a model that is a chain is left out
    std::int64_t parameters = 0, trainable = 0, multiply_adds = 0;
};

Summary summarise(const Model& model);

/// The table as text, columns aligned, with the totals below. The inputs of each node are listed if the model is not a
/// chain.
std::string to_text(const Summary& summary);

/// 243786 as "243,786".
std::string with_commas(std::int64_t number);

}  // namespace convscope::nn
