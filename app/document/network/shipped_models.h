// The trained models that come with the program: their files, their accuracies and how they were trained, from
// assets/models/models.json. Their names are those of nn::kArchitectures.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace convscope {

struct ShippedModel {
    std::string name;            ///< one of nn::kArchitectures
    std::filesystem::path file;  ///< inside `folder`; relative if `folder` is relative
    std::string data;            ///< the data set: "Fashion-MNIST"
    int test_images = 0;         ///< number of test images; none was used for training or for selecting the model
    double test_accuracy = 0;    ///< share of the test images that are classified correctly, 0..1
    std::string command;         ///< the command line that trains the model again
};

/// The models that `folder`/models.json lists. Throws LoadError for a file that cannot be read or is damaged.
std::vector<ShippedModel> load_shipped_models(const std::filesystem::path& folder);
/// The test accuracy of the model of that name; nullopt if it is unknown. Never throws.
std::optional<double> shipped_accuracy(const std::filesystem::path& folder, const std::string& name);

}  // namespace convscope
