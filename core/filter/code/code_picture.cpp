#include "core/filter/code/code_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace convscope {

namespace {

/// A Python string literal.
std::string literal(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += fmt::format("\\{}", c);
        else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        else
            result += c;
    }
    return result + "\"";
}

bool has_suffix(std::string file, std::string_view suffix) {
    std::ranges::transform(file, file.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return file.ends_with(suffix);
}

bool is_table(const PictureFile& file) {
    return has_suffix(file.name, ".csv") || has_suffix(file.name, ".tsv") || has_suffix(file.name, ".txt");
}
bool is_array(const PictureFile& file) {
    return !file.values.empty() || has_suffix(file.name, ".npy") || is_table(file);
}
/// The expression for the values, or for the array in the file.
std::string array_expression(const PictureFile& file) {
    if (!file.values.empty()) return file.values;
    if (is_table(file)) return fmt::format("np.loadtxt({}, delimiter=\",\", ndmin=2)", literal(file.name));
    return fmt::format("np.load({})", literal(file.name));
}
bool is_jpeg(const PictureFile& file) {
    return has_suffix(file.name, ".jpg") || has_suffix(file.name, ".jpeg");
}
/// Of pictures with 16 bits a channel, Pillow keeps all bits of grey ones without transparency only.
bool needs_opencv(const PictureFile& file) {
    return file.is_deep && (file.is_transparent || !file.is_grey) && !is_array(file);
}

/// OpenCV drops the transparent level of grey pictures.
bool loses_transparency(const PictureFile& file) {
    return file.is_transparent && file.is_grey && !file.is_deep && !is_array(file);
}

/// The channel's place among red, green, blue, or, in OpenCV's order, among blue, green, red.
int channel_index(Channel channel, bool opencv) {
    return opencv ? static_cast<int>(Channel::blue) - static_cast<int>(channel)
                  : static_cast<int>(channel) - static_cast<int>(Channel::red);
}

std::string_view channel_name(Channel channel) {
    return kChannelNames[static_cast<std::size_t>(channel)];
}

/// Blends `pixels` (rows, columns, three colours and opacity) with white.
std::string over_white_lines(bool rounded) {
    const std::string blend = "pixels[:, :, :3] * opacity + 255 * (1 - opacity)";
    return "opacity = pixels[:, :, 3:] / 255\n"
           "pixels = " +
           (rounded ? "np.rint(" + blend + ")" : blend) + "  # over white\n";
}

/// image = ..., one channel of `pixels`; grey is their luma.
std::string channel_line(Channel channel, bool opencv, bool rounded, const std::string& type) {
    if (channel != Channel::grey)
        return fmt::format("image = pixels[:, :, {}].astype({})  # {}\n", channel_index(channel, opencv), type,
                           channel_name(channel));
    const char* const weights = opencv ? "[.114, .587, .299]" : "[.299, .587, .114]";
    const std::string luma = fmt::format("pixels @ {}", weights);
    return fmt::format("image = {}.astype({})\n", rounded ? "np.rint(" + luma + ")" : "(" + luma + ")", type);
}

/// Transparent pictures and those with 16 bits a channel, which OpenCV reads unchanged.
std::string unchanged_lines(const PictureFile& file, Channel channel, const std::string& type) {
    const char* const scale = file.is_deep ? " / 257  # 16 bits: 65535 becomes 255" : "";
    std::string code =
        fmt::format("pixels = cv2.imread({}, cv2.IMREAD_UNCHANGED).astype(float){}\n", literal(file.name), scale);
    if (file.is_grey && !file.is_transparent) return code + fmt::format("image = pixels.astype({})\n", type);
    if (file.is_transparent) code += over_white_lines(!file.is_deep);
    return code + channel_line(channel, true, !file.is_deep, type);
}

/// image = ..., the grey picture as three equal channels.
constexpr std::string_view kThreeTimes =
    "image = np.stack([image] * 3, axis=2)  # a grey picture: its three channels are equal\n";

/// All three channels of a picture that OpenCV reads unchanged, in the order red, green, blue.
std::string unchanged_colour_lines(const PictureFile& file, const std::string& type) {
    const char* const scale = file.is_deep ? " / 257  # 16 bits: 65535 becomes 255" : "";
    std::string code =
        fmt::format("pixels = cv2.imread({}, cv2.IMREAD_UNCHANGED).astype(float){}\n", literal(file.name), scale);
    if (file.is_transparent) code += over_white_lines(!file.is_deep);
    return code +
           fmt::format("image = pixels[:, :, ::-1].astype({})  # blue, green, red become red, green, blue\n", type);
}

}  // namespace

PictureFile picture_file(std::string name, const Picture& picture, bool is_transparent) {
    return {.name = std::move(name),
            .is_transparent = is_transparent,
            .is_deep = !picture.planes.empty() && !picture.planes.front().is_bytes(),
            .is_grey = picture.is_grey()};
}

std::string picture_imports(const PictureFile& file) {
    if (is_array(file)) return {};
    if (needs_opencv(file)) return "import cv2  # Pillow would drop 8 of the 16 bits\n";
    return is_jpeg(file) ? "from PIL import Image, ImageOps\n" : "from PIL import Image\n";
}

std::string picture_lines(const PictureFile& file, Channel channel, const std::string& type) {
    if (is_array(file)) return fmt::format("image = {}.astype({})\n", array_expression(file), type);
    if (needs_opencv(file)) return unchanged_lines(file, channel, type);
    std::string picture = fmt::format("Image.open({})", literal(file.name));
    if (file.is_deep)
        return fmt::format("image = np.array({}, dtype={}) / 257  # 16 bits: 65535 becomes 255\n", picture, type);
    if (file.is_transparent)
        return fmt::format("pixels = np.array({}.convert(\"RGBA\"), dtype=float)\n", picture) + over_white_lines(true) +
               channel_line(channel, false, true, type);
    if (is_jpeg(file)) picture = "ImageOps.exif_transpose(" + picture + ")";
    if (channel == Channel::grey) return fmt::format("image = np.array({}.convert(\"L\"), dtype={})\n", picture, type);
    return fmt::format("image = np.array({}.convert(\"RGB\"), dtype={})[:, :, {}]  # {}\n", picture, type,
                       channel_index(channel, false), channel_name(channel));
}

std::string opencv_picture_imports(const PictureFile& file) {
    return loses_transparency(file) ? "from PIL import Image  # OpenCV would drop the transparency\n" : "";
}

std::string opencv_picture_lines(const PictureFile& file, Channel channel) {
    if (is_array(file) || loses_transparency(file)) return picture_lines(file, channel, "float");
    if (file.is_deep || file.is_transparent) return unchanged_lines(file, channel, "float");
    const std::string picture = fmt::format("cv2.imread({})", literal(file.name));
    if (channel == Channel::grey)
        return fmt::format("image = cv2.cvtColor({}, cv2.COLOR_BGR2GRAY).astype(float)\n", picture);
    return fmt::format("image = {}[:, :, {}].astype(float)  # {}\n", picture, channel_index(channel, true),
                       channel_name(channel));
}

std::string colour_picture_imports(const PictureFile& file) {
    return picture_imports(file);
}

std::string colour_picture_lines(const PictureFile& file, const std::string& type) {
    if (!file.values.empty()) return fmt::format("image = {}.astype({})\n", file.values, type);
    if (file.is_grey) return picture_lines(file, Channel::grey, type) + std::string(kThreeTimes);
    if (is_array(file)) return fmt::format("image = {}.astype({})\n", array_expression(file), type);
    if (needs_opencv(file)) return unchanged_colour_lines(file, type);
    std::string picture = fmt::format("Image.open({})", literal(file.name));
    if (file.is_transparent)
        return fmt::format("pixels = np.array({}.convert(\"RGBA\"), dtype=float)\n", picture) + over_white_lines(true) +
               fmt::format("image = pixels.astype({})\n", type);
    if (is_jpeg(file)) picture = "ImageOps.exif_transpose(" + picture + ")";
    return fmt::format("image = np.array({}.convert(\"RGB\"), dtype={})\n", picture, type);
}

std::string colour_opencv_imports(const PictureFile& file) {
    return opencv_picture_imports(file);
}

std::string colour_opencv_lines(const PictureFile& file) {
    if (is_array(file) || loses_transparency(file)) return colour_picture_lines(file, "float");
    if (file.is_grey) return opencv_picture_lines(file, Channel::grey) + std::string(kThreeTimes);
    if (file.is_deep || file.is_transparent) return unchanged_colour_lines(file, "float");
    return fmt::format("image = cv2.imread({})[:, :, ::-1].astype(float)  # red, green, blue\n", literal(file.name));
}

}  // namespace convscope
