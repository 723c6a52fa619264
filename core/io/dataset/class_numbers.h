// The numbers of a model's classes for the names of folders, one folder per class.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace convscope {

struct ClassNumbers {
    /// name: each folder has the name of one of the model's classes. number: each folder's name is the class's number.
    /// order: the folders are in the order of the classes, as Keras and PyTorch number them.
    enum class By { name, number, order };
    By by = By::order;
    /// For each folder the number of its class; -1 if the model has no class of that name.
    std::vector<int> numbers;
};

/// The largest number of a class in a data set.
inline constexpr int kMaxClassNumber = 65535;

/// Finds the numbers of the folders, which are in ascending order of their names. `labels` are the names of the model's
/// classes; empty if it has none. Letter case and characters other than letters and digits do not matter: the folder
/// "t_shirt_top" is the class "T-shirt/top". Names decide if at least half of the folders have the name of a class.
ClassNumbers class_numbers(std::span<const std::string> folders, std::span<const std::string> labels);

}  // namespace convscope
