#include "app/gui/network/network_workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/document/network/network_commands.h"
#include "app/gui/network/network_keys.h"
#include "app/gui/panels/panel_strip.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/keras/write/write_code.h"
#include "core/nn/inspect/summary.h"
#include "core/nn/model/layer.h"

namespace convscope {

namespace {

constexpr float kJourneyHeight = 172;
constexpr float kLowRight = 470;  ///< height of the right panel in which only weights or arithmetic can be seen
constexpr float kInputPanelWidth = 248;
constexpr float kRightPanelWidth = 332;
constexpr float kMinPageWidth = 420;
constexpr float kMinPart = 0.88F;       ///< least share of the widths above in a narrow place, as beside a lesson
constexpr float kPresentedPart = 0.4F;  ///< share of the window's width for the arithmetic in presentation mode
constexpr float kMinHeight = 520;

constexpr std::array kKeys{HelpLine{tr("Left, Right"), tr("Change layer; also Page Up, Down")},
                           HelpLine{tr("Up, Down"), tr("Change map")},
                           HelpLine{tr("Home, End"), tr("First layer (input), last layer (answer)")},
                           HelpLine{tr("M, E"), tr("All maps; one map enlarged")},
                           HelpLine{tr("I"), tr("The map as the sum of its input maps")},
                           HelpLine{tr("Ctrl+F"), tr("Find a layer by its name")},
                           HelpLine{tr("S, G, B"), tr("Summary; figure; two models")},
                           HelpLine{tr("A, W, X"), tr("Answer; why; data set")},
                           HelpLine{tr("D"), tr("Draw the input on a large pad")},
                           HelpLine{tr("Space"), tr("Slide the window: play, pause")},
                           HelpLine{tr("Shift+Left, Right"), tr("One step of the window")}};
constexpr std::array<HelpLine, 7> kPointer{
    HelpLine{tr("Point at a value"), tr("See how it is computed")},
    HelpLine{tr("Click a map"), tr("Select it; click again to enlarge")},
    HelpLine{tr("Shift+click a map"), tr("Compare it with the selected one")},
    HelpLine{tr("Click an enlarged value"), tr("Pin it; click again to unpin it")},
    HelpLine{tr("Click the input"), tr("Pin a pixel; see the values it affects")},
    HelpLine{tr("Drag a weight"), tr("Change it; all layers are updated")},
    HelpLine{tr("Wheel, drag on a map"), tr("Zoom, move")}};

struct SideWidths {
    float left = 0, right = 0;
};

/// The part of the panels' and the page's usual widths that fits into this width.
float fitted_part(const Ui& ui, float width) {
    // A little less, because the widths are rounded to whole pixels.
    return std::clamp(width / ui.px(kInputPanelWidth + kRightPanelWidth + kMinPageWidth + 4), kMinPart, 1.0F);
}

/// The widths of the side panels. Folded panels leave a strip at the left. In a presentation the arithmetic stays and
/// gets more room.
SideWidths side_widths(const Scene& scene, float width) {
    const Ui& ui = scene.ui;
    const UserSettings& settings = scene.frame.settings;
    if (!settings.hides_panels()) {
        const float fit = fitted_part(ui, width);
        return {ui.px(kInputPanelWidth * fit), ui.px(kRightPanelWidth * fit)};
    }
    const float right = settings.presentation ? std::max(ui.px(kRightPanelWidth), width * kPresentedPart) : 0;
    return {panel_strip_width(ui), right};
}

/// The kernel whose values are shown; nullopt if the layer has no kernels or the Filter Lab has no filters of their
/// size.
std::optional<Kernel> selected_kernel(const Document& document) {
    const NetworkView& view = document.network_view;
    return lab_kernel(document.network, view.layer, view.kernel_channel, view.channel);
}

}  // namespace

NetworkWorkspace::NetworkWorkspace(const std::filesystem::path& assets, const Opening& opening,
                                   std::function<void()> wake)
    : engine_(wake),
      other_engine_(wake),
      opening_(opening),
      input_maker_(wake),
      journey_panel_(wake),
      input_panel_(assets, wake),
      pages_(assets, wake) {}

const WorkspaceTexts& NetworkWorkspace::texts() const {
    static constexpr WorkspaceTexts kTexts{.title = tr("Layers"),
                                           .tooltip = tr("Step through a trained model"),
                                           .computation = tr("network"),
                                           .keys = kKeys,
                                           .pointer_help = kPointer};
    return kTexts;
}

OpenFileTexts NetworkWorkspace::open_file(const Document& document) const {
    const OpenModel& open = document.network.model;
    if (!open.model) return {};
    const std::int64_t parameters = nn::parameter_count(*open.model);
    return {open.name(), tr_count(parameters, "{1} parameter", "{1} parameters", nn::with_commas(parameters))};
}

bool NetworkWorkspace::busy() const {
    return input_maker_.busy() || input_panel_.values().busy() || engine_.busy() || other_engine_.busy() ||
           journey_panel_.busy() || pages_.busy();
}

bool NetworkWorkspace::finished() const {
    return input_maker_.finished() || input_panel_.values().finished() || engine_.finished() ||
           other_engine_.finished() || journey_panel_.finished() || pages_.finished();
}

void NetworkWorkspace::update(const Document& document) {
    const Network& network = document.network;
    pages_.dataset.update();
    if (!network.model.model) return;
    if (network.lacks_picture()) return;
    engine_.update(make_request(network));
    input_panel_.values().drain();
    journey_panel_.update();
    pages_.update(document, engine_.results(), dataset());
    NetworkRequest second;
    if (document.network_view.page == NetworkPage::models && document.network_view.other.model) {
        pages_.models.prepare(network.input, document.network_view.other.model);
        second = {.model = document.network_view.other.model, .input = pages_.models.input()};
    }
    // Update the engine even while its page is hidden, so that the result of a running job is stored.
    other_engine_.update(second);
}

NetworkRequest NetworkWorkspace::make_request(const Network& network) {
    const std::shared_ptr<const nn::Model>& model = network.model.model;
    feed_maker_.update(network.feeds, model);
    if (network.takes_numbers(0)) {
        input_problem_.clear();
        return {.model = model,
                .input = feed_maker_.first(),
                .trained_input = feed_maker_.first(),
                .others = feed_maker_.others(),
                .edits = network.edits};
    }
    // A request needs a model and the input tensor for this model, because another model's tensor does not fit.
    if (!input_maker_.update(network.input, model)) return {};
    const std::string& problem = input_maker_.problem();
    input_problem_ = problem.empty() ? std::string() : tr("The model {} {}.", network.model.name(), problem);
    if (!input_maker_.painted()) return {};
    return {.model = model,
            .input = input_maker_.painted(),
            .trained_input = network.is_painted() ? input_maker_.unpainted() : input_maker_.painted(),
            .others = feed_maker_.others(),
            .edits = network.edits};
}

std::string NetworkWorkspace::message(const Frame& frame) const {
    const Network& network = frame.document.network;
    const NetworkResults& results = engine_.results();
    if (!input_problem_.empty()) return input_problem_;
    if (!results.problem.empty()) return results.problem;
    if (!network.model.model && !frame.loading)
        return tr("No model is open. Drop a model on the window, or press Ctrl+O.");
    if (network.model.model && network.lacks_picture())
        return frame.loading ? tr("Opening the picture\u2026")
                             : tr("No picture is open. Drop a picture on the window, or press Ctrl+O.");
    // While a model's file is read again or its input is preprocessed again, the last results stay on screen.
    const bool shows_model =
        network.model.model && results.has_trace() && has_same_layers(results.model(), *network.model.model);
    return shows_model ? Message() : tr("Opening the model\u2026");
}

Scene NetworkWorkspace::make_scene(Frame& frame) const {
    const NetworkResults& results = engine_.results();
    const nn::Model& model = results.model();
    const NetworkView& view = frame.document.network_view;
    const int layer = std::clamp(view.layer, 0, model.size() - 1);
    return {.frame = frame,
            .ui = frame.ui,
            .network = frame.document.network,
            .view = view,
            .results = results,
            .other = view.page == NetworkPage::models ? &other_engine_.results() : nullptr,
            .model = model,
            .now = *results.now,
            .trained = *results.trained,
            .edited = results.now != results.trained,
            .busy = engine_.busy() || input_maker_.busy(),
            .unpainted = input_maker_.unpainted(),
            .layer = layer,
            .channel = std::clamp<std::int64_t>(view.channel, 0, model.node(layer).shape.channels() - 1),
            .dataset = dataset()};
}

void NetworkWorkspace::show(Frame& frame, Rect place) {
    moving_ = false;
    if (const std::string text = message(frame); !text.empty()) return show_message(frame, place, text);
    Scene scene = make_scene(frame);
    if (scene.view.order == MapOrder::contribution) scene.contributions = engine_.contributions(scene.layer);
    passes_ = layer_passes(scene);
    product_passes_ = product_passes(scene);
    moving_ = scene.view.player.playing || scene.view.products.player.playing;
    // Keep this order: the panels use the position and record the value under the pointer for the next frame; then the
    // workspace handles the keys that no panel has used.
    choose_position(scene);
    show_scene(scene, place);
    network_keys(scene);
    pointed_ = scene.hovered.has_value();
    if (pointed_) last_at_ = scene.hovered;
    last_input_ = scene.hovered_input;
}

std::optional<Command> NetworkWorkspace::advance(const Document& document, double seconds) const {
    if (document.network_view.products.player.playing) {
        const Player player = advance_player(document.network_view.products.player, product_passes_, seconds);
        return set_network_view([player](NetworkView& view) { view.products.player = player; });
    }
    if (!document.network_view.player.playing) return std::nullopt;
    const Player player = advance_player(document.network_view.player, passes_, seconds);
    return set_network_view([player](NetworkView& view) { view.player = player; });
}

Command NetworkWorkspace::use_picture(OpenPicture picture) const {
    return open_input_picture(std::move(picture));
}

Action NetworkWorkspace::copy_filter(const Document& document) const {
    const std::optional<Kernel> kernel = selected_kernel(document);
    if (!kernel) return Warn{tr("This layer has no filter to copy. The menu next to its name exports its values.")};
    return CopyText{as_rows(*kernel), tr("The filter's values are copied as text.")};
}

Command NetworkWorkspace::paste_filter(const Document& document, const Kernel& kernel) const {
    const std::optional<Kernel> old = selected_kernel(document);
    if (!old || old->size != kernel.size)
        throw LoadError(tr("filter"), tr("has {0} x {0} values", kernel.size),
                        old ? tr("this layer's kernels have {0} x {0}, so paste a filter of that size", old->size)
                            : tr("this layer has no filter, so select a convolution first"));
    const NetworkView& view = document.network_view;
    return send_filter_to_node({.kernel = kernel}, view.layer, view.kernel_channel, view.channel);
}

CodeTexts NetworkWorkspace::show_code(Frame& frame, Rect& /*head*/) {
    const auto& model = frame.document.network.model.model;
    if (!model) return {fmt::format("# {}\n", tr("No model is open.")), ""};
    const std::string_view note = tr("Builds the same layers in Keras, without the trained weights.");
    try {
        return {keras::write_code(*model), note};
    } catch (const nn::ModelError& error) {
        return {fmt::format("# {}\n# {}\n", tr("This model cannot be written in Keras:"), error.what()), note};
    }
}

void NetworkWorkspace::show_message(Frame& frame, Rect place, const std::string& text) {
    Ui& ui = frame.ui;
    Rect box = place.inset(ui.px(24));
    box.w = std::min(box.w, ui.px(640));
    ui.mark("layers.message", box);
    ui.paragraph(box, text, Role::muted);
}

void NetworkWorkspace::choose_position(Scene& scene) {
    const nn::Shape& shape = scene.shape();
    const Player& player = scene.view.player;
    scene.live = true;
    if (player.active) {
        const auto position = static_cast<std::int64_t>(player.position);
        scene.at = {position / shape.cols(), position % shape.cols(), scene.channel};
    } else if (scene.view.pinned) {
        scene.at = {scene.view.pinned->row, scene.view.pinned->col, scene.channel};
    } else if (pointed_ && last_at_) {
        scene.at = *last_at_;
    } else {
        scene.live = false;
        scene.at = last_at_.value_or(nn::Position{shape.rows() / 2, shape.cols() / 2, 0});
        scene.at.channel = scene.channel;
    }
    if (!nn::contains(shape, scene.at)) scene.at = {shape.rows() / 2, shape.cols() / 2, scene.channel};
    scene.reach_of = scene.view.pinned_input ? scene.view.pinned_input : last_input_;
    if (scene.reach_of && !nn::contains(scene.input_shape(), *scene.reach_of)) scene.reach_of.reset();
}

void NetworkWorkspace::show_scene(Scene& scene, Rect place) {
    Ui& ui = scene.ui;
    // With very large letters in a small window, the workspace is larger than the window and scrolls.
    const SideWidths sides = side_widths(scene, place.w);
    const Scrolled whole(ui, "layers", place,
                         sides.left + sides.right + ui.px(kMinPageWidth * fitted_part(ui, place.w)));
    Rect remaining = whole.content;
    remaining.h = std::max(remaining.h, ui.px(kJourneyHeight + kMinHeight - 120));
    const float end = remaining.bottom();
    const Rect journey = remaining.cut_top(journey_panel_.height(scene, remaining.w));
    {
        const FocusRegion region(ui, "layers.journey", journey, 1);
        journey_panel_.show(scene, tile_painter_, journey);
    }
    moving_ = moving_ || journey_panel_.is_moving();

    const Rect left = remaining.cut_left(sides.left);
    const Rect right = remaining.cut_right(sides.right);
    {
        const FocusRegion region(ui, "layers.left", left, 2);
        if (scene.frame.settings.hides_panels())
            panel_strip(scene.frame, left);
        else
            show_input(scene, left);
    }
    {
        const FocusRegion region(ui, "layers.page", remaining, 3);
        pages_.show(scene, tile_painter_, opening_.datasets(), remaining);
    }
    if (right.w > 0) {
        const FocusRegion region(ui, "layers.right", right, 4);
        show_details(scene, right);
    }
    whole.end_at(end);
}

void NetworkWorkspace::show_input(Scene& scene, Rect left) {
    Ui& ui = scene.ui;
    ui.fill(left, ui.colour(Role::surface));
    ui.fill({left.right() - ui.line_width(), left.y, ui.line_width(), left.h}, ui.colour(Role::line));
    const Scrolled area(ui, "layers.left", {left.x, left.y, left.w - ui.line_width(), left.h});
    Rect column = area.content.inset(ui.px(16), ui.px(12));
    // The scroll bar lies in the margin, so that the column, and with it the picture, keeps its width.
    column.w = left.w - ui.line_width() - ui.px(32);
    column.h = kUnboundedHeight;
    input_panel_.show(scene, tile_painter_, column);
    area.end_at(column.y + ui.px(4));
}

void NetworkWorkspace::show_details(Scene& scene, Rect right) {
    Ui& ui = scene.ui;
    ui.fill(right, ui.colour(Role::surface));
    ui.fill({right.x, right.y, ui.line_width(), right.h}, ui.colour(Role::line));
    const Scrolled area(ui, "layers.right", {right.x + ui.line_width(), right.y, right.w - ui.line_width(), right.h});
    Rect column = area.content.inset(ui.px(16), ui.px(12));
    column.h = kUnboundedHeight;
    // In a presentation the arithmetic is at the top and the weights are below it, and also where the offer of the tour
    // leaves too little room for both.
    const bool presents = scene.frame.settings.presentation || right.h < ui.px(kLowRight);
    if (!presents) weights_panel_.show(scene, tile_painter_, column);
    // In a low window the pictures would push the arithmetic out of view.
    const bool is_low = scene.ui.is_short_window();
    if (!is_low) pages_.dataset.show_strip(scene, column);
    arithmetic_panel_.show_value(scene, column);
    if (is_low) pages_.dataset.show_strip(scene, column);
    weights_panel_.show_kernels(scene, tile_painter_, column);
    arithmetic_panel_.show_parts(scene, tile_painter_, column);
    if (presents) weights_panel_.show(scene, tile_painter_, column);
    area.end_at(column.y + ui.px(4));
}

}  // namespace convscope
