#include "core/filter/code/code_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/files.h"
#include "core/base/load_error.h"
#include "core/image/files/formats/pnm.h"
#include "core/image/files/python_readers.h"
#include "core/image/files/transparency.h"

namespace convscope {

namespace {

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30U;
/// The largest picture that is written into the code.
constexpr std::int64_t kMaxValues = 4096;

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
/// The expression for the array in the file.
std::string loaded_array(const PictureFile& file) {
    if (is_table(file) && file.separator == ' ') return fmt::format("np.loadtxt({}, ndmin=2)", literal(file.name));
    if (is_table(file))
        return fmt::format("np.loadtxt({}, delimiter=\"{}\", ndmin=2)", literal(file.name), file.separator);
    return fmt::format("np.load({})", literal(file.name));
}
/// The expression for the values, or for the array in the file as it is on screen.
std::string array_expression(const PictureFile& file) {
    if (!file.values.empty()) return file.values;
    return file.factor == 1 ? loaded_array(file) : fmt::format("({:g} * {})", file.factor, loaded_array(file));
}
bool is_jpeg(const PictureFile& file) {
    if (file.format) return *file.format == PictureFormat::jpeg;
    return has_suffix(file.name, ".jpg") || has_suffix(file.name, ".jpeg");
}
/// Radiance files hold light: 1 is white.
bool is_hdr(const PictureFile& file) {
    return file.format == PictureFormat::hdr;
}
/// Pillow's expression for the upright picture.
std::string opened_with_pillow(const PictureFile& file) {
    const std::string picture = fmt::format("Image.open({})", literal(file.name));
    return is_jpeg(file) || file.is_rotated ? "ImageOps.exif_transpose(" + picture + ")" : picture;
}
/// Comment lines about the picture's values.
std::string note_lines(const PictureFile& file) {
    if (!is_jpeg(file) || is_array(file)) return file.note;
    return file.note + "# decoders of JPEG round differently: most values differ by at most 3 from those on screen\n";
}
/// True if the largest value that the file can have is not the largest of its 8 or 16 bits.
bool has_own_maximum(const PictureFile& file) {
    return file.maximum > 1 && file.maximum != 255 && file.maximum != 65535 && !is_array(file);
}
/// Pillow keeps all bits of a picture with 16 bits per channel only if it is grey and not transparent. It rounds the
/// values of files with has_own_maximum().
bool needs_opencv(const PictureFile& file) {
    if (!file.is_deep || is_array(file)) return false;
    return file.is_transparent || !file.is_grey || is_hdr(file) || has_own_maximum(file);
}
/// OpenCV drops the grey level that a file marks as transparent.
bool loses_transparency(const PictureFile& file) {
    return file.is_transparent && file.is_grey && !file.is_deep && !is_array(file);
}
/// OpenCV does not scale bytes by the file's maximum.
bool needs_pillow(const PictureFile& file) {
    return !file.is_opencv_exact || loses_transparency(file) || (!file.is_deep && has_own_maximum(file));
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

/// The part of a line that scales the file's values to 0..255, and its comment.
std::string scale_of(const PictureFile& file) {
    if (!file.is_deep || is_hdr(file)) return {};
    if (has_own_maximum(file)) return fmt::format(" * (255 / {0})  # white is {0} in this file", file.maximum);
    return " / 257  # 16 bits: 65535 becomes 255";
}

/// pixels = ..., the picture as OpenCV reads it unchanged, scaled to 0..255 and blended with white.
std::string unchanged_pixels(const PictureFile& file) {
    std::string code = fmt::format("pixels = cv2.imread({}, cv2.IMREAD_UNCHANGED).astype(float){}\n",
                                   literal(file.name), scale_of(file));
    if (is_hdr(file))
        code += "pixels = np.clip(255 * np.maximum(pixels, 0) ** (1 / 2.2), 0, 255)  # light to the screen's values\n";
    if (file.is_transparent) code += over_white_lines(!file.is_deep);
    return code;
}

/// The lines for pictures that OpenCV reads unchanged: transparent ones, and those with more than 8 bits per channel.
std::string unchanged_lines(const PictureFile& file, Channel channel, const std::string& type) {
    const std::string code = unchanged_pixels(file);
    if (file.is_grey && !file.is_transparent) return code + fmt::format("image = pixels.astype({})\n", type);
    return code + channel_line(channel, true, !file.is_deep, type);
}

/// image = ..., the grey picture as three equal channels.
constexpr std::string_view kThreeTimes =
    "image = np.stack([image] * 3, axis=2)  # a grey picture: its three channels are equal\n";

/// All three channels of a picture that OpenCV reads unchanged, in the order red, green, blue.
std::string unchanged_colour_lines(const PictureFile& file, const std::string& type) {
    return unchanged_pixels(file) +
           fmt::format("image = pixels[:, :, ::-1].astype({})  # blue, green, red become red, green, blue\n", type);
}

/// The lines of picture_lines() without the note.
std::string lines_of_channel(const PictureFile& file, Channel channel, const std::string& type) {
    if (is_array(file)) return fmt::format("image = {}.astype({})\n", array_expression(file), type);
    if (needs_opencv(file)) return unchanged_lines(file, channel, type);
    const std::string picture = opened_with_pillow(file);
    if (file.is_deep)
        return fmt::format("image = np.array({}, dtype={}) / 257  # 16 bits: 65535 becomes 255\n", picture, type);
    if (file.is_transparent)
        return fmt::format("pixels = np.array({}.convert(\"RGBA\"), dtype=float)\n", picture) + over_white_lines(true) +
               channel_line(channel, false, true, type);
    if (channel == Channel::grey) return fmt::format("image = np.array({}.convert(\"L\"), dtype={})\n", picture, type);
    return fmt::format("image = np.array({}.convert(\"RGB\"), dtype={})[:, :, {}]  # {}\n", picture, type,
                       channel_index(channel, false), channel_name(channel));
}

/// The lines of opencv_picture_lines() without the note.
std::string opencv_lines(const PictureFile& file, Channel channel) {
    if (is_array(file) || needs_pillow(file)) return lines_of_channel(file, channel, "float");
    if (file.is_deep || file.is_transparent) return unchanged_lines(file, channel, "float");
    const std::string picture = fmt::format("cv2.imread({})", literal(file.name));
    if (channel == Channel::grey)
        return fmt::format("image = cv2.cvtColor({}, cv2.COLOR_BGR2GRAY).astype(float)\n", picture);
    return fmt::format("image = {}[:, :, {}].astype(float)  # {}\n", picture, channel_index(channel, true),
                       channel_name(channel));
}

/// The lines of colour_picture_lines() without the note.
std::string lines_of_colours(const PictureFile& file, const std::string& type) {
    if (!file.values.empty() && !file.is_grey) return fmt::format("image = {}.astype({})\n", file.values, type);
    if (file.is_grey) return lines_of_channel(file, Channel::grey, type) + std::string(kThreeTimes);
    if (is_array(file)) return fmt::format("image = {}.astype({})\n", array_expression(file), type);
    if (needs_opencv(file)) return unchanged_colour_lines(file, type);
    const std::string picture = opened_with_pillow(file);
    if (file.is_transparent)
        return fmt::format("pixels = np.array({}.convert(\"RGBA\"), dtype=float)\n", picture) + over_white_lines(true) +
               fmt::format("image = pixels.astype({})\n", type);
    return fmt::format("image = np.array({}.convert(\"RGB\"), dtype={})\n", picture, type);
}

/// The lines of colour_opencv_lines() without the note.
std::string opencv_lines_of_colours(const PictureFile& file) {
    if (is_array(file) || needs_pillow(file)) return lines_of_colours(file, "float");
    if (file.is_grey) return opencv_lines(file, Channel::grey) + std::string(kThreeTimes);
    if (file.is_deep || file.is_transparent) return unchanged_colour_lines(file, "float");
    return fmt::format("image = cv2.imread({})[:, :, ::-1].astype(float)  # red, green, blue\n", literal(file.name));
}

/// The separator of the numbers in a text, for np.loadtxt(); nullopt if np.loadtxt() cannot read it: lists, fractions,
/// decimal commas.
std::optional<char> separator_of(std::string_view text) {
    if (text.find_first_of("[{/") != std::string_view::npos) return std::nullopt;
    const bool commas = text.find(',') != std::string_view::npos;
    const bool semicolons = text.find(';') != std::string_view::npos;
    if (!commas && !semicolons) return ' ';
    if (commas && (semicolons || text.find('\t') != std::string_view::npos)) return std::nullopt;
    return commas ? ',' : ';';
}

/// The file's bytes; empty if it cannot be read.
std::vector<std::uint8_t> content_of(const std::string& file) {
    try {
        return read_file(file, kMaxFileBytes, {});
    } catch (const LoadError&) {
        return {};
    }
}

}  // namespace

PictureFile picture_file(std::string name, const Picture& picture) {
    PictureFile file{.name = std::move(name),
                     .is_deep = !picture.planes.empty() && !picture.planes.front().is_bytes(),
                     .is_grey = picture.is_grey()};
    const std::vector<std::uint8_t> content = content_of(file.name);
    const std::span<const std::uint8_t> bytes = content;
    file.is_transparent = has_transparency(bytes);
    const PythonReaders readers = python_readers(bytes, file.is_deep, file.is_transparent);
    file.format = readers.format;
    file.is_readable = readers.any;
    file.is_opencv_exact = readers.opencv;
    file.is_rotated = readers.is_rotated;
    file.maximum = pnm_maximum(bytes).value_or(0);
    if (!is_table(file) || content.empty()) return file;
    const auto separator = separator_of({reinterpret_cast<const char*>(content.data()), content.size()});
    if (!separator && picture.size().area() <= kMaxValues) file.values = array_code(picture.planes.front());
    file.separator = separator.value_or(',');
    return file;
}

std::string unreadable_note(const PictureFile& file) {
    std::string note =
        fmt::format("# Pillow and OpenCV do not give the values on screen for\n# {}\n", literal(file.name));
    if (file.format == PictureFormat::heic)
        note += "# Pillow opens HEIC with the package pillow-heif; its values can differ at edges.\n";
    if (file.format == PictureFormat::avif)
        note += "# Pillow opens AVIF from version 11.3 on; its values can differ at edges.\n";
    return note;
}

std::string picture_imports(const PictureFile& file) {
    if (is_array(file)) return {};
    if (file.is_deep && has_own_maximum(file)) return "import cv2  # Pillow would round the values\n";
    if (needs_opencv(file) && is_hdr(file)) return "import cv2  # Pillow cannot read this format\n";
    if (needs_opencv(file)) return "import cv2  # Pillow would drop 8 of the 16 bits\n";
    return is_jpeg(file) || file.is_rotated ? "from PIL import Image, ImageOps\n" : "from PIL import Image\n";
}

std::string opencv_picture_imports(const PictureFile& file) {
    if (is_array(file)) return {};
    if (file.is_rotated) return "from PIL import Image, ImageOps  # OpenCV can leave the picture rotated\n";
    if (loses_transparency(file)) return "from PIL import Image  # OpenCV would drop the transparency\n";
    if (!file.is_opencv_exact) return "from PIL import Image  # OpenCV would read other values or none\n";
    if (needs_pillow(file)) return "from PIL import Image  # OpenCV would not scale the values to 255\n";
    return {};
}

std::string colour_picture_imports(const PictureFile& file) {
    return picture_imports(file);
}

std::string colour_opencv_imports(const PictureFile& file) {
    return opencv_picture_imports(file);
}

std::string picture_lines(const PictureFile& file, Channel channel, const std::string& type) {
    return note_lines(file) + lines_of_channel(file, channel, type);
}

std::string opencv_picture_lines(const PictureFile& file, Channel channel) {
    return note_lines(file) + opencv_lines(file, channel);
}

std::string colour_picture_lines(const PictureFile& file, const std::string& type) {
    return note_lines(file) + lines_of_colours(file, type);
}

std::string colour_opencv_lines(const PictureFile& file) {
    return note_lines(file) + opencv_lines_of_colours(file);
}

}  // namespace convscope
