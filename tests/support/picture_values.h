// The values of decoded pictures, for comparison with lists of numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/load_error.h"
#include "core/image/files/load.h"
#include "tests/support/sample_pictures.h"

namespace convscope {

using Values = std::vector<float>;

/// Row by row.
inline Values values(const Plane& plane) {
    Values all;
    all.reserve(static_cast<std::size_t>(plane.size().area()));
    for (int r = 0; r < plane.rows(); ++r)
        for (int c = 0; c < plane.cols(); ++c) all.push_back(plane.at(r, c));
    return all;
}

inline Picture decoded(const Bytes& bytes) {
    return decode_picture(bytes, "picture");
}

inline Picture decoded(std::string_view text) {
    return decoded(text_bytes(text));
}

/// The error for these bytes, opened as "picture"; empty if they open.
inline std::string sentence(const Bytes& bytes) {
    try {
        decode_picture(bytes, "picture");
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}
inline std::string sentence(std::string_view text) {
    return sentence(text_bytes(text));
}

}  // namespace convscope
