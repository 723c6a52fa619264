#include "core/nn/inspect/blocks.h"

#include <algorithm>
#include <string_view>

namespace convscope::nn {

namespace {

bool is_padding(const Node& node) {
    return node.layer->type() == "ZeroPadding2D";
}

bool is_convolution(const Node& node) {
    return node.layer->kernel_kind() == KernelKind::filters;
}

/// True for layers that keep the shape and have no filters, window or padding: batch normalization, activation,
/// dropout.
bool is_light(const Model& model, int index) {
    const Node& node = model.node(index);
    if (node.inputs.size() != 1 || node.inputs.front() != index - 1) return false;
    return node.layer->kernel_kind() == KernelKind::none && node.shape == model.node(index - 1).shape &&
           !node.layer->sliding_window(model.input_shapes(index)) && !is_padding(node);
}

/// For each node: true if later nodes use no output of the nodes before it, so that all paths of the graph pass through
/// it.
std::vector<bool> meeting_points(const Model& model) {
    const int size = model.size();
    std::vector<int> last_use(static_cast<std::size_t>(size), -1);
    for (int i = 0; i < size; ++i)
        for (const int input : model.node(i).inputs) last_use.at(static_cast<std::size_t>(input)) = i;
    std::vector<bool> meets(static_cast<std::size_t>(size));
    int latest = -1;  // the last use of the nodes before i
    for (int i = 0; i < size; ++i) {
        meets[static_cast<std::size_t>(i)] = latest <= i;
        latest = std::max(latest, last_use[static_cast<std::size_t>(i)]);
    }
    return meets;
}

std::string common_name(const Model& model, int first, int last) {
    constexpr std::string_view kSeparators = "_./:";
    std::string name = model.node(first).name;
    for (int i = first + 1; i <= last; ++i) {
        const std::string& other = model.node(i).name;
        const auto [end, unused] = std::ranges::mismatch(name, other);
        name.erase(end, name.end());
    }
    // Cut the common start at its last separator: "block_3_e" becomes "block_3".
    const std::size_t separator = name.find_last_of(kSeparators);
    if (separator == std::string::npos) return {};
    name.erase(separator);
    return name.find_first_not_of(kSeparators) == std::string::npos ? std::string() : name;
}

bool has_input(const Model& model, int first, int last) {
    for (int i = first; i <= last; ++i)
        if (model.node(i).inputs.empty()) return true;
    return false;
}

/// The last of the light layers that follow the node `last`.
int with_light_layers(const Model& model, int last, int end) {
    while (last + 1 < end && is_light(model, last + 1)) ++last;
    return last;
}

/// Adds the blocks of rule 2 among the nodes `first` to `end` - 1.
void add_rows(const Model& model, int first, int end, std::vector<Block>& blocks) {
    for (int i = first; i < end; ++i) {
        int head = i;
        if (is_padding(model.node(i)) && i + 1 < end && model.node(i + 1).inputs == std::vector<int>{i}) head = i + 1;
        if (!is_convolution(model.node(head))) continue;
        const int last = with_light_layers(model, head, end);
        if (last > i) blocks.push_back({i, last, common_name(model, i, last)});
        i = last;
    }
}

}  // namespace

std::vector<Block> blocks_of(const Model& model) {
    std::vector<Block> blocks;
    const std::vector<bool> meets = meeting_points(model);
    int waiting = 0;  // the first node for which no block has been looked for
    for (int from = 0; from < model.size();) {
        int last = from;
        while (last + 1 < model.size() && !meets[static_cast<std::size_t>(last)]) ++last;
        const bool branches = last > from && last - from < kMaxBlockLayers && !has_input(model, from, last);
        if (!branches) {
            from = last + 1;
            continue;
        }
        add_rows(model, waiting, from, blocks);
        last = with_light_layers(model, last, model.size());
        blocks.push_back({from, last, common_name(model, from, last)});
        waiting = from = last + 1;
    }
    add_rows(model, waiting, model.size(), blocks);
    return blocks;
}

}  // namespace convscope::nn
