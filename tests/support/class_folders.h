// Folders with one sub-folder of pictures for each class, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace convscope::samples {

/// Writes a grey picture of `side` x `side` pixels of this value, whose first pixel is 0; makes its folder if
/// necessary.
inline void write_grey(const std::filesystem::path& file, int side, int value) {
    std::filesystem::create_directories(file.parent_path());
    std::string pixels(static_cast<std::size_t>(side * side), static_cast<char>(value));
    pixels.front() = '\0';
    std::ofstream(file, std::ios::binary) << "P5 " << side << ' ' << side << " 255\n" << pixels;
}

/// Writes a picture of one colour.
inline void write_colour(const std::filesystem::path& file, int side, int red, int green, int blue) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    out << "P6 " << side << ' ' << side << " 255\n";
    for (int i = 0; i < side * side; ++i)
        out << static_cast<char>(red) << static_cast<char>(green) << static_cast<char>(blue);
}

}  // namespace convscope::samples
