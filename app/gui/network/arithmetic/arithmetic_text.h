// The arithmetic of a value in words, as plain data: the origin of copied values and the lines of the calculation. Must
// not include the document or anything that draws, so that it can be tested without a window.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/nn/inspect/explain.h"

namespace convscope {

/// The window that slides over the node's input; nullopt for layers that are neither convolution nor pooling.
std::optional<nn::SlidingWindow> sliding_window(const nn::Model& model, int node);
/// "row 2, column 2 of map 12" in an image, "value 812" in a vector.
std::string place_text(const nn::Shape& shape, const nn::Position& at);
/// "At row 7, column 12 of map 17", "Value 812 of 1600", with the class if the values are the model's answer.
std::string arithmetic_title(const nn::Model& model, int node, const nn::Position& at);

/// The position of a value in the layer that computed it; later layers only copied it.
struct Origin {
    int node = 0;
    nn::Position at;
};
Origin origin_of(const nn::Model& model, int node, const nn::Position& at);
/// The input position of one term of a node's value, as text.
struct TermText {
    std::string where;   ///< the place on the map before any Flatten; with several inputs, also the input's name
    std::string number;  ///< "value 812" if `where` is a place before Flatten; otherwise empty
};
TermText term_text(const nn::Model& model, int node, const nn::Position& at, const nn::Term& term);
/// A sentence that names the input value that a copying layer outputs; empty for other layers.
std::string copy_sentence(const nn::Model& model, int node, const nn::Explanation& explanation);

/// One line of the calculation.
struct ResultLine {
    std::string_view name;  ///< of its control
    std::string label;
    double value = 0;
    bool strong = false;
    std::string short_label = {};  ///< for places that are too narrow for `label`; empty: there is no shorter one
};
/// The lines of the calculation. Depending on the layer, they are the figures of batch normalization, the sum of the
/// terms, the bias, the total and the result. The last line is the value shown, which is 0 if the channel is `ablated`.
std::vector<ResultLine> result_lines(const nn::Node& node, const nn::Explanation& explanation, bool ablated);
/// "ReLU", "leaky ReLU", "softmax", "square".
std::string display_name(const nn::Activation& activation);

/// The indices of the parts of an explanation in order of their size, the largest first: channels by their sums, terms
/// by their products, or by their values in a maximum or a product of terms.
std::vector<std::size_t> by_magnitude(const nn::Explanation& explanation);

/// "Receptive field 10 x 10 pixels of the input: rows 4-13, columns 8-17"; empty for an empty region.
std::string receptive_sentence(const nn::Region& field, const nn::Shape& input);
/// "Input pixel (3, 4) reaches 3 x 3 of this layer: rows ..., columns ...".
std::string reach_sentence(std::string_view input_value, const nn::Region& reached, const nn::Shape& layer);
std::string reach_sentence(const nn::Position& pixel, const nn::Region& reached, const nn::Shape& layer);

}  // namespace convscope
