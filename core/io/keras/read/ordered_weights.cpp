#include "core/io/keras/read/ordered_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "core/base/load_error.h"
#include "core/base/text/translation.h"

namespace convscope::keras {

namespace {

constexpr Message kRemedy = tr("save the model with model.save(\"name.keras\")");
constexpr std::array<std::string_view, 2> kContainers{"layers/", "_layer_checkpoint_dependencies/"};

/// Keras's name for a class's groups: "conv2d_transpose" for "Conv2DTranspose".
std::string snake_case(std::string_view name) {
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    // Step 1: an underscore before a capital that a small letter follows. Step 2: one before a capital after a small
    // letter.
    std::string words;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool begins_word = upper(name[i]) && i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z';
        if (begins_word && i > 0 && words.back() != '_') words += '_';
        words += name[i];
    }
    std::string result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const char before = i > 0 ? words[i - 1] : ' ';
        const bool small_before = before >= 'a' && before <= 'z';
        if (upper(words[i]) && small_before) result += '_';
        result += upper(words[i]) ? static_cast<char>(words[i] - 'A' + 'a') : words[i];
    }
    return result;
}

/// The number after the class in a group's name: 0 for "conv2d", 2 for "conv2d_2"; nullopt for the group of another
/// class.
std::optional<std::size_t> number_of(std::string_view group, std::string_view class_name) {
    if (!group.starts_with(class_name)) return std::nullopt;
    std::string_view suffix = group.substr(class_name.size());
    if (suffix.empty()) return 0;
    if (suffix.front() != '_') return std::nullopt;
    suffix.remove_prefix(1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(suffix.data(), suffix.data() + suffix.size(), number);
    if (error != std::errc() || end != suffix.data() + suffix.size() || number == 0) return std::nullopt;
    return number;
}

/// Reads the weights of the groups in one file.
class OrderedWeights {
  public:
    OrderedWeights(const hdf5::ReadGroup& root, std::vector<StoredWeight>& all) : root_(root), all_(all) {
        for (const std::string& path : root.datasets()) {
            // Keras on Windows writes backslashes into names.
            std::string normalized = path;
            std::ranges::replace(normalized, '\\', '/');
            paths_.emplace(std::move(normalized), path);
        }
    }

    void read_model(const LayerWeights& model, const std::string& path) {
        if (!model.has_weights()) return;
        const std::string container = container_in(path);
        std::map<std::string, std::vector<const LayerWeights*>> by_class;
        for (const LayerWeights& layer : model.layers) by_class[snake_case(layer.class_name)].push_back(&layer);
        for (const auto& [class_name, layers] : by_class) read_class(class_name, layers, container);
    }

  private:
    bool holds(const std::string& path) const {
        const auto found = paths_.lower_bound(path);
        return found != paths_.end() && found->first.starts_with(path);
    }

    std::string container_in(const std::string& path) const {
        for (const std::string_view container : kContainers)
            if (holds(path + std::string(container))) return path + std::string(container);
        throw LoadError(root_.file(), tr("has no weights of layers"), kRemedy, path);
    }

    /// The numbers in the names of the groups of that class, in ascending order.
    std::set<std::size_t> numbers_of(const std::string& class_name, const std::string& container) const {
        std::set<std::size_t> numbers;
        for (auto path = paths_.lower_bound(container + class_name);
             path != paths_.end() && path->first.starts_with(container + class_name); ++path) {
            const std::string_view suffix = std::string_view(path->first).substr(container.size());
            if (const auto number = number_of(suffix.substr(0, suffix.find('/')), class_name)) numbers.insert(*number);
        }
        return numbers;
    }

    /// Keras numbers the layers of one class in their order. In some versions layers without weights count too, or
    /// layers with weights count twice; but in all of them the numbers of layers with weights ascend in layer order.
    void read_class(const std::string& class_name, const std::vector<const LayerWeights*>& layers,
                    const std::string& container) {
        std::vector<const LayerWeights*> weighted;
        std::ranges::copy_if(layers, std::back_inserter(weighted), &LayerWeights::has_weights);
        if (weighted.empty()) return;
        const std::set<std::size_t> numbers = numbers_of(class_name, container);
        if (numbers.size() != weighted.size())
            throw LoadError(
                root_.file(),
                tr_count(std::ssize(numbers), "has weights for {} layer {}, of which its model has {}",
                         "has weights for {} layers {}, of which its model has {}", class_name, weighted.size()),
                kRemedy);
        auto number = numbers.begin();
        for (const LayerWeights* layer : weighted) {
            std::string path = container + class_name;
            if (*number > 0) path += fmt::format("_{}", *number);
            ++number;
            read_layer(*layer, path + "/");
        }
    }

    void read_layer(const LayerWeights& layer, const std::string& path) {
        if (!layer.layers.empty()) {
            read_model(layer, path);
            return;
        }
        for (std::size_t i = 0; i < layer.weights.size(); ++i) {
            StoredWeight& weight = all_[layer.weights[i]];
            if (weight.unused) continue;
            const auto found = paths_.find(fmt::format("{}vars/{}", path, i));
            if (found == paths_.end())
                throw LoadError(root_.file(), tr("has no {} for the layer \"{}\"", weight.name, layer.name), kRemedy);
            weight.values = root_.floats(found->second, weight.shape.axes);
            check_finite(weight.values, root_.file(), found->first, layer.name);
        }
    }

    const hdf5::ReadGroup& root_;
    std::vector<StoredWeight>& all_;
    std::map<std::string, std::string> paths_;  ///< paths of datasets: key with slashes only, value as stored
};

}  // namespace

bool has_ordered_weights(const hdf5::ReadGroup& root) {
    const std::vector<std::string> paths = root.datasets();
    return std::ranges::any_of(paths, [](std::string path) {
        std::ranges::replace(path, '\\', '/');
        return std::ranges::any_of(kContainers, [&](std::string_view name) { return path.starts_with(name); });
    });
}

void read_ordered_weights(const hdf5::ReadGroup& root, ModelWeights& weights) {
    OrderedWeights(root, weights.all).read_model(weights.model, "");
}

}  // namespace convscope::keras
