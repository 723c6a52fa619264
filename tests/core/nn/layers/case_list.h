// The list that the files with cases fill.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/pooling2d.h"
#include "tests/core/nn/layers/layer_cases.h"

namespace convscope::nn {

std::string described(const Window& window);
std::string described(const Activation& activation);

/// A list of cases. A case's name describes its layer, parameters and input shapes.
class Cases {
  public:
    template <class Kind, class... Arguments>
    void add(const std::string& details, std::vector<Shape> inputs, Arguments&&... arguments) {
        auto layer = std::make_shared<const Kind>(std::forward<Arguments>(arguments)...);
        std::string name(layer->type());
        if (!details.empty()) name += " " + details;
        for (const Shape& input : inputs) name += (&input == &inputs.front() ? " on " : " and ") + to_string(input);
        cases_.push_back({std::move(name), std::move(layer), std::move(inputs)});
    }
    void add_convolution(const Shape& image, const Conv2D::Parameters& p) {
        add<Conv2D>(fmt::format("{} {} filters {} groups {}{}", described(p.window), p.filters, p.groups,
                                described(p.activation), p.use_bias ? "" : " no bias"),
                    {image}, p);
    }
    void add_pooling(const Shape& image, const Window& window) {
        add<MaxPooling2D>(described(window), {image}, window);
        add<AveragePooling2D>(described(window), {image}, window);
        add<AveragePooling2D>(described(window) + " counting padding", {image}, window, true);
    }
    std::vector<LayerCase> take() { return std::move(cases_); }

  private:
    std::vector<LayerCase> cases_;
};

/// Layers that scale, shift or normalise values.
void add_scalings(Cases& cases);
void add_normalizations(Cases& cases);

}  // namespace convscope::nn
