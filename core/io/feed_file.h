// Reads the values of a model's input from a file or a text.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/nn/input/feed.h"
#include "core/nn/model/preprocessing.h"

namespace convscope {

/// The numbers of the file as values for the input: a NumPy array (.npy), or a text as read_number_table() reads it. An
/// array has the layout of the model's file or the shape that the input has in this program (rows, columns, channels),
/// both with or without an axis for examples, or it has one example in each row. Axes of length 1 may be left out. A
/// picture is converted by `preprocessing` if the input can take one. Throws LoadError if the numbers are not one or
/// more whole examples.
nn::Feed load_feed(const std::filesystem::path& file, const nn::Node& input,
                   const nn::Preprocessing& preprocessing = {});
/// The numbers of the text, row by row. A row holds one example, or the channels of one position, or one number. Commas
/// are decimal commas if the number of values fits the input only then. `name` is used in errors. Throws LoadError as
/// load_feed() does.
nn::Feed feed_of_text(std::string_view text, const nn::Node& input, const std::string& name);

}  // namespace convscope
