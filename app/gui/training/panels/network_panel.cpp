#include "app/gui/training/panels/network_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/gui/panels/layer_names.h"
#include "app/gui/training/panels/setting_rows.h"
#include "core/base/text/translation.h"
#include "core/nn/inspect/layer_arithmetic.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/model/layer.h"

namespace convscope {

namespace {

constexpr float kSummaryRow = 26, kSummaryGap = 8;
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
        Segment{"course", tr("Course"),
                tr("The course's network and options: 64 filters, twice, a dense layer of 128, 5 epochs")},
        Segment{"plain", tr("Plain"), tr("Without convolutions: dense layers on the pixels")},
        Segment{"own", tr("Own"), tr("A small network to start from; all switches below change it")},
        // Translators: the open model, as a choice; also a button that opens a file
        Segment{"open", tr("Open"),
                has_model ? tr("Train the model that is open in Layers further") : tr("No model is open in Layers"),
                has_model}};
    choice_setting(scene, column, {"training.network", tr("Start from"), "", tr("choice of the network")}, choices,
                   static_cast<int>(shown_choice(scene.training)), true,
                   [](Training& t, int index) { choose_network(t, static_cast<NetworkChoice>(index)); });
}

void show_convolutions(TrainingScene& scene, Rect& column) {
    const nn::NetworkSettings& network = scene.training.network;
    const std::array<Segment, 5> counts{Segment{"0", "0", tr("No convolution: the plain network")},
                                        Segment{"1", "1", tr("Only the first convolution")},
                                        Segment{"2", "2", tr("As in the course")}, Segment{"3", "3", tr("One more")},
                                        Segment{"4", "4", tr("Two more: is anything left of the picture?")}};
    choice_setting(scene, column, {"training.convolutions", tr("Convolutions"), "", tr("number of convolutions")},
                   counts, network.convolutions, true, [](Training& t, int index) { t.network.convolutions = index; });
    constexpr std::array<Segment, 5> kFilters{Segment{"8", "8"}, Segment{"16", "16"}, Segment{"32", "32"},
                                              Segment{"64", "64"}, Segment{"128", "128"}};
    const auto* const filters = std::ranges::find(kFilterChoices, network.filters);
    choice_setting(
        scene, column, {"training.filters", tr("Filters of each convolution"), "", tr("number of filters")}, kFilters,
        filters == kFilterChoices.end() ? -1 : static_cast<int>(filters - kFilterChoices.begin()), true,
        [](Training& t, int index) { t.network.filters = kFilterChoices.at(static_cast<std::size_t>(index)); });
    constexpr std::array<Segment, 7> kKernels{Segment{"1", "1", "1 \u00d7 1"}, Segment{"2", "2", "2 \u00d7 2"},
                                              Segment{"3", "3", "3 \u00d7 3"}, Segment{"4", "4", "4 \u00d7 4"},
                                              Segment{"5", "5", "5 \u00d7 5"}, Segment{"6", "6", "6 \u00d7 6"},
                                              Segment{"7", "7", "7 \u00d7 7"}};
    choice_setting(scene, column,
                   {"training.kernel", tr("Rows and columns of a filter"), "", tr("size of the filters")}, kKernels,
                   network.kernel - 1, true, [](Training& t, int index) { t.network.kernel = index + 1; });
    const std::array<Segment, 3> poolings{Segment{"max", tr("max"), tr("The largest of four values")},
                                          Segment{"average", tr("mean"), tr("The mean of four values")},
                                          Segment{"none", tr("none"), tr("No pooling")}};
    choice_setting(scene, column, {"training.pooling", tr("Pooling"), "", tr("choice of the pooling")}, poolings,
                   static_cast<int>(network.pooling), false,
                   [](Training& t, int index) { t.network.pooling = static_cast<nn::PoolingChoice>(index); });
    const std::array<Segment, 2> paddings{Segment{"valid", tr("valid"), tr("The border is lost")},
                                          Segment{"same", tr("same"), tr("Zeros around the picture keep its size")}};
    choice_setting(scene, column, {"training.padding", tr("Padding"), "", tr("choice of the padding")}, paddings,
                   network.same_padding ? 1 : 0, false,
                   [](Training& t, int index) { t.network.same_padding = index == 1; });
}

void show_dense(TrainingScene& scene, Rect& column) {
    const nn::NetworkSettings& network = scene.training.network;
    const std::array<Segment, 4> counts{Segment{"0", "0", tr("The answer follows the maps at once")},
                                        Segment{"1", "1", tr("One dense layer, as in the course")}, Segment{"2", "2"},
                                        Segment{"3", "3"}};
    choice_setting(scene, column, {"training.dense", tr("Dense layers"), "", tr("number of dense layers")}, counts,
                   static_cast<int>(network.dense.size()), false, [](Training& t, int index) {
                       const int units =
                           t.network.dense.empty() ? Training{}.network.dense.front() : t.network.dense.back();
                       t.network.dense.resize(static_cast<std::size_t>(index), units);
                   });
    for (std::size_t i = 0; i < network.dense.size(); ++i) {
        const std::string name = fmt::format("training.units.{}", i);
        const std::string label = network.dense.size() == 1 ? std::string(tr("Units")) : tr("Units of layer {}", i + 1);
        number_setting(scene, column,
                       {name, label, tr("The number of units of the dense layer"), tr("number of units")},
                       network.dense[i], 8, [i](Training& t, double value) {
                           if (i < t.network.dense.size())
                               t.network.dense[i] = static_cast<int>(std::clamp(value, 1.0, 1e6));
                       });
    }
}

void show_other_layers(TrainingScene& scene, Rect& column) {
    const nn::NetworkSettings& network = scene.training.network;
    const std::array<Segment, 4> activations{
        Segment{"linear", tr("none"), tr("No activation: sums of sums")}, Segment{"relu", tr("ReLU"), tr("max(0, x)")},
        Segment{"tanh", tr("tanh"), tr("\u22121 to 1")}, Segment{"sigmoid", tr("sigm."), tr("Sigmoid: 0 to 1")}};
    const auto* const activation = std::ranges::find(nn::kHiddenActivations, network.activation);
    choice_setting(scene, column, {"training.activation", tr("Activation"), "", tr("choice of the activation")},
                   activations, static_cast<int>(activation - nn::kHiddenActivations.begin()), true,
                   [](Training& t, int index) {
                       t.network.activation = nn::kHiddenActivations.at(static_cast<std::size_t>(index));
                   });
    number_setting(
        scene, column,
        {"training.dropout", tr("Dropout"), tr("The share of values that training sets to 0 at random"), tr("dropout")},
        network.dropout, .05, [](Training& t, double value) { t.network.dropout = value; });
    switch_setting(scene, column,
                   {"training.normalization", tr("Batch normalisation"),
                    tr("Between a convolution and its activation: every map gets mean 0 and deviation 1 in each batch"),
                    tr("batch normalisation")},
                   network.batch_normalization, [](Training& t, bool on) { t.network.batch_normalization = on; });
}

/// The widths of the columns with numbers, which leave the names the rest.
struct SummaryWidths {
    float shape = 0, parameters = 0;
};

std::string parameters_text(const nn::Node& layer) {
    const std::int64_t parameters = nn::parameter_count(layer);
    return parameters > 0 ? nn::with_commas(parameters) : std::string();
}

SummaryWidths summary_widths(const Ui& ui, const nn::Model& model) {
    SummaryWidths widths{.parameters = ui.text_width(nn::with_commas(nn::parameter_count(model)))};
    for (const nn::Node& layer : model.nodes())
        widths.shape = std::max(widths.shape, ui.text_width(shape_text(layer.shape)));
    return {std::ceil(widths.shape + ui.px(kSummaryGap)), std::ceil(widths.parameters + ui.px(kSummaryGap))};
}

/// A line of the summary: the layer, its shape and its number of parameters. A name that does not fit loses its
/// numbers, then gets smaller.
void show_row(Ui& ui, Rect row, const SummaryWidths& widths, const nn::Node& layer) {
    ui.text(row.cut_right(widths.parameters), parameters_text(layer), Role::text, Type::text, Align::right);
    ui.text(row.cut_right(widths.shape), shape_text(layer.shape), Role::text, Type::text, Align::right);
    const std::string name = display_name(layer);
    const std::string& kind = layer.display_name.kind;
    if (ui.text_width(name) <= row.w) return ui.text(row, name);
    ui.text(row, kind, Role::text, ui.text_width(kind) <= row.w ? Type::text : Type::caption);
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
    if (button(ui, "training.code", column.cut_top(ui.px(30), ui.px(6)), tr("Show the code"),
               {.icon = Icon::code, .tooltip = tr("The Keras lines that build and train this network")}))
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
    setting_caption(ui, column, tr("Layers, with output shape and parameters"));
    const SummaryWidths widths = summary_widths(ui, *model);
    for (int node = 0; node < model->size(); ++node) {
        const Rect row = column.cut_top(ui.px(kSummaryRow));
        const nn::Node& layer = model->node(node);
        const std::string name = fmt::format("training.layer.{}", node);
        ui.item(name, row, {.tooltip = arithmetic_of(*model, node), .focusable = false});
        show_row(ui, row, widths, layer);
    }
    if (builds && keeper.outline().fault) {
        const float height = ui.paragraph(column, keeper.outline().fault->sentence, Role::warning, Type::caption);
        ui.mark("training.fault", {column.x, column.y, column.w, height});
        column.cut_top(height, ui.px(8));
        return;
    }
    ui.fill({column.x, column.y, column.w, ui.line_width()}, ui.colour(Role::line));
    Rect total = column.cut_top(ui.px(kSummaryRow), ui.px(8));
    ui.mark("training.parameters", total);
    ui.text(total.cut_right(widths.parameters), nn::with_commas(nn::parameter_count(*model)), Role::text, Type::text,
            Align::right);
    ui.text(total, tr("Parameters"));
}

}  // namespace convscope
