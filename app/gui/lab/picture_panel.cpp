#include "app/gui/lab/picture_panel.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>
#include <vector>

#include "app/gui/widgets/buttons.h"

namespace convscope {

namespace {
// The order in which a lesson uses them; other pictures in the folder follow by name.
constexpr std::array<std::string_view, 8> kOrder{"staircase", "bricks", "checkerboard", "text",
                                                 "portrait",  "dot",    "shirt",        "stripes"};

std::size_t rank(const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(kOrder, name) - kOrder.begin());
}
}  // namespace

PicturePanel::PicturePanel(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".png") files.push_back(entry.path());
    std::ranges::sort(files, {}, [](const std::filesystem::path& file) {
        const std::string name = file.stem().string();
        return std::pair(rank(name), name);
    });
    for (const std::filesystem::path& file : files) samples_.add(file.stem().string(), file);
}

void PicturePanel::show_thumbnails(LabScene& scene, Rect row) {
    Ui& ui = scene.ui;
    const auto count = static_cast<int>(samples_.size());
    for (int i = 0; i < count; ++i) {
        const std::string& name = samples_.name(static_cast<std::size_t>(i));
        const Rect cell = row.column(i, count, ui.px(4));
        const float side = std::min(cell.w, cell.h);
        const Rect square{cell.centre_x() - side / 2, cell.y, side, side};
        const bool on = scene.frame.document.picture.is_sample && scene.frame.document.picture.file == name;
        if (samples_.show(ui, "picture.sample", static_cast<std::size_t>(i), square, on, name))
            scene.frame.request(OpenSamplePicture{name});
    }
}

void PicturePanel::show(LabScene& scene, Rect& rest) {
    Ui& ui = scene.ui;
    ui.text(rest.cut_top(ui.px(24), ui.px(4)), "Picture", Role::text, Type::heading);
    if (samples_.size() > 0) show_thumbnails(scene, rest.cut_top(ui.px(34), ui.px(8)));
    Rect row = rest.cut_top(ui.px(30), ui.px(14));
    if (button(ui, "picture.open", row.cut_left(ui.px(96), ui.px(8)), "Open\u2026",
               {.icon = Icon::folder, .tooltip = "Open a picture, or drop one on the window", .key = "Ctrl+O"}))
        scene.frame.request(ShowOpenDialog{});
    const bool grey = scene.frame.document.picture.picture.is_grey();
    const std::string_view why = grey ? "The picture has one channel" : "";
    const std::array<Segment, 4> channels{Segment{"grey", "Grey", "Luma: .299 R + .587 G + .114 B"},
                                          Segment{"red", "Red", why, !grey}, Segment{"green", "Green", why, !grey},
                                          Segment{"blue", "Blue", why, !grey}};
    if (const auto chosen = segmented(ui, "picture.channel", row, channels, static_cast<int>(scene.lab.channel)))
        scene.frame.perform(set_channel(static_cast<Channel>(*chosen)));
}

}  // namespace convscope
