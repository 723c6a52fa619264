#include "app/gui/network/panels/input/input_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "core/base/text/translation.h"

namespace convscope {

namespace {

/// A size as text, "28 x 28", with no-break spaces.
std::string size_text(std::int64_t rows, std::int64_t cols) {
    return fmt::format("{}\u00a0\u00d7\u00a0{}", rows, cols);
}

/// The scaling as text: "/ 255", "/ 127.5 - 1"; empty if values do not change.
std::string scaling_text(const nn::Preprocessing& preprocessing) {
    const auto differs = [](const std::array<float, 3>& values) {
        return values[0] != values[1] || values[0] != values[2];
    };
    if (differs(preprocessing.scale) || differs(preprocessing.offset)) return tr("each colour scaled");
    const float scale = preprocessing.scale[0];
    const float offset = preprocessing.offset[0];
    std::string text;
    if (scale != 1)
        text = scale > 0 && scale < 1 ? fmt::format("/ {:.4g}", 1 / scale) : fmt::format("\u00d7 {:.4g}", scale);
    if (offset != 0)
        text += fmt::format("{}{} {:.4g}", text.empty() ? "" : " ", offset < 0 ? "\u2212" : "+", std::abs(offset));
    return text;
}

}  // namespace

std::string preprocessing_text(const nn::PictureInput& input, const nn::Model& model) {
    const nn::Shape& shape = model.node(model.inputs().front()).shape;
    const nn::Preprocessing preprocessing = preprocessing_of(input, model);
    const PixelRect part = nn::used_part(input);
    const Size size{part.rows, part.cols};
    std::string text = size_text(input.picture.size().rows, input.picture.size().cols);
    if (size != input.picture.size()) text += ", " + tr("cropped to {}", size_text(size.rows, size.cols));
    if (input.brightness != 0)
        text += ", " + tr("brightness {}{:.0f}", input.brightness < 0 ? "\u2212" : "+", std::abs(input.brightness));
    if (shape.channels() == 1 && !input.picture.is_grey()) text += fmt::format(", {}", tr("made grey"));
    if (is_inverted(input, preprocessing)) text += fmt::format(", {}", tr("inverted"));
    if (size.rows != shape.rows() || size.cols != shape.cols())
        text += ", " + tr("fitted to {}", size_text(shape.rows(), shape.cols()));
    const std::string scaling = scaling_text(preprocessing);
    return scaling.empty() ? text : text + ", " + scaling;
}

}  // namespace convscope
