#include "app/gui/training/panels/network_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/panels/layer_names.h"
#include "app/gui/training/panels/setting_rows.h"
#include "core/nn/inspect/layer_arithmetic.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/model/layer.h"

namespace convscope {

namespace {

constexpr float kSummaryRow = 24, kShapeWidth = 92, kParametersWidth = 72;
constexpr std::array<int, 5> kFilterChoices{8, 16, 32, 64, 128};

enum class NetworkChoice { course, plain, own, open };

NetworkChoice shown_choice(const Training& training) {
    if (training.origin == NetworkOrigin::open_model) return NetworkChoice::open;
    if (training.network == nn::NetworkSettings{}) return NetworkChoice::course;
    if (training.network == nn::plain_settings()) return NetworkChoice::plain;
    return NetworkChoice::own;
}

void choose_network(Training& training, NetworkChoice choice) {
    if (choice == NetworkChoice::course) return use_course_network(training);
    end_teaching(training);
    training.origin = choice == NetworkChoice::open ? NetworkOrigin::open_model : NetworkOrigin::settings;
    if (choice == NetworkChoice::plain) training.network = nn::plain_settings();
    if (choice == NetworkChoice::own && shown_choice(training) != NetworkChoice::own)
        training.network = Training{}.network;
}

void show_origin(TrainingScene& scene, Rect& column) {
    const bool has_model = scene.frame.document.network.model.model != nullptr;
    const std::array<Segment, 4> choices{
        Segment{"course", "Course",
                "The course's network and options: 64 filters, twice, a dense layer of 128, 5 epochs"},
        Segment{"plain", "Plain", "Without convolutions: dense layers on the pixels"},
        Segment{"own", "Own", "A small network to start from; all switches below change it"},
        Segment{"open", "Open",
                has_model ? "Train the model that is open in Layers further" : "No model is open in Layers",
                has_model}};
    choice_setting(scene, column, {"training.network", "Start from", "", "choice of the network"}, choices,
                   static_cast<int>(shown_choice(scene.training)), true,
                   [](Training& t, int index) { choose_network(t, static_cast<NetworkChoice>(index)); });
}

void show_convolutions(TrainingScene& scene, Rect& column) {
    const nn::NetworkSettings& network = scene.training.network;
    constexpr std::array<Segment, 5> kCounts{Segment{"0", "0", "No convolution: the plain network"},
                                             Segment{"1", "1", "Only the first convolution"},
                                             Segment{"2", "2", "As in the course"}, Segment{"3", "3", "One more"},
                                             Segment{"4", "4", "Two more: is anything left of the picture?"}};
    choice_setting(scene, column, {"training.convolutions", "Convolutions", "", "number of convolutions"}, kCounts,
                   network.convolutions, true, [](Training& t, int index) { t.network.convolutions = index; });
    constexpr std::array<Segment, 5> kFilters{Segment{"8", "8"}, Segment{"16", "16"}, Segment{"32", "32"},
                                              Segment{"64", "64"}, Segment{"128", "128"}};
    const auto* const filters = std::ranges::find(kFilterChoices, network.filters);
    choice_setting(
        scene, column, {"training.filters", "Filters of each convolution", "", "number of filters"}, kFilters,
        filters == kFilterChoices.end() ? -1 : static_cast<int>(filters - kFilterChoices.begin()), true,
        [](Training& t, int index) { t.network.filters = kFilterChoices.at(static_cast<std::size_t>(index)); });
    constexpr std::array<Segment, 7> kKernels{Segment{"1", "1", "1 \u00d7 1"}, Segment{"2", "2", "2 \u00d7 2"},
                                              Segment{"3", "3", "3 \u00d7 3"}, Segment{"4", "4", "4 \u00d7 4"},
                                              Segment{"5", "5", "5 \u00d7 5"}, Segment{"6", "6", "6 \u00d7 6"},
                                              Segment{"7", "7", "7 \u00d7 7"}};
    choice_setting(scene, column, {"training.kernel", "Rows and columns of a filter", "", "size of the filters"},
                   kKernels, network.kernel - 1, true, [](Training& t, int index) { t.network.kernel = index + 1; });
    constexpr std::array<Segment, 3> kPoolings{Segment{"max", "max", "The largest of four values"},
                                               Segment{"average", "mean", "The mean of four values"},
                                               Segment{"none", "none", "No pooling"}};
    choice_setting(scene, column, {"training.pooling", "Pooling", "", "choice of the pooling"}, kPoolings,
                   static_cast<int>(network.pooling), false,
                   [](Training& t, int index) { t.network.pooling = static_cast<nn::PoolingChoice>(index); });
    constexpr std::array<Segment, 2> kPaddings{Segment{"valid", "valid", "The border is lost"},
                                               Segment{"same", "same", "Zeros around the picture keep its size"}};
    choice_setting(scene, column, {"training.padding", "Padding", "", "choice of the padding"}, kPaddings,
                   network.same_padding ? 1 : 0, false,
                   [](Training& t, int index) { t.network.same_padding = index == 1; });
}

void show_dense(TrainingScene& scene, Rect& column) {
    const nn::NetworkSettings& network = scene.training.network;
    constexpr std::array<Segment, 4> kCounts{Segment{"0", "0", "The answer follows the maps at once"},
                                             Segment{"1", "1", "One dense layer, as in the course"}, Segment{"2", "2"},
                                             Segment{"3", "3"}};
    choice_setting(scene, column, {"training.dense", "Dense layers", "", "number of dense layers"}, kCounts,
                   static_cast<int>(network.dense.size()), false, [](Training& t, int index) {
                       const int units =
                           t.network.dense.empty() ? Training{}.network.dense.front() : t.network.dense.back();
                       t.network.dense.resize(static_cast<std::size_t>(index), units);
                   });
    for (std::size_t i = 0; i < network.dense.size(); ++i) {
        const std::string name = fmt::format("training.units.{}", i);
        const std::string label = network.dense.size() == 1 ? "Units" : fmt::format("Units of layer {}", i + 1);
        number_setting(scene, column, {name, label, "The number of units of the dense layer", "number of units"},
                       network.dense[i], 8, [i](Training& t, double value) {
                           if (i < t.network.dense.size())
                               t.network.dense[i] = static_cast<int>(std::clamp(value, 1.0, 1e6));
                       });
    }
}

void show_other_layers(TrainingScene& scene, Rect& column) {
    const nn::NetworkSettings& network = scene.training.network;
    constexpr std::array<Segment, 4> kActivations{
        Segment{"linear", "none", "No activation: sums of sums"}, Segment{"relu", "ReLU", "max(0, x)"},
        Segment{"tanh", "tanh", "\u22121 to 1"}, Segment{"sigmoid", "sigm.", "Sigmoid: 0 to 1"}};
    const auto* const activation = std::ranges::find(nn::kHiddenActivations, network.activation);
    choice_setting(scene, column, {"training.activation", "Activation", "", "choice of the activation"}, kActivations,
                   static_cast<int>(activation - nn::kHiddenActivations.begin()), true, [](Training& t, int index) {
                       t.network.activation = nn::kHiddenActivations.at(static_cast<std::size_t>(index));
                   });
    number_setting(scene, column,
                   {"training.dropout", "Dropout", "The share of values that training sets to 0 at random", "dropout"},
                   network.dropout, .05, [](Training& t, double value) { t.network.dropout = value; });
    switch_setting(scene, column,
                   {"training.normalization", "Batch normalisation",
                    "Between a convolution and its activation: every map gets mean 0 and deviation 1 in each batch",
                    "batch normalisation"},
                   network.batch_normalization, [](Training& t, bool on) { t.network.batch_normalization = on; });
}

/// A line of the summary: the layer, its shape and its number of parameters.
void show_row(Ui& ui, Rect row, const std::string& name, const std::string& shape, const std::string& parameters,
              Role role = Role::text) {
    ui.text(row.cut_right(ui.px(kParametersWidth)), parameters, role, Type::caption, Align::right);
    ui.text(row.cut_right(ui.px(kShapeWidth)), shape, role, Type::caption, Align::right);
    ui.text(row, name, role, Type::caption);
}

std::string arithmetic_of(const nn::Model& model, int node) {
    std::string text = nn::shape_arithmetic(model, node, nn::kTimes);
    const nn::ParameterArithmetic parameters = nn::parameter_arithmetic(model, node, nn::kTimes);
    if (!parameters.formula.empty()) text += (text.empty() ? "" : "\n") + parameters.formula + "\n" + parameters.words;
    return text;
}

}  // namespace

void NetworkPanel::show(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    show_origin(scene, column);
    if (scene.training.origin == NetworkOrigin::settings) {
        show_convolutions(scene, column);
        show_dense(scene, column);
        show_other_layers(scene, column);
    }
    show_summary(scene, column);
    if (button(ui, "training.code", column.cut_top(ui.px(30), ui.px(6)), "Show the code",
               {.icon = Icon::code, .tooltip = "The Keras lines that build and train this network"}))
        scene.frame.request(ShowCode{});
}

void NetworkPanel::show_summary(TrainingScene& scene, Rect& column) {
    Ui& ui = scene.ui;
    const RunKeeper& keeper = scene.keeper;
    const bool builds = scene.training.origin == NetworkOrigin::settings;
    if (builds && keeper.pictures() == nullptr) return;
    if (builds && (!outline_model_ || settings_ != scene.training.network || task_ != keeper.task())) {
        settings_ = scene.training.network;
        task_ = keeper.task();
        outline_model_ = std::make_shared<const nn::Model>(nn::outline_model(keeper.outline(), task_));
    }
    const std::shared_ptr<const nn::Model> model = builds ? outline_model_ : keeper.start();
    if (!model) return;
    setting_caption(ui, column, "Layers, with output shape and parameters");
    for (int node = 0; node < model->size(); ++node) {
        const Rect row = column.cut_top(ui.px(kSummaryRow));
        const nn::Node& layer = model->node(node);
        const std::int64_t parameters = nn::parameter_count(layer);
        const std::string name = fmt::format("training.layer.{}", node);
        ui.item(name, row, {.tooltip = arithmetic_of(*model, node), .focusable = false});
        show_row(ui, row, display_name(layer), shape_text(layer.shape),
                 parameters > 0 ? nn::with_commas(parameters) : std::string());
    }
    if (builds && keeper.outline().fault) {
        const float height = ui.paragraph(column, keeper.outline().fault->sentence, Role::warning, Type::caption);
        ui.mark("training.fault", {column.x, column.y, column.w, height});
        column.cut_top(height, ui.px(8));
        return;
    }
    ui.fill({column.x, column.y, column.w, ui.line_width()}, ui.colour(Role::line));
    const Rect total = column.cut_top(ui.px(kSummaryRow), ui.px(8));
    ui.mark("training.parameters", total);
    show_row(ui, total, "Parameters", "", nn::with_commas(nn::parameter_count(*model)));
}

}  // namespace convscope
