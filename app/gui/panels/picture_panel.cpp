#include "app/gui/panels/picture_panel.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <system_error>

#include "app/gui/thumbnail.h"
#include "app/gui/widgets/buttons.h"
#include "core/image/load.h"
#include "core/load_error.h"

namespace convscope {

namespace {
// The order in which a lesson uses them; other pictures in the folder follow by name.
constexpr std::array<std::string_view, 8> kOrder{"staircase", "bricks", "checkerboard", "text",
                                                 "portrait",  "dot",    "shirt",        "stripes"};
constexpr int kThumbnailPixels = 96;

std::size_t rank(const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(kOrder, name) - kOrder.begin());
}
}  // namespace

PicturePanel::PicturePanel(const std::filesystem::path& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".png") samples_.push_back({entry.path().stem().string(), entry.path(), {}});
    std::ranges::sort(samples_, [](const Sample& a, const Sample& b) {
        return std::pair(rank(a.name), a.name) < std::pair(rank(b.name), b.name);
    });
    for (Sample& sample : samples_) {
        try {
            const Thumbnail small = thumbnail_of(load_picture(sample.file), kThumbnailPixels);
            sample.thumbnail.upload_rgba(small.size, small.rgba);
        } catch (const LoadError&) {
            continue;  // a sample that was tampered with shows as an empty frame; opening it says why
        }
    }
}

std::filesystem::path PicturePanel::sample_file(const std::string& name) const {
    const auto found = std::ranges::find(samples_, name, &Sample::name);
    return found == samples_.end() ? std::filesystem::path() : found->file;
}

void PicturePanel::show_thumbnails(Frame& frame, Rect row) {
    Ui& ui = frame.ui;
    const auto count = static_cast<int>(samples_.size());
    for (int i = 0; i < count; ++i) {
        const Sample& sample = samples_[static_cast<std::size_t>(i)];
        const Rect cell = row.column(i, count, ui.px(4));
        const float side = std::min(cell.w, cell.h);
        const Rect square{cell.centre_x() - side / 2, cell.y, side, side};
        const bool on = frame.document.picture.is_sample && frame.document.picture.file == sample.name;
        const Item item = ui.item("picture.sample." + sample.name, square, {.tooltip = sample.name});
        if (sample.thumbnail.id() != 0) {
            ui.draw().AddImageRounded(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(sample.thumbnail.id())),
                                      {square.x, square.y}, {square.right(), square.bottom()}, {0, 0}, {1, 1},
                                      IM_COL32_WHITE, ui.px(4));
        }
        if (on || item.hovered)
            ui.outline(square.inset(-ui.px(1)), ui.colour(on ? Role::accent : Role::muted), ui.px(5),
                       ui.px(on ? 3 : 2));
        ui.focus_ring(item, ui.px(4));
        if (item.pressed) frame.requests.push_back({.kind = Request::Kind::open_sample, .text = sample.name});
    }
}

void PicturePanel::show(Frame& frame, Rect& rest) {
    Ui& ui = frame.ui;
    ui.text(rest.cut_top(ui.px(24), ui.px(4)), "Picture", Role::text, Type::heading);
    if (!samples_.empty()) show_thumbnails(frame, rest.cut_top(ui.px(34), ui.px(8)));
    Rect row = rest.cut_top(ui.px(30), ui.px(14));
    if (button(ui, "picture.open", row.cut_left(ui.px(96), ui.px(8)), "Open\u2026",
               {.icon = Icon::folder, .tooltip = "Open a picture, or drop one on the window", .key = "Ctrl+O"}))
        frame.request(Request::Kind::open_dialog);
    const bool grey = frame.document.picture.picture.is_grey();
    const std::string_view why = grey ? "The picture has one channel" : "";
    const std::array<Segment, 4> channels{Segment{"grey", "Grey", "Luma: .299 R + .587 G + .114 B"},
                                          Segment{"red", "Red", why, !grey}, Segment{"green", "Green", why, !grey},
                                          Segment{"blue", "Blue", why, !grey}};
    if (const auto chosen = segmented(ui, "picture.channel", row, channels, static_cast<int>(frame.lab().channel)))
        frame.perform(set_channel(static_cast<Channel>(*chosen)));
}

}  // namespace convscope
