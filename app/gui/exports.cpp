#include "app/gui/exports.h"

#include "core/filter/kernel.h"
#include "core/image/save.h"
#include "core/io/files.h"
#include "core/io/npy.h"

namespace convscope {

namespace {

constexpr std::int64_t kMostCopied = 250'000;

struct TextForm {
    std::string_view begin, row_begin, separator, row_end, between, end;
};
constexpr TextForm kTabs{"", "", "\t", "", "\n", "\n"};
constexpr TextForm kCsv{"", "", ",", "", "\n", "\n"};
constexpr TextForm kNumpy{"np.array([", "[", ", ", "]", ",\n          ", "], dtype=np.float32)\n"};

std::string values_text(const ViewSlot& slot, const LabResults& results, const Region& region, const TextForm& form) {
    std::string text(form.begin);
    for (int r = region.row; r < region.row + region.rows; ++r) {
        if (r > region.row) text += form.between;
        text += form.row_begin;
        for (int c = region.col; c < region.col + region.cols; ++c) {
            if (c > region.col) text += form.separator;
            text += number_text(slot_value(slot, results, r, c));
        }
        text += form.row_end;
    }
    return text.append(form.end);
}

void save_coloured(const std::filesystem::path& file, const ViewSlot& slot, const LabResults& results) {
    std::vector<std::uint8_t> pixels;
    pixels.reserve(static_cast<std::size_t>(slot.map.size.area()) * 3);
    for (int r = 0; r < slot.map.size.rows; ++r) {
        for (int c = 0; c < slot.map.size.cols; ++c) {
            const Rgb colour = colour_of(slot.colours, slot.shown, slot_value(slot, results, r, c));
            pixels.insert(pixels.end(), {colour.red, colour.green, colour.blue});
        }
    }
    save_png(file, slot.map.size, 3, pixels);
}

}  // namespace

float slot_value(const ViewSlot& slot, const LabResults& results, int row, int col) {
    return slot.image != nullptr ? slot.image->at(row, col) : results.input.at(row, col);
}

std::optional<std::string> visible_values_text(const ViewSlot& slot, const LabResults& results, bool numpy) {
    const Region region = slot.map.visible(1);
    if (std::int64_t{region.rows} * region.cols > kMostCopied) return std::nullopt;
    return values_text(slot, results, region, numpy ? kNumpy : kTabs);
}

void save_view(const std::filesystem::path& file, const std::string& format, const ViewSlot& slot,
               const LabResults& results) {
    const FloatImage input = slot.image == nullptr ? to_float_image(results.input) : FloatImage();
    const FloatImage& image = slot.image == nullptr ? input : *slot.image;
    const Region whole{0, 0, slot.map.size.rows, slot.map.size.cols};
    if (format == "png")
        save_coloured(file, slot, results);
    else if (format == "grey")
        save_png(file, image);
    else if (format == "npy")
        save_npy(file, image);
    else
        write_file_atomically(file, values_text(slot, results, whole, kCsv));
}

}  // namespace convscope
