// IDX files for tests, and folders of test images.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace convscope::samples {

using IdxBytes = std::vector<std::uint8_t>;

/// An IDX file of this shape; `type` 0x08 is unsigned bytes.
inline IdxBytes idx(const std::vector<std::uint32_t>& shape, const IdxBytes& values, std::uint8_t type = 0x08) {
    IdxBytes bytes{0, 0, type, static_cast<std::uint8_t>(shape.size())};
    for (const std::uint32_t length : shape)
        for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes.push_back(static_cast<std::uint8_t>(length >> shift));
    bytes.insert(bytes.end(), values.begin(), values.end());
    return bytes;
}

/// The bytes compressed with gzip.
inline IdxBytes gzipped(IdxBytes bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib cannot be initialised");
    IdxBytes packed(deflateBound(&stream, bytes.size()));
    stream.next_in = bytes.data();
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("zlib cannot compress the bytes");
    return packed;
}

/// Creates `folder` and writes a data set of 28 x 28 test images into it.
inline void write_test_images(const std::filesystem::path& folder, const IdxBytes& images, const IdxBytes& labels) {
    const auto count = static_cast<std::uint32_t>(labels.size());
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const IdxBytes& bytes) {
        std::ofstream(folder / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    };
    write("t10k-images-idx3-ubyte", idx({count, 28, 28}, images));
    write("t10k-labels-idx1-ubyte", idx({count}, labels));
}

/// Creates a folder in `parent` with `count` different test images, and returns its path. Labels are the image numbers
/// modulo 10.
inline std::filesystem::path write_test_images(const std::filesystem::path& parent, int count) {
    constexpr int kPixels = 28 * 28;
    IdxBytes images, labels;
    for (int i = 0; i < count; ++i) {
        labels.push_back(static_cast<std::uint8_t>(i % 10));
        for (int p = 0; p < kPixels; ++p) images.push_back(static_cast<std::uint8_t>((p * (i + 3) + p / 28 * i) % 256));
    }
    std::filesystem::path folder = parent / "images";
    write_test_images(folder, images, labels);
    return folder;
}

}  // namespace convscope::samples
