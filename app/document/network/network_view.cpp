#include "app/document/network/network_view.h"

#include <algorithm>
#include <vector>

#include "app/document/document.h"

namespace convscope {

void NetworkView::go_to(int node, std::int64_t channel_there) {
    layer = node;
    channel = channel_there;
    second.reset();
    pinned.reset();
    kernel_channel = 0;
    camera = {};
    player.active = player.playing = false;
    player.position = 0;
    products.player.active = products.player.playing = false;
}

void NetworkView::enter(const nn::Model& model) {
    go_to(std::min(1, model.size() - 1), 0);
    pinned_input.reset();
    explained.reset();
    answer = {};
}

std::size_t shown_input(const nn::Model& model, const NetworkView& view) {
    const std::vector<int>& inputs = model.inputs();
    const auto found =
        std::ranges::find(inputs, view.input, [&](int node) -> const std::string& { return model.node(node).name; });
    return found == inputs.end() ? 0 : static_cast<std::size_t>(found - inputs.begin());
}

const nn::Node* shown_number_input(const Document& document) {
    const auto& model = document.network.model.model;
    if (document.workspace != WorkspaceId::layers || !model) return nullptr;
    const std::size_t which = shown_input(*model, document.network_view);
    return document.network.takes_numbers(which) ? &model->node(model->inputs()[which]) : nullptr;
}

}  // namespace convscope
