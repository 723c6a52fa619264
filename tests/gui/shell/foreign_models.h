// Model and label files as users have them, without a record of the preprocessing, for tests of the shell.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "core/io/keras/h5.h"
#include "tests/gui/driver.h"

namespace convscope::test {

inline nn::Model shipped_course() {
    return keras::load_h5(std::filesystem::path(CONVSCOPE_TEST_ASSETS) / "models/course.h5");
}

/// The course model in a file that holds only layers and weights: no labels, no preprocessing.
inline std::filesystem::path foreign_model(Driver& driver, const char* name = "foreign.h5") {
    std::filesystem::path file = driver.folder() / name;
    keras::save_h5(file, shipped_course().with_info({.name = "foreign"}));
    return file;
}

inline std::filesystem::path text_file(Driver& driver, const char* name, const std::string& text) {
    std::filesystem::path file = driver.folder() / name;
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

/// The text of a labels file: "thing 0", "thing 1" ...
inline std::string labels(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "thing " + std::to_string(i) + "\n";
    return text;
}

}  // namespace convscope::test
