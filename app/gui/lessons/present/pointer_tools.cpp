#include "app/gui/lessons/present/pointer_tools.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace convscope {

namespace {

constexpr float kPen = 4;
constexpr float kMinStep = 2;  ///< pixels between two points of a stroke
constexpr float kWheelFactor = 1.12F;
constexpr ImU32 kShade = IM_COL32(0, 0, 0, 190);

/// Opens a part of the window that lies over what has been drawn into it; everything drawn until its end is part of it.
class Layer {
  public:
    Layer(const char* name, Rect place) {
        ImGui::SetCursorScreenPos({place.x, place.y});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::BeginChild(name, {place.w, place.h}, false,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                              ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav);
        ImGui::PopStyleVar();
    }
    ~Layer() { ImGui::EndChild(); }
    Layer(const Layer&) = delete;
    Layer& operator=(const Layer&) = delete;
};

std::size_t point_count(const PresentState& state) {
    return std::accumulate(state.strokes.begin(), state.strokes.end(), std::size_t{0},
                           [](std::size_t sum, const auto& stroke) { return sum + stroke.size(); });
}

void add_point(PresentState& state, ImVec2 point, float least) {
    if (state.strokes.empty() || point_count(state) >= kMaxStrokePoints) return;
    auto& stroke = state.strokes.back();
    if (!stroke.empty() && std::hypot(point.x - stroke.back().x, point.y - stroke.back().y) < least) return;
    stroke.push_back(point);
}

}  // namespace

std::optional<std::string> choose_cover(Ui& ui, PresentState& state, const VisibleMap& visible, Rect place) {
    if (state.tool != PresentTool::cover) return std::nullopt;
    const Layer layer("present.choice", place);
    const Item item = ui.item("present.choice", place, {.focusable = false, .wants_wheel = true});
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const auto things = things_at(visible, pointer.x, pointer.y);
    if (!item.hovered || things.empty()) return std::nullopt;
    const int last = static_cast<int>(things.size()) - 1;
    if (item.wheel != 0) state.cover_level += item.wheel > 0 ? 1 : -1;
    state.cover_level = std::clamp(state.cover_level, 0, last);
    const NamedPlace& thing = things.at(static_cast<std::size_t>(state.cover_level));
    ui.outline(thing.rect, ui.colour(Role::accent), ui.px(4), ui.px(3));
    ui.mark("present.chosen", thing.rect);
    if (!item.pressed) return std::nullopt;
    return thing.name;
}

void use_pen(Ui& ui, PresentState& state, Rect place) {
    if (state.tool != PresentTool::pen) return;
    const Layer layer("present.paper", place);
    const Item item = ui.item("present.paper", place, {.focusable = false});
    if (item.grabbed) state.strokes.emplace_back();
    if (item.held) add_point(state, ImGui::GetIO().MousePos, ui.px(kMinStep));
}

void show_strokes(const Ui& ui, const PresentState& state) {
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    const float width = ui.px(kPen);
    // A dark rim keeps the strokes visible on light pictures and on dark ones.
    for (const auto& [colour, extra] : {std::pair{IM_COL32(0, 0, 0, 150), ui.px(3)}, {ui.colour(Role::winner), 0.0F}})
        for (const auto& stroke : state.strokes) {
            if (stroke.size() == 1) draw.AddCircleFilled(stroke.front(), (width + extra) / 2, colour);
            draw.AddPolyline(stroke.data(), static_cast<int>(stroke.size()), colour, 0, width + extra);
        }
}

void show_spotlight(Ui& ui, PresentState& state) {
    ui.reserve_wheel(state.tool == PresentTool::spotlight);
    if (state.tool != PresentTool::spotlight) return;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel != 0 && !ui.layer_open())
        state.spotlight =
            std::clamp(state.spotlight * std::pow(kWheelFactor, io.MouseWheel), kMinSpotlight, kMaxSpotlight);
    const float radius = ui.px(state.spotlight);
    const bool outside = !ImGui::IsMousePosValid(&io.MousePos);
    const ImVec2 centre = outside ? ImVec2{io.DisplaySize.x / 2, io.DisplaySize.y / 2} : io.MousePos;
    ui.mark("present.spotlight.circle", {centre.x - radius, centre.y - radius, 2 * radius, 2 * radius});
    // One ring that is wide enough to reach the corners from everywhere.
    const float width = 2 * std::hypot(io.DisplaySize.x, io.DisplaySize.y);
    ImGui::GetForegroundDrawList()->AddCircle(centre, radius + width / 2, kShade, 128, width);
}

}  // namespace convscope
