#include "app/gui/workspace/exports.h"

#include "app/gui/widgets/maps/legend.h"
#include "core/base/files.h"
#include "core/base/text/translation.h"
#include "core/filter/kernel.h"
#include "core/image/files/save.h"
#include "core/io/npy/npy.h"

namespace convscope {

namespace {

constexpr std::int64_t kMaxCopied = 250'000;

struct TextForm {
    std::string_view begin, row_begin, separator, row_end, between, end;
};
constexpr TextForm kTabs{"", "", "\t", "", "\n", "\n"};
constexpr TextForm kCsv{"", "", ",", "", "\n", "\n"};
constexpr TextForm kNumpy{"np.array([", "[", ", ", "]", ",\n          ", "], dtype=np.float32)\n"};

std::string values_text(const HeatMap& heat, const PixelRect& region, const TextForm& form) {
    std::string text(form.begin);
    for (int r = region.row; r < region.row + region.rows; ++r) {
        if (r > region.row) text += form.between;
        text += form.row_begin;
        for (int c = region.col; c < region.col + region.cols; ++c) {
            if (c > region.col) text += form.separator;
            text += number_text(heat.value(r, c));
        }
        text += form.row_end;
    }
    return text.append(form.end);
}

void save_coloured(const std::filesystem::path& file, const HeatMap& heat) {
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(heat.map.size.area()) * 3);
    for (int r = 0; r < heat.map.size.rows; ++r) {
        for (int c = 0; c < heat.map.size.cols; ++c) {
            const Rgb colour = heat.drawn_colour(r, c);
            pixels.insert(pixels.end(), {colour.red, colour.green, colour.blue});
        }
    }
    save_png(file, heat.map.size, 3, pixels);
}

/// The notice after a grey export that limits values to 0..255; empty if it limits none.
std::string clipping_note(const Plane& values) {
    std::int64_t below = 0, above = 0;
    for (int r = 0; r < values.rows(); ++r) {
        for (int c = 0; c < values.cols(); ++c) {
            below += values.at(r, c) < 0 ? 1 : 0;
            above += values.at(r, c) > 255 ? 1 : 0;
        }
    }
    if (below + above == 0) return {};
    const auto count = static_cast<double>(values.size().area());
    return tr("Grey levels end at 0 and 255: {} of the values were below and are 0 now, {} above and 255.",
              percent_text(static_cast<double>(below) / count), percent_text(static_cast<double>(above) / count));
}

}  // namespace

std::optional<std::string> visible_values_text(const HeatMap& heat, bool numpy) {
    const PixelRect region = heat.map.visible(1);
    if (std::int64_t{region.rows} * region.cols > kMaxCopied) return std::nullopt;
    return values_text(heat, region, numpy ? kNumpy : kTabs);
}

void save_heat_map(const std::filesystem::path& file, const std::string& format, const HeatMap& heat) {
    const FloatImage copy = heat.image == nullptr ? to_float_image(*heat.plane) : FloatImage();
    const FloatImage& image = heat.image == nullptr ? copy : *heat.image;
    const PixelRect whole{0, 0, heat.map.size.rows, heat.map.size.cols};
    if (format == "png")
        save_coloured(file, heat);
    else if (format == "grey")
        save_png(file, image);
    else if (format == "npy")
        save_npy(file, image);
    else
        write_file_atomically(file, values_text(heat, whole, kCsv));
}

Action heat_map_action(const HeatMap& heat, const std::string& name, std::string_view choice,
                       std::optional<Cell> pixel) {
    if (choice == "value") {
        if (!pixel) return Warn{tr("There is no pixel under the pointer. Point at a pixel to copy its value.")};
        return CopyText{number_text(heat.value(pixel->row, pixel->col))};
    }
    if (choice == "text" || choice == "numpy") {
        if (const auto text = visible_values_text(heat, choice == "numpy")) return CopyText{*text};
        return Warn{tr("More than 250,000 values are visible. Zoom in first, or export them as .npy or CSV.")};
    }
    const auto values = std::make_shared<const Plane>(heat.image != nullptr ? to_plane(*heat.image) : *heat.plane);
    // Copy the values and colours, because they are written after this frame, when the originals may not exist any
    // more.
    const auto colours = std::make_shared<const Picture>(heat.in_colour != nullptr ? *heat.in_colour : Picture());
    HeatMap own = heat;
    own.image = nullptr;
    own.plane = values.get();
    if (heat.in_colour != nullptr) own.in_colour = colours.get();
    const std::string format(choice);
    return SaveAs{
        name + "." + (format == "grey" ? "png" : format),
        [own, values, colours, format](const std::filesystem::path& file) { save_heat_map(file, format, own); },
        format == "grey" ? clipping_note(*values) : ""};
}

}  // namespace convscope
