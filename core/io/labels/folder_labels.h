// The labels that lie next to a model's file. Must not depend on the formats of models.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/nn/model/model.h"

namespace convscope {

/// The model with the labels of Teachable Machine's metadata.json in this folder, and with the range of pixel values
/// that Teachable Machine uses. Returns the model unchanged if it has labels, or if there is no such file with as many
/// labels as the model has classes.
nn::Model with_teachable_machine(const nn::Model& model, const std::filesystem::path& folder,
                                 const std::stop_token& stop = {});
/// with_teachable_machine(); if it finds no labels, adds those of labels.txt or of another file with a usual name.
nn::Model with_labels_in(const nn::Model& model, const std::filesystem::path& folder, const std::stop_token& stop = {});

}  // namespace convscope
