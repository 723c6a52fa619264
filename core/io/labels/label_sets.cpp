#include "core/io/labels/label_sets.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/nn/train/architectures.h"

namespace convscope {

namespace {

constexpr std::array<std::string_view, 10> kDigits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
constexpr std::array<std::string_view, 10> kCifar10{"airplane", "automobile", "bird",  "cat",  "deer",
                                                    "dog",      "frog",       "horse", "ship", "truck"};
constexpr std::array<LabelSet, 3> kSets{LabelSet{"fashion-mnist", "Fashion-MNIST", nn::kFashionLabels},
                                        LabelSet{"mnist", "MNIST digits", kDigits},
                                        LabelSet{"cifar-10", "CIFAR-10", kCifar10}};

}  // namespace

std::span<const LabelSet> label_sets() {
    return kSets;
}

std::vector<LabelSet> label_sets_with(std::size_t classes) {
    std::vector<LabelSet> found;
    std::ranges::copy_if(kSets, std::back_inserter(found),
                         [classes](const LabelSet& set) { return set.labels.size() == classes; });
    return found;
}

std::optional<std::vector<std::string>> labels_of_set(std::string_view name) {
    const auto found = std::ranges::find(kSets, name, &LabelSet::name);
    if (found == kSets.end()) return std::nullopt;
    return std::vector<std::string>(found->labels.begin(), found->labels.end());
}

std::string label_set_names() {
    std::string text;
    for (std::size_t i = 0; i < kSets.size(); ++i) {
        if (i > 0) text += i + 1 == kSets.size() ? " or " : ", ";
        text += kSets.at(i).name;
    }
    return text;
}

}  // namespace convscope
