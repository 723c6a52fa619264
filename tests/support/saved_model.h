// A model in a Keras file, to be looked at and changed.
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

/// What keras::load_h5() says is wrong with the file; empty where nothing is.
inline std::string sentence_of(const std::filesystem::path& file) {
    try {
        keras::load_h5(file);
        return {};
    } catch (const LoadError& error) {
        return error.what();
    }
}

/// A saved small course model, to be changed.
struct SavedModel {
    TemporaryFolder folder;
    std::filesystem::path file = folder / "m.h5";
    nn::Model model = small_course();

    SavedModel() { keras::save_h5(file, model); }
    /// What is said of the file, without its path.
    std::string fault() const {
        const std::string text = sentence_of(file);
        CHECK(text.find('\n') == std::string::npos);
        return text.substr(std::min(text.size(), file.string().size() + 2));
    }
    std::vector<float> kernel() const { return model.node(*model.find("dense")).weights[0]->values; }
};

}  // namespace convscope::samples
