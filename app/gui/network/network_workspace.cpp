#include "app/gui/network/network_workspace.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/gui/network/scene/layer_player.h"
#include "app/gui/widgets/buttons.h"
#include "app/gui/widgets/scrolled.h"
#include "core/nn/model/layer.h"

namespace convscope {

namespace {

constexpr float kJourney = 172;
constexpr float kInputPanel = 248;
constexpr float kRightPanel = 332;
constexpr float kMinPage = 420;
constexpr float kMinHeight = 520;

/// The node beside this one in the order of the journey.
int stepped(const Scene& scene, int by) {
    return std::clamp(scene.layer + by, 0, scene.model.size() - 1);
}

}  // namespace

NetworkWorkspace::NetworkWorkspace(const std::filesystem::path& assets, std::function<void()> wake)
    : engine_(wake),
      other_engine_(wake),
      input_maker_(wake),
      input_panel_(assets / "garments"),
      figure_page_(assets / "garments", wake),
      models_page_(assets / "models", wake) {}

void NetworkWorkspace::update(const Document& document) {
    const Network& network = document.network;
    if (!network.model.model || network.input.picture.planes.empty()) return;
    engine_.update(prepare(network));
    figure_page_.update(network, dataset_, document.network_view.page == NetworkPage::figure);
    models_page_.update(network.model, dataset_.data);
    NetworkRequest second;
    if (document.network_view.page == NetworkPage::models && document.network_view.other.model) {
        models_page_.prepare(network.input, document.network_view.other.model);
        second = {.model = document.network_view.other.model, .input = models_page_.input()};
    }
    // Also while its page is not shown, as what is under way must be taken over.
    other_engine_.update(second);
}

NetworkRequest NetworkWorkspace::prepare(const Network& network) {
    const std::shared_ptr<const nn::Model>& model = network.model.model;
    // What goes into one model means nothing to another: they change together.
    if (!input_maker_.update(network.input, model)) return {};
    const std::string& problem = input_maker_.problem();
    input_problem_ = problem.empty() ? "" : "The model " + network.model.name() + " " + problem + ".";
    if (!input_maker_.painted()) return {};
    return {.model = model,
            .input = input_maker_.painted(),
            .trained_input = network.is_painted() ? input_maker_.unpainted() : input_maker_.painted(),
            .edits = network.edits};
}

void NetworkWorkspace::show(Frame& frame, Rect place) {
    moving_ = false;
    const Network& network = frame.document.network;
    const NetworkResults& results = engine_.results();
    if (!input_problem_.empty()) return show_message(frame, place, input_problem_);
    if (!results.problem.empty()) return show_message(frame, place, results.problem);
    if (!network.model.model && !frame.loading)
        return show_message(frame, place, "No model is open. Drop a model on the window, or press Ctrl+O.");
    // While a model is read again, or prepared in another way, the last results stay.
    if (!network.model.model || !results.has_trace() || !has_same_layers(results.model(), *network.model.model))
        return show_message(frame, place, "Opening the model\u2026");

    const nn::Model& model = results.model();
    const NetworkView& view = frame.document.network_view;
    const int layer = std::clamp(view.layer, 0, model.size() - 1);
    Scene scene{.frame = frame,
                .ui = frame.ui,
                .network = network,
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
                .dataset = dataset_};
    if (view.order == MapOrder::contribution) scene.contributions = engine_.contributions(layer);
    course_ = layer_course(scene);
    moving_ = view.player.playing;
    choose_position(scene);
    show_scene(scene, place);
    handle_keys(scene);
    pointed_ = scene.hovered.has_value();
    if (pointed_) last_at_ = scene.hovered;
    last_input_ = scene.hovered_input;
}

std::optional<Player> NetworkWorkspace::advanced_player(const Player& player, double seconds) const {
    if (!player.playing) return std::nullopt;
    return advance_player(player, course_, seconds);
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
    // Very large letters in a small window: the workspace is larger than the window and scrolls.
    const Scrolled whole(ui, "layers", place, ui.px(kInputPanel + kRightPanel + kMinPage));
    Rect rest = whole.content;
    rest.h = std::max(rest.h, ui.px(kJourney + kMinHeight - 120));
    const float end = rest.bottom();
    const Rect journey = rest.cut_top(ui.px(kJourney));
    journey_panel_.show(scene, tile_painter_, journey);
    moving_ = moving_ || journey_panel_.is_moving();

    const Rect left = rest.cut_left(ui.px(kInputPanel));
    const Rect right = rest.cut_right(ui.px(kRightPanel));
    for (const Rect& side : {left, right}) ui.fill(side, ui.colour(Role::surface));
    ui.fill({left.right() - ui.line_width(), left.y, ui.line_width(), left.h}, ui.colour(Role::line));
    ui.fill({right.x, right.y, ui.line_width(), right.h}, ui.colour(Role::line));
    {
        const Scrolled area(ui, "layers.left", {left.x, left.y, left.w - ui.line_width(), left.h});
        Rect column = area.content.inset(ui.px(16), ui.px(12));
        // The scroll bar lies in the margin: were the column narrower with it, so would be the picture, and lower.
        column.w = left.w - ui.line_width() - ui.px(32);
        column.h = kUnboundedHeight;
        input_panel_.show(scene, tile_painter_, column);
        area.end_at(column.y + ui.px(4));
    }
    show_page(scene, rest);
    {
        const Scrolled area(ui, "layers.right",
                            {right.x + ui.line_width(), right.y, right.w - ui.line_width(), right.h});
        Rect column = area.content.inset(ui.px(16), ui.px(12));
        column.h = kUnboundedHeight;
        weights_panel_.show(scene, tile_painter_, column);
        arithmetic_panel_.show(scene, tile_painter_, column);
        area.end_at(column.y + ui.px(4));
    }
    whole.end_at(end);
}

void NetworkWorkspace::show_page(Scene& scene, Rect area) {
    Ui& ui = scene.ui;
    const Scrolled scrolled(ui, "layers.page", area);
    Rect page = scrolled.content.inset(ui.px(16), ui.px(10));
    constexpr std::array<Segment, 5> kPages{
        Segment{"maps", "Maps", "All maps of the layer (M)"},
        Segment{"map", "Map", "One map, enlarged; with edits before and after (E)"},
        Segment{"table", "Summary", "The model as a table (S)"},
        Segment{"figure", "Figure", "The course's figure: three inputs, one filter (G)"},
        Segment{"models", "Two models", "This model beside another one (B)"}};
    const Rect tabs = page.cut_top(ui.px(32), ui.px(10));
    if (const auto chosen = segmented(ui, "layers.page", tabs, kPages, static_cast<int>(scene.view.page)))
        scene.change_view([chosen](NetworkView& view) { view.page = static_cast<NetworkPage>(*chosen); });
    switch (scene.view.page) {
        case NetworkPage::maps:
            page.y = maps_page_.show(scene, tile_painter_, page);
            break;
        case NetworkPage::map:
            page.y = map_page_.show(scene, tile_painter_, page);
            break;
        case NetworkPage::table:
            table_page_.show(scene, page);
            break;
        case NetworkPage::figure:
            figure_page_.show(scene, tile_painter_, page);
            break;
        case NetworkPage::models:
            models_page_.show(scene, page);
            break;
    }
    scrolled.end_at(std::max(scrolled.content.bottom(), page.y));
}

void NetworkWorkspace::handle_keys(Scene& scene) {
    Ui& ui = scene.ui;
    if (ui.editing_any() || ui.layer_open()) return;
    layer_player_keys(scene);
    const auto go = [&](int node) {
        const std::int64_t channel = std::min(scene.view.channel, scene.model.node(node).shape.channels() - 1);
        scene.change_view([node, channel](NetworkView& view) { view.go_to(node, channel); });
    };
    const auto show = [&](NetworkPage page) {
        scene.change_view([page](NetworkView& view) { view.page = view.page == page ? NetworkPage::maps : page; });
    };
    const auto turn = [&](int by) {
        const std::vector<std::int64_t> order = ordered_channels(scene);
        const auto here = std::ranges::find(order, scene.channel) - order.begin();
        const auto there = std::clamp<std::ptrdiff_t>(here + by, 0, std::ssize(order) - 1);
        scene.change_view(
            [channel = order[static_cast<std::size_t>(there)]](NetworkView& view) { view.channel = channel; });
    };
    std::erase_if(ui.keys(), [&](const KeyPress& key) {
        if (key.control || key.alt) return false;
        switch (key.key) {
            case Key::right:
            case Key::page_down:
                go(stepped(scene, 1));
                return true;
            case Key::left:
            case Key::page_up:
                go(stepped(scene, -1));
                return true;
            case Key::home:
                go(0);
                return true;
            case Key::end:
                go(scene.model.size() - 1);
                return true;
            case Key::up:
                turn(-1);
                return true;
            case Key::down:
                turn(1);
                return true;
            default:
                break;
        }
        if (key.is('e')) return show(NetworkPage::map), true;
        if (key.is('m')) return show(NetworkPage::maps), true;
        if (key.is('s')) return show(NetworkPage::table), true;
        if (key.is('g')) return show(NetworkPage::figure), true;
        if (key.is('b')) return show(NetworkPage::models), true;
        return false;
    });
    if (ui.has_focus() || !ui.take_key(Key::escape)) return;
    scene.change_view([](NetworkView& view) {
        if (view.pinned || view.pinned_input || view.player.active) {
            view.pinned.reset();
            view.pinned_input.reset();
            view.player.active = view.player.playing = false;
        } else {
            view.page = NetworkPage::maps;
        }
    });
}

}  // namespace convscope
