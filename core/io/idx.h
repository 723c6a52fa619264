// IDX files of bytes, plain or packed with gzip: the format of MNIST and its successors. Source: Y. LeCun, C. Cortes,
// C. Burges, "The MNIST database of handwritten digits". Knows nothing of pictures and labels: shapes and values only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace convscope {

/// Values in C order. None of the 1 to 4 lengths is 0, and their product is values.size().
struct IdxArray {
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> values;
};

/// The most values that are read: a gibibyte.
inline constexpr std::int64_t kMaxIdxValues = std::int64_t{1} << 30;

/// Reads an array of unsigned bytes. Magic, sizes and length are checked before memory is taken. Throws LoadError.
IdxArray load_idx(const std::filesystem::path& file);
/// The same from bytes; `name` is used in errors.
IdxArray decode_idx(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
