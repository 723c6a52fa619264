// Loads Keras's archives (.keras, Keras 2.12 and later): a zip of config.json, metadata.json and model.weights.h5, in
// which the weights are stored by their layers' classes and order.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/io/keras/lambda.h"
#include "core/nn/model/model.h"

namespace convscope::keras {

/// Reads a .keras archive in a confined process. Throws LoadError.
nn::Model load_zip(const std::filesystem::path& path, const LambdaMeanings& lambdas = {},
                   const std::stop_token& stop = {});

}  // namespace convscope::keras
