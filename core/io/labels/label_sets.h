// The labels of well-known data sets, for models whose files have none.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace convscope {

struct LabelSet {
    std::string_view name;   ///< for the command line: "fashion-mnist"
    std::string_view title;  ///< as its publishers write it: "Fashion-MNIST"
    std::span<const std::string_view> labels;
};

std::span<const LabelSet> label_sets();
/// The sets with this number of classes.
std::vector<LabelSet> label_sets_with(std::size_t classes);
/// The labels of the set of that name; nullopt if there is none.
std::optional<std::vector<std::string>> labels_of_set(std::string_view name);
/// "fashion-mnist, mnist or cifar-10".
std::string label_set_names();

}  // namespace convscope
