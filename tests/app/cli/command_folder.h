// A model and a data set in a folder, for the commands that work on models.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/random.h"
#include "core/io/model_file.h"
#include "core/nn/train/architectures.h"
#include "tests/app/cli/run.h"
#include "tests/support/idx_files.h"
#include "tests/support/temporary_folder.h"

namespace convscope {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// A 28 x 28 picture of class `label`: row `label` is white, and the lower half is noise.
inline std::string striped_image(int label, std::uint64_t seed) {
    std::string pixels(784, '\0');
    for (int col = 0; col < 28; ++col) pixels[static_cast<std::size_t>(label * 28 + col)] = '\xff';
    for (std::uint64_t i = 400; i < 784; ++i) pixels[i] = static_cast<char>(random_bits(seed, i) % 64);
    return pixels;
}

/// A folder with a data set of stripes and the untrained course model.
struct CommandFolder {
    TemporaryFolder folder;
    std::string model = (folder / "model.h5").string();
    std::string data = folder.path().string();

    CommandFolder() {
        write_part("train", 200);
        write_part("t10k", 40);
        save_model(model, nn::course_model(1));
    }
    void write_part(const std::string& part, int count) const {
        samples::IdxBytes images, labels;
        for (int n = 0; n < count; ++n) {
            const std::string pixels = striped_image(n % 10, static_cast<std::uint64_t>(n));
            images.insert(images.end(), pixels.begin(), pixels.end());
            labels.push_back(static_cast<std::uint8_t>(n % 10));
        }
        const auto size = static_cast<std::uint32_t>(count);
        folder.write(part + "-images-idx3-ubyte", samples::idx({size, 28, 28}, images));
        folder.write(part + "-labels-idx1-ubyte", samples::idx({size}, labels));
    }
    std::string path(const std::string& name) const { return (folder / name).string(); }
    std::string picture() const { return folder.write("picture.pgm", "P5 28 28 255\n" + striped_image(3, 1)).string(); }
};

inline Json json_of(const Run& r) {
    REQUIRE(r.err == "");
    REQUIRE(r.code() == kExitSuccess);
    return Json::parse(r.out);
}

}  // namespace convscope
