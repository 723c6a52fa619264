// IDX files of bytes, plain or compressed with gzip: the format of MNIST and its successors. Source: Y. LeCun, C.
// Cortes, C. Burges, "The MNIST database of handwritten digits". Must not depend on pictures or labels: an array may
// hold either.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace convscope {

/// Values in C order. `shape` has 1 to 4 lengths, none of them 0; their product is values.size().
struct IdxArray {
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> values;
};

/// Arrays with more values than this, which is one gibibyte, are refused.
inline constexpr std::int64_t kMaxIdxValues = std::int64_t{1} << 30;

/// Reads an array of unsigned bytes. Checks magic, sizes and length before it allocates memory. Throws LoadError.
IdxArray load_idx(const std::filesystem::path& file);
/// Reads the array from a file's bytes; `name` is used in errors.
IdxArray decode_idx(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace convscope
