// What the arithmetic behind a value says, as plain data: where values come from, how sizes follow from the window, the
// lines from the terms to the result. Draws nothing and knows no document.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/inspect/explain.h"
#include "core/nn/model/window.h"

namespace convscope {

/// The window that slides over a layer's input.
struct SlidingWindow {
    nn::WindowAxes axes;
    bool same = false;     ///< padded such that only the stride makes the output smaller
    bool pooling = false;  ///< false: convolution
};
/// None for layers that are neither convolution nor pooling.
std::optional<SlidingWindow> sliding_window(const nn::Model& model, int node);
/// How the output's size follows: "(28 - 3) / 1 + 1 = 26", "11 / 2 = 5: the last row and column are dropped". Rows and
/// columns apart where they differ.
std::string size_sentence(const SlidingWindow& window);

/// "row 2, column 2 of map 12" in an image, "value 812" in a vector.
std::string place_text(const nn::Shape& shape, const nn::Position& at);
/// "At row 7, column 12 of map 17", "Value 812 of 1600", with the class where the values are the model's answer.
std::string arithmetic_title(const nn::Model& model, int node, const nn::Position& at);

/// Where a value was before layers that only hand values on.
struct Origin {
    int node = 0;
    nn::Position at;
};
Origin origin_of(const nn::Model& model, int node, const nn::Position& at);
/// Where a term behind a node's value comes from.
struct TermText {
    std::string where;   ///< behind Flatten its place on the map it was on; of several inputs the one's name
    std::string number;  ///< "value 812" where `where` is its place on a map; else empty
};
TermText term_text(const nn::Model& model, int node, const nn::Position& at, const nn::Term& term);
/// What a layer that only hands values on does with this one; empty for other layers.
std::string copy_sentence(const nn::Model& model, int node, const nn::Explanation& explanation);

/// One line of the way to the result.
struct ResultLine {
    std::string_view name;  ///< of its control
    std::string label;
    double value = 0;
    bool strong = false;
};
/// The terms' sum, the bias, the sum, the result: what there is of them, and what batch normalization is made of. The
/// last one is the value shown. `ablated`: the layer's channel is set to 0 whatever is computed.
std::vector<ResultLine> result_lines(const nn::Node& node, const nn::Explanation& explanation, bool ablated);
/// An activation as one says it: "ReLU", "leaky ReLU", "softmax".
std::string spoken_activation(nn::ActivationKind kind);

/// The indices of the parts of an explanation, those that count most first: channels by their sums, terms by their
/// products (by their values where the largest wins, or where all are multiplied).
std::vector<std::size_t> by_weight(const nn::Explanation& explanation);

/// "Receptive field 10 x 10 pixels of the input: rows 4-13, columns 8-17"; empty for an empty region.
std::string receptive_sentence(const nn::Region& field, const nn::Shape& input);
/// "Input pixel (3, 4) reaches 3 x 3 of this layer: rows ..., columns ...".
std::string reach_sentence(const nn::Position& pixel, const nn::Region& reached, const nn::Shape& layer);

}  // namespace convscope
