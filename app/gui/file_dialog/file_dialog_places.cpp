#include "app/gui/file_dialog/file_dialog_places.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>

#include "app/gui/file_dialog/file_dialog_text.h"
#include "app/gui/widgets/icons.h"
#include "app/platform/paths.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace fs = std::filesystem;

namespace {

constexpr float kRow = 32;
constexpr float kHeading = 24;
constexpr float kRoomForIcon = 132;

struct Row {
    std::string name;
    std::string label;
    std::string tooltip;
    Icon icon = Icon::folder;
    bool here = false;
    bool enabled = true;
};

bool show_row(Ui& ui, Rect rect, const Row& row) {
    const Item item = ui.item(row.name, rect, {.tooltip = row.tooltip, .enabled = row.enabled});
    if (row.here)
        ui.fill(rect, faded(ui.colour(Role::accent), 0.16F), ui.px(6));
    else if (item.hovered && row.enabled)
        ui.fill(rect, ui.colour(Role::raised), ui.px(6));
    const float opacity = row.enabled ? 1 : 0.55F;
    Rect inside = rect.inset(ui.px(8), 0);
    const Role role = row.here ? Role::accent : Role::muted;
    if (rect.w > ui.px(kRoomForIcon))
        draw_icon(ui, row.icon, inside.cut_left(ui.px(16), ui.px(8)), faded(ui.colour(role), opacity), ui.px(14));
    ui.text(inside, row.label, faded(ui.colour(row.enabled ? Role::text : Role::muted), opacity), Type::text,
            Align::left);
    ui.focus_ring(item, ui.px(6));
    return item.pressed && row.enabled;
}

/// The folders in which desktops mount memory sticks and other media.
std::vector<fs::path> media_roots() {
    const char* user = std::getenv("USER");
    if (user == nullptr || *user == 0) return {};
    return {fs::path("/media") / user, fs::path("/run/media") / user};
}

}  // namespace

void PlacesColumn::refresh(JobQueue& jobs, std::span<const fs::path> recent) {
    struct Found {
        std::vector<Place> places;
        std::set<fs::path> missing;
    };
    const auto look = [files = std::vector<fs::path>(recent.begin(), recent.end())] {
        Found found{find_places(home_folder(), config_folder().parent_path(), media_roots()), {}};
        std::error_code error;
        for (const fs::path& file : files)
            if (!fs::exists(file, error)) found.missing.insert(file);
        return found;
    };
    jobs.submit(
        look,
        [this](Found found) {
            places_ = std::move(found.places);
            missing_ = std::move(found.missing);
        },
        [](const std::string& /*error: keep the earlier places*/) {});
}

std::optional<fs::path> PlacesColumn::show(Ui& ui, Rect rect, std::span<const fs::path> recent,
                                           const fs::path& folder) {
    std::optional<fs::path> pressed;
    const FocusGroup group(ui, "files.places");
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    ImGui::BeginChild("places", {rect.w, rect.h}, false);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    Rect rest{origin.x, origin.y, ImGui::GetContentRegionAvail().x, kUnboundedHeight};
    ui.text(rest.cut_top(ui.px(kHeading)).inset(ui.px(8), 0), tr("Places"), Role::muted, Type::caption);
    for (const Place& place : places_) {
        const Row row{.name = "files.place." + place.key,
                      .label = place.label,
                      .tooltip = shown(place.folder),
                      .here = place.folder == folder};
        if (show_row(ui, rest.cut_top(ui.px(kRow)), row)) pressed = place.folder;
    }
    if (!recent.empty()) {
        rest.cut_top(ui.px(8));
        ui.text(rest.cut_top(ui.px(kHeading)).inset(ui.px(8), 0), tr("Recent"), Role::muted, Type::caption);
    }
    for (std::size_t i = 0; i < recent.size(); ++i) {
        const bool gone = missing_.contains(recent[i]);
        const Row row{.name = fmt::format("files.recent.{}", i),
                      .label = shown(recent[i].filename()),
                      .tooltip = gone ? tr("{}: not found", shown(recent[i])) : shown(recent[i]),
                      .icon = recent[i].extension() == ".json" ? Icon::file : Icon::picture,
                      .enabled = !gone};
        if (show_row(ui, rest.cut_top(ui.px(kRow)), row)) pressed = recent[i];
    }
    ImGui::SetCursorScreenPos({origin.x, rest.y});
    ImGui::Dummy({1, 0});
    ImGui::EndChild();
    return pressed;
}

}  // namespace convscope
