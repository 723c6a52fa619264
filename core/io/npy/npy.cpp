#include "core/io/npy/npy.h"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "core/base/byte_order.h"
#include "core/base/files.h"
#include "core/base/half.h"
#include "core/base/load_error.h"
#include "core/base/text/translation.h"
#include "core/io/npy/npy_header.h"

namespace convscope {

namespace {

using namespace std::string_view_literals;

static_assert(std::endian::native == std::endian::little, "save_npy() writes floats in the byte order of memory");

constexpr std::string_view kMagic = "\x93NUMPY"sv;
constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 31;
constexpr std::size_t kHeaderAlignment = 64;

/// The element of type T at `p`, as the nearest float.
template <typename T>
float element_at(const std::uint8_t* p, std::endian order) {
    return static_cast<float>(number_at<T>(p, order));
}
float half_at(const std::uint8_t* p, std::endian order) {
    return float_from_half(number_at<std::uint16_t>(p, order));
}
float boolean_at(const std::uint8_t* p, std::endian /*order*/) {
    return *p != 0 ? 1.0F : 0.0F;
}

using Converter = float (*)(const std::uint8_t*, std::endian);

Converter converter(const NpyHeader& header) {
    switch (header.kind * 10 + header.item_size) {
        case 'b' * 10 + 1:
            return boolean_at;
        case 'i' * 10 + 1:
            return element_at<std::int8_t>;
        case 'i' * 10 + 2:
            return element_at<std::int16_t>;
        case 'i' * 10 + 4:
            return element_at<std::int32_t>;
        case 'i' * 10 + 8:
            return element_at<std::int64_t>;
        case 'u' * 10 + 1:
            return element_at<std::uint8_t>;
        case 'u' * 10 + 2:
            return element_at<std::uint16_t>;
        case 'u' * 10 + 4:
            return element_at<std::uint32_t>;
        case 'u' * 10 + 8:
            return element_at<std::uint64_t>;
        case 'f' * 10 + 2:
            return half_at;
        case 'f' * 10 + 8:
            return element_at<double>;
        default:
            return element_at<float>;
    }
}

std::int64_t element_count(const NpyHeader& header, const std::string& name) {
    std::int64_t count = 1;
    for (const std::int64_t length : header.shape) {
        if (length != 0 && count > kMaxNpyElements / length)
            throw LoadError(name, tr("is too large with shape {}", shape_text(header.shape)),
                            tr("open an array of up to {} million values", kMaxNpyElements / 1'000'000));
        count *= length;
    }
    return count;
}

/// Calls visit(i, source) for each element i in C order; `source` is its position in a file in Fortran order. Counts
/// the index up like an odometer.
template <typename Visit>
void visit_fortran_order(const std::vector<std::int64_t>& shape, std::size_t count, Visit visit) {
    std::vector<std::int64_t> index(shape.size(), 0), step(shape.size(), 1);
    for (std::size_t d = 1; d < shape.size(); ++d) step[d] = step[d - 1] * shape[d - 1];
    std::int64_t source = 0;
    for (std::size_t i = 0; i < count; ++i) {
        visit(i, static_cast<std::size_t>(source));
        for (std::size_t d = shape.size(); d-- > 0;) {
            source += step[d];
            if (++index[d] < shape[d]) break;
            source -= step[d] * shape[d];
            index[d] = 0;
        }
    }
}

std::string header_text(std::span<const std::int64_t> shape) {
    std::string text = fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': {}, }}", shape_text(shape));
    const std::size_t prefix = kMagic.size() + 4;  // version and length
    text.append(kHeaderAlignment - (prefix + text.size()) % kHeaderAlignment - 1, ' ');
    text += '\n';
    std::string whole(kMagic);
    whole += "\x01\x00"sv;
    whole += static_cast<char>(text.size() & 255U);
    whole += static_cast<char>(text.size() >> 8U);
    return whole + text;
}

void append_floats(std::string& content, const float* values, std::size_t count) {
    content.append(reinterpret_cast<const char*>(values), count * sizeof(float));
}

}  // namespace

NpyArray decode_npy(std::span<const std::uint8_t> bytes, const std::string& name) {
    const std::string remedy = tr("open a .npy file that numpy.save wrote");
    const auto cut_short = [&] { return LoadError(name, tr("is cut short"), tr("copy or save it again")); };
    if (!starts_like_npy(bytes)) throw LoadError(name, tr("is not a .npy file"), remedy);
    if (bytes.size() < 12) throw cut_short();
    const int version = bytes[6];
    if (version < 1 || version > 3)
        throw LoadError(name, tr("is a .npy file of the unknown version {}", version), remedy);
    const std::size_t start = version == 1 ? 10 : 12;
    const std::size_t length = version == 1 ? number_at<std::uint16_t>(&bytes[8], std::endian::little)
                                            : number_at<std::uint32_t>(&bytes[8], std::endian::little);
    if (bytes.size() - start < length) throw cut_short();
    const NpyHeader header = parse_npy_header({reinterpret_cast<const char*>(bytes.data()) + start, length}, name);

    const auto count = static_cast<std::size_t>(element_count(header, name));
    const auto item = static_cast<std::size_t>(header.item_size);
    const std::span<const std::uint8_t> data = bytes.subspan(start + length);
    if (data.size() < count * item) throw cut_short();

    NpyArray array{header.shape, std::vector<float>(count)};
    const Converter convert = converter(header);
    const std::endian order = header.byte_order == '>' ? std::endian::big : std::endian::little;
    const auto place = [&](std::size_t to, std::size_t from) {
        array.values[to] = convert(data.data() + from * item, order);
    };
    if (header.fortran_order && header.shape.size() > 1) {
        visit_fortran_order(header.shape, count, place);
    } else {
        for (std::size_t i = 0; i < count; ++i) place(i, i);
    }
    return array;
}

NpyArray load_npy(const std::filesystem::path& file) {
    return decode_npy(read_file(file, kMaxFileBytes, tr("open a .npy file that numpy.save wrote")), file.string());
}

void save_npy(const std::filesystem::path& file, const NpyArray& array) {
    std::string content = header_text(array.shape);
    content.reserve(content.size() + array.values.size() * sizeof(float));
    append_floats(content, array.values.data(), array.values.size());
    write_file_atomically(file, content);
}

void save_npy(const std::filesystem::path& file, const FloatImage& image) {
    const std::array<std::int64_t, 2> shape{image.rows(), image.cols()};
    std::string content = header_text(shape);
    content.reserve(content.size() + static_cast<std::size_t>(image.size().area()) * sizeof(float));
    for (int r = 0; r < image.rows(); ++r) append_floats(content, image.row(r), static_cast<std::size_t>(image.cols()));
    write_file_atomically(file, content);
}

bool starts_like_npy(std::span<const std::uint8_t> start) {
    return start.size() >= kMagic.size() && std::memcmp(start.data(), kMagic.data(), kMagic.size()) == 0;
}

}  // namespace convscope
