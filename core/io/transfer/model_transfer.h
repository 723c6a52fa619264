// Sends a whole model from one process to another: its structure as the bytes of an archive, the values of its weights
// as floats in memory that both processes see. The reading process checks everything: a process that a hostile file has
// taken over may send anything.
#pragma once

#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/nn/model/model.h"

namespace convscope {

/// Thrown if the model's weights have more values than fit.
class TransferTooLarge : public std::runtime_error {
  public:
    TransferTooLarge() : std::runtime_error("the model's weights do not fit") {}
};

/// Copies the values of the model's weights to the start of `values`, one tensor after the other, and returns the rest
/// of the model. A tensor that several layers share is copied once, and given up before the next one is copied if only
/// `model` has it. Throws TransferTooLarge.
std::string write_model(nn::Model model, std::span<float> values);

/// Called with the values of each weight after they were copied, in the order in memory.
using ValuesCopied = std::function<void(std::span<const float>)>;

/// The model that write_model() wrote. Throws std::exception for a damaged structure, before memory is taken for
/// anything that it states.
nn::Model read_model(std::string_view structure, std::span<const float> values, const ValuesCopied& copied = {});

}  // namespace convscope
