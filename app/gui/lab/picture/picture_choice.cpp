#include "app/gui/lab/picture/picture_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>
#include <utility>
#include <vector>

#include "app/gui/widgets/menu.h"
#include "app/gui/widgets/scrolled.h"
#include "app/opening/dropped_files.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxSample = 16 << 20;  ///< bytes of a sample's file
constexpr int kMaxOwnRows = 2;                  ///< more rows of the user's pictures are scrolled
constexpr float kTallWindow = 790;              ///< from this height on, thumbnails are large and have captions

struct SampleText {
    std::string_view name;
    Message caption, description;
};
// The samples in the order in which a lesson uses them; other pictures in the folder follow by name.
// Translators: "Text", "Dot", "Boot" and the like are names of example pictures.
constexpr std::array<SampleText, 12> kSamples{{
    {"staircase", tr("Stairs"), tr("Staircase, 512 \u00d7 512")},
    {"bricks", tr("Bricks"), tr("Bricks, 512 \u00d7 512")},
    {"checkerboard", tr("Checks"), tr("Checkerboard, 512 \u00d7 512")},
    {"text", tr("Text"), tr("Text, 512 \u00d7 512")},
    {"portrait", tr("Portrait"), tr("Portrait in colour, 512 \u00d7 512")},
    {"shirt", tr("Shirt"), tr("Shirt, 512 \u00d7 512")},
    {"stripes", tr("Stripes"), tr("Stripes, 512 \u00d7 512")},
    {"worked_example", tr("3 \u00d7 3"), tr("Worked example, 3 \u00d7 3")},
    {"pooling_figure", tr("4 \u00d7 4"), tr("Pooling figure, 4 \u00d7 4")},
    {"dot", tr("Dot"), tr("Dot, 15 \u00d7 15")},
    {"ankle_boot", tr("Boot"), tr("Ankle boot, 28 \u00d7 28")},
    {"noise", tr("Noise"), tr("Noise, 64 \u00d7 64")},
}};

const SampleText* text_of(const std::string& name) {
    const auto* const found = std::ranges::find(kSamples, name, &SampleText::name);
    return found == kSamples.end() ? nullptr : found;
}

/// The description of a sample's thumbnail.
std::string in_words(const std::string& sample) {
    const SampleText* const known = text_of(sample);
    return known != nullptr ? std::string(known->description) : sample;
}

std::size_t rank(const std::string& name) {
    return static_cast<std::size_t>(std::ranges::find(kSamples, name, &SampleText::name) - kSamples.begin());
}

}  // namespace

/// The places of thumbnails: rows of large ones with captions, or of small ones without.
struct PictureChoice::ThumbnailGrid {
    ThumbnailGrid(const Ui& ui, bool is_large) : ui_(&ui), tall_(is_large) {}

    bool has_captions() const { return tall_; }
    int columns() const { return tall_ ? 6 : 12; }
    float side() const { return ui_->px(tall_ ? 36 : 22); }
    float caption() const { return tall_ ? ui_->px(16) : 0; }
    float row_height() const { return side() + caption() + ui_->px(2); }

    int rows(std::size_t count) const { return (static_cast<int>(count) + columns() - 1) / columns(); }
    float height(int rows) const { return static_cast<float>(rows) * row_height(); }
    Rect cut(Rect& rest, std::size_t count) const { return rest.cut_top(height(rows(count)), ui_->px(4)); }
    Rect cell(Rect area, std::size_t index) const {
        const int i = static_cast<int>(index);
        const int line = i / columns();
        const Rect row{area.x, area.y + static_cast<float>(line) * row_height(), area.w, row_height()};
        return row.column(i % columns(), columns(), 0);
    }

  private:
    const Ui* ui_;
    bool tall_;
};

struct PictureChoice::ThumbnailText {
    std::string_view prefix, caption, description;
};

/// A thumbnail with its caption, or with a tooltip in its place. Sets `pointed` to its description while the pointer is
/// on it. Returns true when it is pressed.
bool PictureChoice::show_thumbnail(Ui& ui, const ThumbnailGrid& grid, const SamplePictures& pictures, std::size_t index,
                                   Rect area, bool on, const ThumbnailText& text, std::string& pointed) {
    const Rect cell = grid.cell(area, index);
    const float side = grid.side();
    const Rect square{std::round(cell.centre_x() - side / 2), cell.y, side, side};
    const std::string_view tooltip = grid.has_captions() ? std::string_view() : text.description;
    const bool pressed = pictures.show(ui, text.prefix, index, square, on, tooltip);
    if (grid.has_captions())
        ui.text({cell.x, cell.y + side, cell.w, grid.caption()}, text.caption, on ? Role::text : Role::muted,
                Type::caption, Align::centre);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (square.contains(mouse.x, mouse.y) && !ui.layer_open()) pointed = text.description;
    return pressed;
}

PictureChoice::PictureChoice(const std::filesystem::path& folder, std::function<void()> wake)
    : folder_(folder), own_(std::move(wake)) {
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

void PictureChoice::show_samples(Frame& frame, const ThumbnailGrid& grid, Rect& rest, std::string& pointed) {
    const OpenPicture& open = frame.document.picture;
    const Rect area = grid.cut(rest, samples_.size());
    const FocusGroup group(frame.ui, "picture.samples");
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        const std::string& name = samples_.name(i);
        const bool on = open.is_sample && open.file == name;
        ThumbnailText text{"picture.sample", name, name};
        if (const SampleText* const known = text_of(name))
            text = {"picture.sample", known->caption, known->description};
        if (show_thumbnail(frame.ui, grid, samples_, i, area, on, text, pointed))
            frame.request(OpenSamplePicture{name});
        if (!frame.ui.right_pressed(grid.cell(area, i))) continue;
        menu_sample_ = name;
        open_menu(frame.ui, "picture.menu");
    }
    show_menu(frame);
}

void PictureChoice::show_menu(Frame& frame) {
    const std::string open = tr("Open {}", in_words(menu_sample_));
    const std::array<MenuEntry, 2> entries{MenuEntry{"open", open}, MenuEntry{"save", tr("Save as PNG\u2026")}};
    const auto chosen = menu(frame.ui, "picture.menu", entries);
    if (chosen == "open") frame.request(OpenSamplePicture{menu_sample_});
    if (chosen != "save") return;
    const std::filesystem::path from = folder_ / (menu_sample_ + ".png");
    frame.request(SaveAs{menu_sample_ + ".png", [from](const std::filesystem::path& to) {
                             const auto bytes = read_file(from, kMaxSample, tr("install the program again"));
                             write_file_atomically(to, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
                         }});
}

void PictureChoice::show_own(Frame& frame, const ThumbnailGrid& grid, Rect& rest, std::string& pointed) {
    own_.update(frame.settings.pictures);
    report_unreadable(frame);
    const std::size_t count = own_.files().size();
    if (count == 0) return;
    const FocusGroup group(frame.ui, "picture.own");
    if (grid.rows(count) <= kMaxOwnRows) {
        const Rect area = grid.cut(rest, count);
        return show_own_files(frame, grid, area, area, pointed);
    }
    const Rect list = rest.cut_top(grid.height(kMaxOwnRows), frame.ui.px(4));
    frame.ui.mark("picture.own", list);
    const Scrolled scrolled(frame.ui, "picture.own", list);
    show_own_files(frame, grid, scrolled.content, list, pointed);
    scrolled.end_at(scrolled.content.y + grid.height(grid.rows(count)));
}

void PictureChoice::show_own_files(Frame& frame, const ThumbnailGrid& grid, Rect area, Rect visible,
                                   std::string& pointed) {
    const OpenPicture& open = frame.document.picture;
    for (std::size_t i = 0; i < own_.files().size(); ++i) {
        const std::filesystem::path& file = own_.files()[i];
        const Rect cell = grid.cell(area, i);
        if (cell.bottom() <= visible.y || cell.y >= visible.bottom()) {
            frame.ui.keep_in_order("picture.own." + own_.thumbnails().name(i), cell);
            continue;
        }
        const bool on = !open.is_sample && !open.is_edited && open.file == file;
        const std::string caption = file.stem().string();
        const std::string name = file.filename().string();
        if (show_thumbnail(frame.ui, grid, own_.thumbnails(), i, area, on, {"picture.own", caption, name}, pointed))
            frame.request(OpenRecent{file});
    }
}

void PictureChoice::report_unreadable(Frame& frame) {
    const std::vector<OwnPictures::Unreadable> unreadable = own_.take_unreadable();
    if (unreadable.empty()) return;
    ForgetPictures forget;
    for (const OwnPictures::Unreadable& one : unreadable) forget.files.push_back(one.file);
    const std::string names = few_names(forget.files);
    frame.request(
        Warn{unreadable.size() == 1
                 ? unreadable.front().problem
                 : tr_count(std::ssize(unreadable), "{} of the pictures cannot be opened and was left out: {}.",
                            "{} of the pictures cannot be opened and were left out: {}.", names)});
    frame.request(std::move(forget));
}

std::string PictureChoice::show(Frame& frame, Rect& rest) {
    const bool is_tall = ImGui::GetIO().DisplaySize.y >= frame.ui.px(kTallWindow);
    return show_thumbnails(frame, {frame.ui, is_tall}, rest);
}

void PictureChoice::show_compact(Frame& frame, Rect& rest) {
    Ui& ui = frame.ui;
    Rect heading = rest.cut_top(ui.px(20), ui.px(2));
    std::string pointed = show_thumbnails(frame, {ui, false}, rest);
    rest.cut_top(ui.px(6));
    ui.text(heading.cut_left(ui.text_width(tr("Picture")), ui.px(16)), tr("Picture"), Role::muted);
    ui.mark("picture.name", heading);
    if (pointed.empty()) pointed = picture_in_words(frame.document.picture);
    ui.text(heading, pointed, Role::muted, Type::caption, Align::right);
}

std::string PictureChoice::show_thumbnails(Frame& frame, const ThumbnailGrid& grid, Rect& rest) {
    std::string pointed;
    show_samples(frame, grid, rest, pointed);
    show_own(frame, grid, rest, pointed);
    return pointed;
}

std::string picture_in_words(const OpenPicture& picture) {
    return picture.is_sample ? in_words(picture.name()) : picture.name();
}

}  // namespace convscope
