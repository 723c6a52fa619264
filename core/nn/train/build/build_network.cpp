#include "core/nn/train/build/build_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <stdexcept>
#include <utility>

#include "core/base/text/translation.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/layers/channels/dense.h"
#include "core/nn/layers/pointwise/activation_layer.h"
#include "core/nn/layers/pointwise/batch_normalization.h"
#include "core/nn/layers/pointwise/dropout.h"
#include "core/nn/layers/shape/flatten.h"
#include "core/nn/layers/window/conv2d.h"
#include "core/nn/layers/window/pooling2d.h"

namespace convscope::nn {

namespace {

constexpr std::int64_t kPoolingSide = 2;
constexpr std::array<Message, 4> kOrdinals{tr("first"), tr("second"), tr("third"), tr("fourth")};

/// Adds layers one after the other until one does not fit.
class Outliner {
  public:
    Outliner(const NetworkSettings& settings, const NetworkTask& task, std::string_view times)
        : settings_(settings), times_(times), shape_(task.input) {}

    NetworkOutline run(std::int64_t classes) {
        for (int i = 0; i < settings_.convolutions; ++i) {
            add_convolution(i);
            add_pooling(i);
        }
        add("flatten", std::make_shared<Flatten>());
        for (std::size_t i = 0; i < settings_.dense.size(); ++i) {
            add_dense(settings_.dense[i], {settings_.activation}, i);
            add_dropout(i);
        }
        if (settings_.dense.empty()) add_dropout(0);
        add_dense(classes, {ActivationKind::softmax}, settings_.dense.size());
        return std::move(outline_);
    }

  private:
    /// The name of layer number `i` of its kind, as Keras numbers them.
    static std::string numbered(const std::string& name, std::size_t i) {
        return i == 0 ? name : fmt::format("{}_{}", name, i);
    }

    void add(const std::string& name, SharedLayer layer) {
        if (outline_.fault) return;
        const std::array inputs{shape_};
        std::int64_t parameters = 0;
        for (const WeightSpec& spec : layer->weights(inputs)) parameters += spec.shape.count();
        outline_.parameters += parameters;
        shape_ = layer->output_shape(inputs);
        outline_.layers.push_back({name, std::move(layer), shape_, parameters});
    }

    void fail(std::string name, std::string sentence) {
        if (!outline_.fault) outline_.fault = {outline_.layers.size(), std::move(name), std::move(sentence)};
    }

    /// The settings that leave more rows and columns.
    std::string remedy() const {
        if (settings_.same_padding) return tr("Use fewer convolutions or no pooling.");
        if (settings_.pooling == PoolingChoice::none)
            return tr("Use fewer convolutions, a smaller kernel or padding \"same\".");
        return tr("Use fewer convolutions, a smaller kernel, no pooling or padding \"same\".");
    }

    void add_convolution(int i) {
        const std::int64_t side = settings_.kernel;
        const std::string name = numbered("conv2d", static_cast<std::size_t>(i));
        const std::int64_t smaller = std::min(shape_.rows(), shape_.cols());
        if (!settings_.same_padding && smaller < side)
            fail(name, tr("The {} convolution would get {} {} {} values, fewer than its kernel of {} {} {}: {} - {} "
                          "+ 1 = {}. {}",
                          kOrdinals.at(static_cast<std::size_t>(i)), shape_.rows(), times_, shape_.cols(), side, times_,
                          side, smaller, side, smaller - side + 1, remedy()));
        if (outline_.fault) return;
        const Window window{
            .rows = side, .cols = side, .padding = settings_.same_padding ? Padding::same : Padding::valid};
        const Activation activation{settings_.activation};
        add(name, std::make_shared<Conv2D>(
                      Conv2D::Parameters{.filters = settings_.filters,
                                         .window = window,
                                         .activation = settings_.batch_normalization ? Activation{} : activation}));
        if (!settings_.batch_normalization) return;
        add(numbered("batch_normalization", static_cast<std::size_t>(i)),
            std::make_shared<BatchNormalization>(BatchNormalization::Parameters{}));
        if (!activation.is_linear())
            add(numbered("activation", static_cast<std::size_t>(i)), std::make_shared<ActivationLayer>(activation));
    }

    void add_pooling(int i) {
        if (settings_.pooling == PoolingChoice::none) return;
        const bool maximum = settings_.pooling == PoolingChoice::maximum;
        const std::string name = numbered(maximum ? "max_pooling2d" : "average_pooling2d", static_cast<std::size_t>(i));
        const std::int64_t smaller = std::min(shape_.rows(), shape_.cols());
        if (smaller < kPoolingSide)
            fail(name, tr("The {} pooling layer would get {} {} {} values, fewer than its window of {} {} {}: "
                          "{} / {} = 0. {}",
                          kOrdinals.at(static_cast<std::size_t>(i)), shape_.rows(), times_, shape_.cols(), kPoolingSide,
                          times_, kPoolingSide, smaller, kPoolingSide, remedy()));
        if (outline_.fault) return;
        const Window window{
            .rows = kPoolingSide, .cols = kPoolingSide, .row_stride = kPoolingSide, .col_stride = kPoolingSide};
        if (maximum)
            add(name, std::make_shared<MaxPooling2D>(window));
        else
            add(name, std::make_shared<AveragePooling2D>(window));
    }

    void add_dense(std::int64_t units, const Activation& activation, std::size_t i) {
        const std::string name = numbered("dense", i);
        const std::int64_t parameters = (shape_.count() + 1) * units;
        if (outline_.parameters + parameters > kMaxBuiltParameters)
            fail(name, tr("The {} dense layer would have ({} + 1) {} {} = {} weights, and a network can have "
                          "at most {}. Use pooling, fewer filters, or fewer units.",
                          kOrdinals.at(i), with_commas(shape_.count()), times_, with_commas(units),
                          with_commas(parameters), with_commas(kMaxBuiltParameters)));
        add(name, std::make_shared<Dense>(Dense::Parameters{.units = units, .activation = activation}));
    }

    void add_dropout(std::size_t i) {
        if (settings_.dropout > 0) add(numbered("dropout", i), std::make_shared<Dropout>(settings_.dropout));
    }

    const NetworkSettings& settings_;
    std::string_view times_;
    Shape shape_;
    NetworkOutline outline_;
};

ModelInfo info_for(const NetworkTask& task) {
    ModelInfo info{.name = task.name, .labels = task.class_names};
    info.preprocessing.inversion = Inversion::automatic;
    info.preprocessing_known = true;
    return info;
}

}  // namespace

NetworkOutline outline(const NetworkSettings& settings, const NetworkTask& task, std::string_view times) {
    assert(settings_fault(settings).empty());
    return Outliner(settings, task, times).run(task.classes);
}

Model outline_model(const NetworkOutline& outline, const NetworkTask& task) {
    ModelBuilder builder(info_for(task));
    builder.input("input", task.input);
    for (const PlannedLayer& planned : outline.layers) builder.add(planned.name, planned.layer);
    return builder.build();
}

Model build_network(const NetworkSettings& settings, const NetworkTask& task, WeightStart start, std::uint64_t seed) {
    if (const std::string fault = settings_fault(settings); !fault.empty()) throw std::invalid_argument(fault);
    const NetworkOutline planned = outline(settings, task);
    if (planned.fault) throw std::invalid_argument(planned.fault->sentence);
    return with_start(outline_model(planned, task), start, seed);
}

}  // namespace convscope::nn
