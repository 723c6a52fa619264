#include "app/gui/lab/lab_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "app/document/picture_commands.h"
#include "app/gui/panels/code_text.h"
#include "app/gui/widgets/buttons.h"
#include "core/filter/code/code.h"
#include "core/filter/colour/colour_code.h"
#include "core/image/files/save.h"
#include "core/image/files/transparency.h"
#include "core/io/npy/npy.h"

namespace convscope {

namespace {

using Writer = std::string (*)(const FilterSettings&, const PictureFile&, Channel);
constexpr std::array<Writer, 4> kWriters{numpy_code, scipy_code, opencv_code, keras_code};

/// The lines of `code` that `other_code` does not have.
std::vector<std::size_t> changed_lines(const std::string& code, const std::string& other_code) {
    const std::vector<std::string_view> others = code_lines(other_code);
    const std::vector<std::string_view> lines = code_lines(code);
    std::vector<std::size_t> marked;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (std::ranges::find(others, lines[i]) == others.end()) marked.push_back(i);
    return marked;
}

/// The lines that another filter in the same settings would not have.
std::vector<std::size_t> lines_of_filter(const std::string& code, Writer write, FilterSettings settings,
                                         const PictureFile& file, Channel channel) {
    for (float& value : settings.kernel.values) value += 0.5F;
    settings.weight += 0.5F;
    settings.bias += 0.5F;
    return changed_lines(code, write(settings, file, channel));
}

using ColourWriter = std::string (*)(const ColourFilterSettings&, const PictureFile&);
constexpr std::array<ColourWriter, 4> kColourWriters{colour_numpy_code, colour_scipy_code, colour_opencv_code,
                                                     colour_keras_code};

/// The code of the filter with three slices.
CodeTexts colour_texts(const ColourFilterSettings& settings, const PictureFile& file, int library) {
    const ColourWriter write = kColourWriters.at(static_cast<std::size_t>(library));
    ColourFilterSettings other = settings;
    for (Kernel& slice : other.slices)
        for (float& value : slice.values) value += 0.5F;
    other.steps.weight += 0.5F;
    other.steps.bias += 0.5F;
    std::string code = write(settings, file);
    std::vector<std::size_t> marked = changed_lines(code, write(other, file));
    return {.code = std::move(code),
            .note = "Gives the arrays filtered and pooled as they are on screen. Marked: the lines of the filter.",
            .marked = std::move(marked)};
}

/// A text that differs for every motion, noise and channel.
std::string changes_key(const std::string& name, const Lab& lab) {
    const Motion& m = lab.motion;
    const NoiseSettings& n = lab.noise;
    return fmt::format("{} {} {} {} {} {} {} {} {}", name, m.right, m.down, m.turn, m.zoom, static_cast<int>(n.kind),
                       n.amount, n.seed, static_cast<int>(lab.channel));
}

void write_png(const std::filesystem::path& file, const Picture& picture) {
    const Size size = picture.size();
    const int channels = static_cast<int>(picture.planes.size());
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(size.area()) * picture.planes.size());
    for (int r = 0; r < size.rows; ++r)
        for (int c = 0; c < size.cols; ++c)
            for (const Plane& plane : picture.planes)
                pixels.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(plane.at(r, c), 0.0F, 255.0F))));
    save_png(file, size, channels, pixels);
}

}  // namespace

void LabCode::SavedPicture::set(std::string picture, std::filesystem::path file) {
    const std::lock_guard lock(mutex_);
    picture_ = std::move(picture);
    file_ = std::move(file);
}

std::filesystem::path LabCode::SavedPicture::file(const std::string& picture,
                                                  const std::filesystem::path& proposed) const {
    const std::lock_guard lock(mutex_);
    return picture_ == picture ? file_ : proposed;
}

bool LabCode::is_transparent(const OpenPicture& picture) {
    if (!picture.file.is_absolute()) return false;
    if (looked_at_ != picture.file) {
        looked_at_ = picture.file;
        transparent_ = has_transparency(picture.file);
    }
    return transparent_;
}

PictureFile LabCode::source_of(Frame& frame, const Picture& changed, Rect& head) {
    const OpenPicture& picture = frame.document.picture;
    const Lab& lab = frame.document.lab;
    const bool in_colour = frame.document.lab_view.page == LabPage::colour;
    const bool is_changed = lab.motion != Motion{} || lab.noise.kind != NoiseKind::none;
    const Picture& pixels = is_changed ? changed : picture.picture;
    // No file has the pixels of a picture made or changed here. The code holds those of a small one.
    if (picture.is_edited || (is_changed && can_edit(pixels.size())))
        return {.values = in_colour ? colour_array_code(pixels) : array_code(channel_plane(pixels, lab.channel))};
    if (!is_changed && picture.file.is_absolute())
        return picture_file(picture.file.string(), pixels, is_transparent(picture));
    // A PNG file has bytes; other values of one channel are kept exactly by an array file.
    const bool as_array = !in_colour && !pixels.planes.front().is_bytes();
    const std::string name = picture.base_name() + (is_changed ? "_changed" : "");
    const std::string proposed = name + (as_array ? ".npy" : ".png");
    const std::string key = is_changed ? changes_key(proposed, lab) : proposed;
    if (button(frame.ui, "code.save_picture", head.cut_left(std::min(head.w, frame.ui.px(160))),
               "Save the picture\u2026", {.tooltip = "Write the picture as a file; the code then opens that file"})) {
        const auto write = [as_array, key, pixels, channel = lab.channel, saved = saved_](const auto& to) {
            if (as_array)
                save_npy(to, to_float_image(channel_plane(pixels, channel)));
            else
                write_png(to, pixels);
            saved->set(key, to);
        };
        frame.request(SaveAs{proposed, write});
    }
    return picture_file(saved_->file(key, proposed).string(), pixels, false);
}

CodeTexts LabCode::show(Frame& frame, const Picture& changed, Rect& head) {
    Ui& ui = frame.ui;
    constexpr std::array<Segment, 4> kLibraries{Segment{"numpy", "NumPy"}, Segment{"scipy", "SciPy"},
                                                Segment{"opencv", "OpenCV"}, Segment{"keras", "Keras"}};
    if (const auto chosen = segmented(ui, "code.library", head.cut_left(ui.px(300), ui.px(12)), kLibraries, library_))
        library_ = *chosen;
    const Lab& lab = frame.document.lab;
    const bool in_colour = frame.document.lab_view.page == LabPage::colour;
    const Writer write = kWriters.at(static_cast<std::size_t>(library_));
    const PictureFile source = source_of(frame, changed, head);
    if (in_colour) return colour_texts(frame.document.colour.filter, source, library_);
    const FilterSettings settings = lab.settings(lab.edited);
    std::string code = write(settings, source, lab.channel);
    std::vector<std::size_t> marked = lines_of_filter(code, write, settings, source, lab.channel);
    return {.code = std::move(code),
            .note = "Gives the arrays filtered and pooled as they are on screen. Marked: the lines of the filter.",
            .marked = std::move(marked)};
}

}  // namespace convscope
