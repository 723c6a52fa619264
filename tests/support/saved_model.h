// A model in a Keras file that tests can read and change.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/load_error.h"
#include "core/io/keras/h5.h"
#include "tests/support/sample_models.h"
#include "tests/support/temporary_folder.h"

namespace convscope::samples {

/// The error message of keras::load_h5() for the file; empty without an error.
inline std::string load_error_of(const std::filesystem::path& file) {
    try {
        keras::load_h5(file);
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

/// small_course(), saved in a file that a test can change.
struct SavedModel {
    TemporaryFolder folder;
    std::filesystem::path file = folder / "m.h5";
    nn::Model model = small_course();

    SavedModel() { keras::save_h5(file, model); }
    /// load_error_of(file) without the path at its beginning.
    std::string fault() const {
        const std::string text = load_error_of(file);
        CHECK(text.find('\n') == std::string::npos);
        return text.substr(std::min(text.size(), file.string().size() + 2));
    }
    /// The kernel of the layer "dense".
    std::vector<float> kernel() const { return model.node(*model.find("dense")).weights[0]->values; }
};

}  // namespace convscope::samples
