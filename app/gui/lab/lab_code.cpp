#include "app/gui/lab/lab_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <system_error>
#include <utility>

#include "app/document/chain/chain_model.h"
#include "app/document/picture_commands.h"
#include "app/gui/panels/code/code_text.h"
#include "app/gui/widgets/buttons.h"
#include "core/base/text/translation.h"
#include "core/filter/code/chain_code.h"
#include "core/filter/code/code.h"
#include "core/filter/colour/colour_code.h"
#include "core/image/files/save.h"
#include "core/io/npy/npy.h"
#include "core/io/picture_file.h"

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

/// The lines that change with the filter.
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
            .note = tr("Gives the arrays filtered and pooled as they are on screen. Marked: the lines of the filter."),
            .marked = std::move(marked)};
}

using ChainWriter = ChainCode (*)(std::span<const CodeStage>, const PictureFile&, Channel);
constexpr std::array<ChainWriter, 4> kChainWriters{chain_numpy_code, chain_scipy_code, chain_opencv_code,
                                                   chain_keras_code};

/// The code of the chain's stages that fit into a picture of this size. A stage that does not fit is a comment.
CodeTexts chain_texts(const Document& document, Size picture, const PictureFile& file, int library) {
    const LabChain chain = fitting_chain(document.chain, picture);
    const ChainWriter write = kChainWriters.at(static_cast<std::size_t>(library));
    ChainCode code = write(code_stages(chain), file, document.lab.channel);
    if (const std::string problem = chain_problem(document.chain, picture); !problem.empty())
        code.code += "\n# " + problem + "\n";
    CodeTexts texts{
        .code = std::move(code.code),
        .note = tr("Gives filtered_1, pooled_1 and so on as they are on screen: rows, columns, maps. Marked: "
                   "the chosen stage.")};
    const auto chosen = static_cast<std::size_t>(document.chain_view.within(document.chain).stage);
    if (chosen >= code.stages.size()) return texts;
    texts.marked.resize(code.stages[chosen].count);
    std::iota(texts.marked.begin(), texts.marked.end(), code.stages[chosen].first);
    return texts;
}

/// A text that identifies a picture with its motion, noise and channel.
std::string changes_key(const std::string& name, const Lab& lab) {
    const Motion& m = lab.motion;
    const NoiseSettings& n = lab.noise;
    return fmt::format("{} {} {} {} {} {} {} {} {}", name, m.right, m.down, m.turn, m.zoom, static_cast<int>(n.kind),
                       n.amount, n.seed, static_cast<int>(lab.channel));
}

/// The file that keeps a picture's values.
struct SavedKind {
    bool as_array = false;      ///< an array file, which keeps values that are not bytes; otherwise PNG
    std::string channels = {};  ///< identifies the channels in an array; empty for a picture
};

SavedKind saved_kind(const Picture& pixels, bool in_colour, Channel channel) {
    if (pixels.planes.front().is_bytes()) return {};
    return {.as_array = true, .channels = in_colour ? " colour" : fmt::format(" {}", static_cast<int>(channel))};
}

/// The picture as an array of rows x columns x 3; rows x columns if it is grey.
NpyArray colour_array(const Picture& picture) {
    const Size size = picture.size();
    NpyArray array;
    array.shape = {size.rows, size.cols};
    if (!picture.is_grey()) array.shape.push_back(3);
    array.values.reserve(static_cast<std::size_t>(size.area()) * picture.planes.size());
    for (int r = 0; r < size.rows; ++r)
        for (int c = 0; c < size.cols; ++c)
            for (const Plane& plane : picture.planes) array.values.push_back(plane.at(r, c));
    return array;
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

const PictureFile& LabCode::KnownFile::of(const std::filesystem::path& file, const Picture& picture) {
    std::error_code error;
    const auto time = std::filesystem::last_write_time(file, error);
    const bool is_deep = !picture.planes.front().is_bytes();
    if (known_.name != file.string() || time_ != time || known_.is_grey != picture.is_grey() ||
        known_.is_deep != is_deep) {
        known_ = picture_file(file.string(), picture);
        known_.factor = picture_factor(file);
    }
    time_ = time;
    return known_;
}

PictureFile LabCode::source_of(Frame& frame, const Picture& changed, Rect& head) {
    const OpenPicture& picture = frame.document.picture;
    const Lab& lab = frame.document.lab;
    const bool in_colour = frame.document.lab_view.page == LabPage::colour;
    const bool is_changed = lab.motion != Motion{} || lab.noise.kind != NoiseKind::none;
    const bool is_in_file = !is_changed && !picture.is_edited && picture.file.is_absolute();
    std::string note;
    if (is_in_file) {
        const PictureFile& file = opened_file_.of(picture.file, picture.picture);
        if (file.is_readable) return file;
        note = unreadable_note(file);
    }
    const Picture& pixels = is_changed ? changed : picture.picture;
    // The code holds the pixels of a small picture that it cannot read from a file.
    if (picture.is_edited || ((is_changed || is_in_file) && can_edit(pixels.size()))) {
        std::string values = in_colour ? colour_array_code(pixels) : array_code(channel_plane(pixels, lab.channel));
        return {.values = std::move(values), .note = note};
    }
    const SavedKind kind = saved_kind(pixels, in_colour, lab.channel);
    const std::string name = picture.base_name() + (is_changed ? "_changed" : "");
    const std::string proposed = name + (kind.as_array ? ".npy" : ".png");
    const std::string key =
        picture.file.string() + (is_changed ? changes_key(proposed, lab) : proposed) + kind.channels;
    if (button(frame.ui, "code.save_picture", head.cut_left(std::min(head.w, frame.ui.px(160))),
               tr("Save the picture\u2026"),
               {.tooltip = tr("Write the picture as a file; the code then opens that file")})) {
        const auto write = [kind, key, pixels, in_colour, channel = lab.channel, saved = saved_](const auto& to) {
            if (!kind.as_array)
                write_png(to, pixels);
            else if (in_colour)
                save_npy(to, colour_array(pixels));
            else
                save_npy(to, to_float_image(channel_plane(pixels, channel)));
            saved->set(key, to);
        };
        frame.request(SaveAs{proposed, write});
    }
    PictureFile source = saved_file_.of(saved_->file(key, proposed), pixels);
    source.note = note;
    return source;
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
    if (frame.document.lab_view.page == LabPage::chain)
        return chain_texts(frame.document, changed.size(), source, library_);
    const FilterSettings settings = lab.settings(lab.edited);
    std::string code = write(settings, source, lab.channel);
    std::vector<std::size_t> marked = lines_of_filter(code, write, settings, source, lab.channel);
    return {.code = std::move(code),
            .note = tr("Gives the arrays filtered and pooled as they are on screen. Marked: the lines of the filter."),
            .marked = std::move(marked)};
}

}  // namespace convscope
