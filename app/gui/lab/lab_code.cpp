#include "app/gui/lab/lab_code.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "app/gui/panels/code_text.h"
#include "app/gui/widgets/buttons.h"
#include "core/filter/code.h"
#include "core/image/files/save.h"
#include "core/image/files/transparency.h"

namespace convscope {

namespace {

using Writer = std::string (*)(const FilterSettings&, const PictureFile&, Channel);
constexpr std::array<Writer, 4> kWriters{numpy_code, scipy_code, opencv_code, keras_code};

/// The lines that another filter in the same settings would not have.
std::vector<std::size_t> lines_of_filter(const std::string& code, Writer write, FilterSettings settings,
                                         const PictureFile& file, Channel channel) {
    for (float& value : settings.kernel.values) value += 0.5F;
    settings.weight += 0.5F;
    settings.bias += 0.5F;
    const std::string other_code = write(settings, file, channel);
    const std::vector<std::string_view> others = code_lines(other_code);
    const std::vector<std::string_view> lines = code_lines(code);
    std::vector<std::size_t> marked;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (std::ranges::find(others, lines[i]) == others.end()) marked.push_back(i);
    return marked;
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

CodeTexts LabCode::show(Frame& frame, Rect& head) {
    Ui& ui = frame.ui;
    constexpr std::array<Segment, 4> kLibraries{Segment{"numpy", "NumPy"}, Segment{"scipy", "SciPy"},
                                                Segment{"opencv", "OpenCV"}, Segment{"keras", "Keras"}};
    if (const auto chosen = segmented(ui, "code.library", head.cut_left(ui.px(300), ui.px(12)), kLibraries, library_))
        library_ = *chosen;
    const OpenPicture& picture = frame.document.picture;
    const Lab& lab = frame.document.lab;
    std::filesystem::path file = picture.file;
    if (picture.is_edited) {
        // No file has the pixels of a picture made here: the code holds them.
    } else if (!file.is_absolute()) {
        const std::string name = picture.name();
        file = saved_->file(name, name + ".png");
        if (button(ui, "code.save_picture", head.cut_left(std::min(head.w, ui.px(160))), "Save the picture\u2026",
                   {.tooltip = "Write the picture as a PNG file; the code then opens that file"}))
            frame.request(SaveAs{name + ".png", [name, copy = picture.picture, saved = saved_](const auto& to) {
                                     write_png(to, copy);
                                     saved->set(name, to);
                                 }});
    }
    const Writer write = kWriters.at(static_cast<std::size_t>(library_));
    const PictureFile source = picture.is_edited
                                   ? PictureFile{.values = array_code(channel_plane(picture.picture, lab.channel))}
                                   : picture_file(file.string(), picture.picture, is_transparent(picture));
    const FilterSettings settings = lab.settings(lab.edited);
    std::string code = write(settings, source, lab.channel);
    std::vector<std::size_t> marked = lines_of_filter(code, write, settings, source, lab.channel);
    return {.code = std::move(code),
            .note = "Gives the arrays filtered and pooled as they are on screen. Marked: the lines of the filter.",
            .marked = std::move(marked)};
}

}  // namespace convscope
