// Reads the text before an .npy file's data: a Python dictionary with the type, the order and the shape.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

struct NpyHeader {
    char byte_order = '<';  ///< '<' little-endian, '>' big-endian, '|' single bytes
    char kind = 'f';        ///< 'b' boolean, 'i' integer, 'u' unsigned integer, 'f' float
    int item_size = 4;      ///< bytes per element
    bool fortran_order = false;
    std::vector<std::int64_t> shape;
};

/// Reads the dictionary. Throws LoadError if it is damaged or states a type that NpyHeader cannot hold.
NpyHeader parse_npy_header(std::string_view text, const std::string& name);
/// The shape in Python: "(3, 4)", "(3,)", "()".
std::string shape_text(std::span<const std::int64_t> shape);

}  // namespace convscope
